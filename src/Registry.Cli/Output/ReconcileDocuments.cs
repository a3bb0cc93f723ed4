using Registry.Core.Versions;
using Registry.Reconciler;
using Registry.Reconciler.Planning;
using Registry.Reconciler.Status;

namespace Registry.Cli.Output;

/// <summary>What a reconciler did, would do, and waits for, as documents.</summary>
internal static class ReconcileDocuments
{
    /// <summary>What a pass did.</summary>
    public static ReconcileDocument Of(Pass pass) => new(
        [.. pass.Inbox.Folded.Select(one => new ReconcileEmit(one.Entity.ToString(), one.Version.ToString(), one.Branch, one.Created))],
        [.. pass.Inbox.Refused.Select(one => new ReconcileRefusal(one.Branch, [.. one.Problems.Select(problem => $"{problem.Rule.Code}: {problem.Message}")], one.Removed))],
        [.. pass.Published.Select(one => new ReconcilePublication(one.Entity.ToString(), one.Release.Version.ToString(), one.Release.Tag, one.Key.ToString(), null))],
        Failures(pass.Failures), Moves(pass.Advances), Observations(pass.Observations), [.. pass.Waiting.Select(Of)], [.. pass.Problems.Select(ProblemDocument.Of)], [.. pass.Drift.Select(ProblemDocument.Of)], pass.Revision, pass.Commit);

    /// <summary>What a pass would do.</summary>
    public static ReconcileDocument Of(ReconcilePlan plan) => new(
        [], [],
        [.. plan.Publications.Select(one => new ReconcilePublication(
            one.Publication.Entity.ToString(), one.Publication.Version.ToString(), one.Publication.Tag, one.Publication.Key.ToString(), one.Sighting.Record is null ? "publish" : "record"))],
        Failures(plan.Failures), Moves(plan.Advances), Observations(plan.Observations), [.. plan.Waiting.Select(Of)], [.. plan.Problems.Select(ProblemDocument.Of)], [], plan.Revision, null);

    /// <summary>Where channels stand.</summary>
    public static ChannelsDocument Of(ChannelReport report) => new(
        [.. report.Channels.Select(channel => new ChannelItem(
            channel.Entity.ToString(), channel.Policy.Name, channel.Version?.ToString(), Time(channel.Since), Time(channel.Published), channel.Target?.Hold?.By, channel.Waits is { } waits ? Of(waits) : null))],
        Failures(report.Failures), [.. report.Problems.Select(ProblemDocument.Of)]);

    private static IReadOnlyList<ReconcileFailure> Failures(IReadOnlyList<PublicationFailure> failures) =>
        [.. failures.Select(failed => new ReconcileFailure(failed.Entity.ToString(), failed.Version.ToString(), failed.Problem.Rule.Code, failed.Problem.Message, Time(failed.RetryAt)))];

    private static IReadOnlyList<ReconcileMove> Moves(IReadOnlyList<Advance> advances) =>
        [.. advances.Select(move => new ReconcileMove(move.Entity.ToString(), move.Channel, move.From?.ToString(), move.To.ToString(), move.Key.ToString()))];

    private static IReadOnlyList<ReconcileObservation> Observations(IReadOnlyList<Observation> observations) =>
        [.. observations.Select(seen => new ReconcileObservation(seen.Entity.ToString(), seen.Channel, seen.Version.ToString()))];

    private static ReconcileWait Of(Waiting wait) => new(wait.Entity.ToString(), wait.Channel, wait.To.ToString(), wait.Why, Time(wait.Due));

    private static string? Time(DateTimeOffset? time) => time is { } known ? ManifestFormat.FormatTime(known) : null;
}
