using System.CommandLine;
using Registry.Cli.Hosting;
using Registry.Core.Versions;

namespace Registry.Cli.Commands;

/// <summary><c>registry promote</c>: points a channel at a version.</summary>
internal static class PromoteCommand
{
    internal sealed record Options(VersionReference Reference, string Channel, string? Reason, bool PullRequest);

    public static Command Create(CommandContext host)
    {
        var reference = Arguments.Reference();
        var channel = new Option<string>("--channel") { Description = "The channel", HelpName = "name", Required = true };
        var reason = Arguments.Reason();
        var pullRequest = Arguments.PullRequest();
        return new Command("promote", "Point a channel at a version, and lift a hold") { reference, channel, reason, pullRequest }.Run(host, (result, context, cancellationToken) =>
            RunAsync(new Options(result.GetRequiredValue(reference), result.GetRequiredValue(channel), result.GetValue(reason), result.GetValue(pullRequest)), context, cancellationToken));
    }

    public static async Task<int> RunAsync(Options options, CommandContext context, CancellationToken cancellationToken)
    {
        using var registry = context.Connect();
        return ChannelResult.Write(context.Output, await registry.PromoteAsync(options, cancellationToken), "promoted");
    }
}
