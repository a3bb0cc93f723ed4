using System.CommandLine;
using Registry.Cli.Hosting;
using Registry.Core.Entities;
using Registry.Core.Versions;

namespace Registry.Cli.Commands;

/// <summary><c>registry rollback</c>: points a channel at an older version and holds it there.</summary>
internal static class RollbackCommand
{
    internal sealed record Options(EntityName Entity, string Channel, VersionId? To, string? Reason, bool PullRequest);

    public static Command Create(CommandContext host)
    {
        var entity = Arguments.Entity();
        var channel = new Option<string>("--channel") { Description = "The channel", HelpName = "name", Required = true };
        var to = Arguments.Id("--to", "The version (default: the one that was there before)");
        var reason = Arguments.Reason();
        var pullRequest = Arguments.PullRequest();
        return new Command("rollback", "Point a channel at an older version and hold it there") { entity, channel, to, reason, pullRequest }.Run(host, (result, context, cancellationToken) =>
            RunAsync(new Options(result.GetRequiredValue(entity), result.GetRequiredValue(channel), result.GetValue(to), result.GetValue(reason), result.GetValue(pullRequest)), context, cancellationToken));
    }

    public static async Task<int> RunAsync(Options options, CommandContext context, CancellationToken cancellationToken)
    {
        using var registry = context.Connect();
        return ChannelResult.Write(context.Output, await registry.RollBackAsync(options, cancellationToken), "rolled back");
    }
}
