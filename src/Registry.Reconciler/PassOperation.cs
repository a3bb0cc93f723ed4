using Registry.Core.Operations;
using Registry.Core.Releases;
using Registry.Core.Rules;
using Registry.Core.Store;
using Registry.Reconciler.Planning;
using Registry.Reconciler.Surveying;

namespace Registry.Reconciler;

/// <summary>
/// What a pass writes, in at most one commit: the emits of the inbox, the records of what was published, the moves that policies make, and the
/// moves of others that are seen. It depends on the registry at one commit and on the time alone, so after a lost race it is planned again. A broken entity is set aside.
/// </summary>
/// <param name="looks">The entities at which it looks.</param>
/// <param name="published">What was published and is to be recorded.</param>
/// <param name="emits">The emits of the inbox; <see langword="null"/> for none.</param>
internal sealed class PassOperation(IReadOnlyList<EntityLook> looks, IReadOnlyList<PublishedVersion> published, BatchOperation<EmitOutcome>? emits = null) : IOperation<Pass>
{
    /// <summary>How the emits of the inbox ended, one by one, when the operation was planned the last time.</summary>
    public IReadOnlyList<BatchItem<EmitOutcome>> Emitted { get; private set; } = [];

    /// <summary>The commit on which it was planned the last time.</summary>
    public string Revision { get; private set; } = "";

    /// <inheritdoc/>
    public async ValueTask<Plan<Pass>> PlanAsync(PlanContext context, CancellationToken cancellationToken)
    {
        Revision = context.Registry.Snapshot.Revision;
        var changes = new ChangeSet();
        if (emits is not null) changes.Add(await EmitAsync(emits, context, cancellationToken));
        var created = Emitted.Where(item => item.Outcome is { Created: true }).Select(item => item.Outcome!).ToList();
        var pass = await MakeAsync(context, changes, looks, published, cancellationToken);
        return changes.Files.Count == 0 ? new Unchanged<Pass>(pass) : new Planned<Pass>(pass, changes, PassMessage.Of(pass, created));
    }

    /// <summary>What a pass does at a commit.</summary>
    /// <param name="context">The registry, and the time.</param>
    /// <param name="changes">What the pass writes; what it does is added.</param>
    /// <param name="looks">The entities at which it looks.</param>
    /// <param name="published">What is to be recorded.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public static async Task<Pass> MakeAsync(
        PlanContext context, ChangeSet changes, IReadOnlyList<EntityLook> looks, IReadOnlyList<PublishedVersion> published, CancellationToken cancellationToken)
    {
        List<PublishedVersion> recorded = [];
        List<Advance> advances = [];
        List<Observation> observations = [];
        List<Waiting> waiting = [];
        List<Problem> problems = [];
        foreach (var version in published)
            if (await RecordAsync(context.Registry, version, changes, cancellationToken))
                recorded.Add(version);

        // Entities have nothing to do with each other, so all are looked at as they are now.
        var recording = context with { Registry = new RegistryReader(new OverlaySnapshot(context.Registry.Snapshot, new ChangeSet().Add(changes))) };
        foreach (var look in looks)
        {
            try
            {
                var channels = new ChannelPass(recording, look.Entity);
                await channels.PlanAsync(cancellationToken);
                changes.Add(channels.Changes);
                advances.AddRange(channels.Advances);
                observations.AddRange(channels.Observations);
                waiting.AddRange(channels.Waiting);
            }
            catch (RegistryException broken)
            {
                problems.AddRange(broken.Problems);
            }
        }

        return new Pass { Published = recorded, Advances = advances, Observations = observations, Waiting = waiting, Problems = problems };
    }

    private async ValueTask<ChangeSet> EmitAsync(BatchOperation<EmitOutcome> batch, PlanContext context, CancellationToken cancellationToken)
    {
        switch (await batch.PlanAsync(context, cancellationToken))
        {
            case Planned<IReadOnlyList<BatchItem<EmitOutcome>>> planned:
                Emitted = planned.Outcome;
                return planned.Changes;
            case Unchanged<IReadOnlyList<BatchItem<EmitOutcome>>> unchanged:
                Emitted = unchanged.Outcome;
                return new ChangeSet();
            case var other:
                throw new RegistryException(((Refused<IReadOnlyList<BatchItem<EmitOutcome>>>)other).Refusal.Problems);
        }
    }

    /// <summary>Adds a release record, unless the version was deleted meanwhile or somebody else recorded it.</summary>
    private static async ValueTask<bool> RecordAsync(RegistryReader registry, PublishedVersion version, ChangeSet changes, CancellationToken cancellationToken)
    {
        var id = version.Release.Version;
        if (await registry.Snapshot.ReadAsync(RegistryPaths.Manifest(version.Entity, id), cancellationToken) is null) return false;
        if (await registry.Snapshot.ReadAsync(RegistryPaths.Release(version.Entity, id), cancellationToken) is not null) return false;
        changes.Write(RegistryPaths.Release(version.Entity, id), ReleaseFormat.Write(version.Release));
        return true;
    }
}
