using System.CommandLine;
using Registry.Cli.Hosting;
using Registry.Core.Versions;

namespace Registry.Cli.Commands;

/// <summary><c>registry delete</c>: removes a version and its files, and leaves a tombstone.</summary>
internal static class DeleteCommand
{
    internal sealed record Options(VersionReference Reference, string Reason);

    public static Command Create(CommandContext host)
    {
        var reference = Arguments.Reference();
        var reason = new Option<string>("--reason") { Description = "Why; kept in the tombstone", HelpName = "text", Required = true };
        return new Command("delete", "Remove a version and its files; who, when and why stay") { reference, reason }.Run(host, (result, context, cancellationToken) =>
            RunAsync(new Options(result.GetRequiredValue(reference), result.GetRequiredValue(reason)), context, cancellationToken));
    }

    public static async Task<int> RunAsync(Options options, CommandContext context, CancellationToken cancellationToken)
    {
        using var registry = context.Connect();
        return VersionResult.Write(context.Output, await registry.DeleteAsync(options, cancellationToken), "deleted");
    }
}
