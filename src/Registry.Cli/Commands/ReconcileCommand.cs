using System.CommandLine;
using Registry.Cli.Hosting;
using Registry.Cli.Output;
using Registry.Cli.PullRequests;
using Registry.Core.Rules;
using Registry.Git;
using Registry.Reconciler;
using Registry.Reconciler.Inbox;
using Registry.Reconciler.Status;

namespace Registry.Cli.Commands;

/// <summary><c>registry reconcile</c>: publishes what is listed, moves the channels that may move by themselves, and writes down the moves of others.</summary>
internal static class ReconcileCommand
{
    /// <summary>More lines of a kind nobody reads.</summary>
    private const int MostLines = 100;

    /// <summary>Nobody waits for a run meanwhile, so its passes are large, and its commits few.</summary>
    private const int LooksAtOnce = 20_000;

    internal sealed record Options(bool Once, bool DryRun, bool Drift, string? AcceptHistory);

    public static Command Create(CommandContext host)
    {
        var once = new Option<bool>("--once") { Description = "One pass over everything, and over what it brought in" };
        var dryRun = new Option<bool>("--dry-run") { Description = "Say what a pass would do, and change nothing" };
        var drift = new Option<bool>("--drift") { Description = "With --once: also compare all published versions with the release host, and remove what dead emits left there" };
        var accept = Arguments.Text("--accept-history", "Say that the registry's history, rewritten up to this commit, is meant; reconcilers that stopped go on", "commit");
        return new Command("reconcile", "Publish what is listed, move the channels that move by themselves, and see the moves of others") { once, dryRun, drift, accept }.Run(host, (result, context, cancellationToken) =>
            RunAsync(new Options(result.GetValue(once), result.GetValue(dryRun), result.GetValue(drift), result.GetValue(accept)), context, cancellationToken));
    }

    public static async Task<int> RunAsync(Options options, CommandContext context, CancellationToken cancellationToken)
    {
        if (options is { Once: false, DryRun: false, AcceptHistory: null }) throw new RegistryException(RegistryRules.BadRequest, "expected --once, --dry-run or --accept-history");
        await using var store = await context.OpenAsync(cancellationToken);
        if (options.AcceptHistory is { } accepted)
        {
            await store.AcceptHistoryAsync(accepted, cancellationToken);
            if (options is { Once: false, DryRun: false }) return ExitCode.Done;
        }

        using var gitHub = GitHubConnection.Open(context, context.Location(), out _);
        var reconciler = new RegistryReconciler(store, new ReconcilerOptions
        {
            MaxPublications = int.MaxValue,
            MaxLooks = LooksAtOnce,
            Repository = gitHub?.Repository.ToString(),
            DriftChecks = options.Drift ? int.MaxValue : 0,
            Inbox = gitHub is null ? new SilentInboxReporter() : new GitHubInboxReporter(gitHub.Client, gitHub.Repository, context.Time, context.Output.Warn),
            Time = context.Time,
        });
        if (options.DryRun)
        {
            var plan = await reconciler.PlanAsync(cancellationToken);
            Write(ReconcileDocuments.Of(plan), isDryRun: true, context.Output);
            if (!context.Output.IsJson) context.Output.Problems(plan.Problems);
            return plan is { Problems: [], Failures: [] } ? ExitCode.Done : ExitCode.Failed;
        }

        var pass = await reconciler.RunToEndAsync(cancellationToken);
        Write(ReconcileDocuments.Of(pass), isDryRun: false, context.Output);
        if (!context.Output.IsJson) context.Output.Problems([.. pass.Problems, .. pass.Drift]);
        await SummarizeAsync(store, pass, context, cancellationToken);
        return pass is { Problems: [], Failures: [], Drift: [] } ? ExitCode.Done : ExitCode.Failed;
    }

    private static void Write(ReconcileDocument document, bool isDryRun, IOutput output)
    {
        var would = isDryRun ? "would " : "";
        output.Result(document, Json.Of, text =>
        {
            foreach (var one in document.Emitted.Take(MostLines)) text.WriteLine($"{(one.Created ? "emitted" : "already emitted")} {one.Entity} {one.Version} ({one.Branch})");
            foreach (var one in document.Refused.Take(MostLines)) text.WriteLine($"refused {one.Branch}{(one.Removed ? ", removed" : "")}: {string.Join("; ", one.Why)}");
            foreach (var one in document.Published.Take(MostLines)) text.WriteLine(isDryRun ? $"would {one.Step} {one.Tag}" : $"published {one.Tag}");
            foreach (var failed in document.Failed.Take(MostLines)) text.WriteLine($"not published {failed.Entity}@{failed.Version}: {failed.Message} ({failed.Code}); {(failed.RetryAt is { } at ? $"tried again at {at}" : "not tried again before somebody acts")}");
            foreach (var move in document.Moved.Take(MostLines)) text.WriteLine($"{would}advance{(isDryRun ? "" : "d")} {move.Entity} {move.Channel}: {move.From ?? "nothing"} → {move.To}");
            foreach (var seen in document.Observed.Take(MostLines)) text.WriteLine($"{(isDryRun ? "would see" : "saw")} {seen.Entity} {seen.Channel} at {seen.Version}");
            foreach (var wait in document.Waiting.Take(MostLines)) text.WriteLine($"waits {wait.Entity} {wait.Channel} for {wait.To}: {string.Join("; ", wait.Why)}");
            Rest(document.Published.Count, "published");
            Rest(document.Failed.Count, "not published");
            Rest(document.Moved.Count, "moved");
            Rest(document.Observed.Count, "seen");
            Rest(document.Waiting.Count, "waiting");
            if (document is { Emitted: [], Refused: [], Published: [], Failed: [], Moved: [], Observed: [], Waiting: [], Problems: [], Drift: [] }) text.WriteLine("all is as it should be");

            void Rest(int count, string what)
            {
                if (count > MostLines) text.WriteLine($"{count - MostLines} more {what}; --json names all");
            }
        });
    }

    /// <summary>Tells a workflow's readers where the channels stand at which the pass did something, or that wait.</summary>
    private static async Task SummarizeAsync(GitRegistryStore store, Pass pass, CommandContext context, CancellationToken cancellationToken)
    {
        if (context.Environment("GITHUB_STEP_SUMMARY") is not { Length: > 0 } summary) return;
        var entities = pass.Published.Select(one => one.Entity).Concat(pass.Failures.Select(one => one.Entity)).Concat(pass.Advances.Select(one => one.Entity))
            .Concat(pass.Observations.Select(one => one.Entity)).Concat(pass.Waiting.Select(one => one.Entity)).Distinct();
        var report = await ChannelReport.ReadAsync(await ChannelsStatus.ContextAsync(store, context, cancellationToken), entities, pass.Failures, pass.Problems, cancellationToken);
        await File.AppendAllTextAsync(summary, ChannelReportText.Format(report), cancellationToken);
    }
}
