using Registry.Cli.Hosting;
using Registry.Cli.Output;
using Registry.Core.Entities;
using Registry.Core.Operations;
using Registry.Core.Rules;
using Registry.Git;
using Registry.Reconciler;
using Registry.Reconciler.Status;

namespace Registry.Cli.Commands;

/// <summary><c>registry status --channels</c>: what each channel points at, what it waits for and since when, and what could not be published.</summary>
internal static class ChannelsStatus
{
    public static async Task<int> RunAsync(string? name, CommandContext context, CancellationToken cancellationToken)
    {
        EntityName? named = name is null ? null : EntityName.TryParse(name, out var parsed) ? parsed
            : throw new RegistryException(RegistryRules.BadRequest, $"'{name}' is no entity; with --channels, expected namespace/name");
        await using var store = await context.OpenAsync(cancellationToken);
        var plan = await new RegistryReconciler(store, new ReconcilerOptions { Time = context.Time }).PlanAsync(cancellationToken);
        var now = await ContextAsync(store, context, cancellationToken);
        if (named is { } wanted && await now.Registry.EntityAsync(wanted, cancellationToken) is null) throw new RegistryException(RegistryRules.EntityNotFound, $"there is no entity {wanted}");
        IReadOnlyList<EntityName> entities = named is { } only ? [only] : await now.Registry.EntitiesAsync(null, cancellationToken).ToListAsync(cancellationToken);
        var report = await ChannelReport.ReadAsync(
            now, entities, [.. plan.Failures.Where(failure => named is null || failure.Entity == named)], named is null ? plan.Problems : [], cancellationToken);
        context.Output.Result(ReconcileDocuments.Of(report), Json.Of, text => text.Write(ChannelReportText.Format(report)));
        return ExitCode.Done;
    }

    /// <summary>The registry as it is now.</summary>
    public static async Task<PlanContext> ContextAsync(GitRegistryStore store, CommandContext context, CancellationToken cancellationToken)
    {
        var snapshot = await store.SnapshotAsync(null, cancellationToken);
        return new PlanContext(new RegistryReader(snapshot), store.HistoryOf(snapshot), context.Time.GetUtcNow(), "");
    }
}
