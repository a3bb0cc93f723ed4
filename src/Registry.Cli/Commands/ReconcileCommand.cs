using System.CommandLine;
using Registry.Cli.Hosting;
using Registry.Cli.Output;
using Registry.Core.Operations;
using Registry.Core.Rules;
using Registry.Reconciler;

namespace Registry.Cli.Commands;

/// <summary><c>registry reconcile</c>: moves the channels that may move by themselves, and writes down the moves of others.</summary>
internal static class ReconcileCommand
{
    internal sealed record Options(bool Once, bool DryRun);

    public static Command Create(CommandContext host)
    {
        var once = new Option<bool>("--once") { Description = "One pass" };
        var dryRun = new Option<bool>("--dry-run") { Description = "Say what a pass would do, and write nothing" };
        return new Command("reconcile", "Move the channels that may move by themselves, and see the moves of others") { once, dryRun }.Run(host, (result, context, cancellationToken) =>
            RunAsync(new Options(result.GetValue(once), result.GetValue(dryRun)), context, cancellationToken));
    }

    public static async Task<int> RunAsync(Options options, CommandContext context, CancellationToken cancellationToken)
    {
        if (options is { Once: false, DryRun: false }) throw new RegistryException(RegistryRules.BadRequest, "expected --once or --dry-run");
        await using var store = await context.OpenAsync(cancellationToken);
        var done = options.DryRun
            ? new Operated<Pass>(await PlanAsync(store, context, cancellationToken), Changed: false, "")
            : await store.OperateAsync(new ReconcileOperation(), cancellationToken);
        Write(done.Outcome, done.Changed ? done.Revision : null, options.DryRun, context.Output);
        return done.Outcome.Problems.Count == 0 ? ExitCode.Done : ExitCode.Failed;
    }

    private static async Task<Pass> PlanAsync(Git.GitRegistryStore store, CommandContext context, CancellationToken cancellationToken)
    {
        var snapshot = await store.SnapshotAsync(null, cancellationToken);
        var plan = new PlanContext(new RegistryReader(snapshot), store.HistoryOf(snapshot), context.Time.GetUtcNow(), "");
        return await new ReconcileOperation().PlanAsync(plan, cancellationToken) switch
        {
            Planned<Pass> planned => planned.Outcome,
            Unchanged<Pass> unchanged => unchanged.Outcome,
            var refused => throw new RegistryException(((Refused<Pass>)refused).Refusal.Problems),
        };
    }

    private static void Write(Pass pass, string? commit, bool isDryRun, IOutput output)
    {
        var document = new ReconcileDocument(
            [.. pass.Advances.Select(move => new ReconcileMove(move.Entity.ToString(), move.Channel, move.From?.ToString(), move.To.ToString()))],
            [.. pass.Observations.Select(seen => new ReconcileObservation(seen.Entity.ToString(), seen.Channel, seen.Version.ToString()))],
            [.. pass.Waiting.Select(wait => new ReconcileWait(wait.Entity.ToString(), wait.Channel, wait.To.ToString(), wait.Why))],
            [.. pass.Problems.Select(ProblemDocument.Of)],
            commit);
        output.Result(document, Json.Of, text =>
        {
            foreach (var move in document.Moved) text.WriteLine($"{(isDryRun ? "would advance" : "advanced")} {move.Entity} {move.Channel}: {move.From ?? "nothing"} → {move.To}");
            foreach (var seen in document.Observed) text.WriteLine($"{(isDryRun ? "would see" : "saw")} {seen.Entity} {seen.Channel} at {seen.Version}");
            foreach (var wait in document.Waiting) text.WriteLine($"waits {wait.Entity} {wait.Channel} for {wait.To}: {string.Join("; ", wait.Why)}");
            if (document is { Moved: [], Observed: [], Waiting: [], Problems: [] }) text.WriteLine("all is as it should be");
        });
        if (!output.IsJson) output.Problems(pass.Problems);
    }
}
