using System.CommandLine;
using Registry.Cli.Hosting;
using Registry.Core.Validation;

namespace Registry.Cli.Commands;

/// <summary><c>registry validate</c>: checks a whole registry, or what a change touches.</summary>
internal static class ValidateCommand
{
    internal sealed record Options(string? Base, string? Head, string Format);

    public static Command Create(CommandContext host)
    {
        var from = Arguments.Text("--base", "Check only what changed since this revision, such as origin/main", "revision");
        var head = Arguments.Text("--head", "The revision to check (default: the newest commit of the branch)", "revision");
        var format = Arguments.Choice("--format", "How problems are printed (default: text; json with --json)", "text", "json", "github");
        return new Command("validate", "Check what is committed: the whole registry, or exactly what a change touches") { from, head, format }.Run(host, (result, context, cancellationToken) =>
            RunAsync(new Options(result.GetValue(from), result.GetValue(head), result.GetValue(format) ?? (context.Output.IsJson ? "json" : "text")), context, cancellationToken));
    }

    public static async Task<int> RunAsync(Options options, CommandContext context, CancellationToken cancellationToken)
    {
        await using var store = await context.OpenAsync(cancellationToken);
        var head = await store.SnapshotAsync(options.Head, cancellationToken);
        var report = options.Base is { } revision
            ? await new ChangeValidator(store, context.Time).ValidateAsync(await store.SnapshotAsync(revision, cancellationToken), head, cancellationToken)
            : await new RegistryValidator(store).ValidateAsync(head, new ProgressOf(count => context.Output.Progress($"checked {count:N0} files")), cancellationToken);
        ProblemReport.Write(report, options.Format, context.Output);
        return report.IsValid ? ExitCode.Done : ExitCode.Failed;
    }

    private sealed class ProgressOf(Action<long> report) : IProgress<long>
    {
        public void Report(long value) => report(value);
    }
}
