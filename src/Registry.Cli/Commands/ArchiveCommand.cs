using System.CommandLine;
using Registry.Cli.Hosting;
using Registry.Core.Versions;

namespace Registry.Cli.Commands;

/// <summary><c>registry archive</c> and <c>registry unarchive</c>.</summary>
internal static class ArchiveCommand
{
    internal sealed record Options(VersionReference Reference, bool Archive, string Reason);

    public static Command CreateArchive(CommandContext host) => Create(host, "archive", "Take a version out of use", archive: true);

    public static Command CreateUnarchive(CommandContext host) => Create(host, "unarchive", "Take a version back into use", archive: false);

    public static async Task<int> RunAsync(Options options, CommandContext context, CancellationToken cancellationToken)
    {
        using var registry = context.Connect();
        var done = await registry.ArchiveAsync(options, cancellationToken);
        return VersionResult.Write(context.Output, done, options.Archive ? "archived" : "unarchived");
    }

    private static Command Create(CommandContext host, string name, string description, bool archive)
    {
        var reference = Arguments.Reference();
        var reason = new Option<string>("--reason") { Description = "Why; shown in the history", HelpName = "text", Required = true };
        return new Command(name, description) { reference, reason }.Run(host, (result, context, cancellationToken) =>
            RunAsync(new Options(result.GetRequiredValue(reference), archive, result.GetRequiredValue(reason)), context, cancellationToken));
    }
}
