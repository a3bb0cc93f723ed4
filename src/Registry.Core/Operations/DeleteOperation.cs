using Registry.Core.Entities;
using Registry.Core.Releases;
using Registry.Core.Rules;
using Registry.Core.Sources;
using Registry.Core.Store;
using Registry.Core.Versions;

namespace Registry.Core.Operations;

/// <summary>Removes a version and leaves a tombstone (specification, part 4, rule 4).</summary>
/// <param name="reference">The version.</param>
/// <param name="reason">Why; required.</param>
public sealed class DeleteOperation(VersionReference reference, string? reason) : IOperation<VersionOutcome>
{
    /// <inheritdoc/>
    public async ValueTask<Plan<VersionOutcome>> PlanAsync(PlanContext context, CancellationToken cancellationToken)
    {
        var (subject, refusal) = await VersionSubject.FindAsync(context.Registry, reference, cancellationToken);
        if (subject is null) return new Refused<VersionOutcome>(refusal!);
        if (string.IsNullOrWhiteSpace(reason)) return new Refused<VersionOutcome>(new Refusal(RegistryRules.Reason, $"deleting {reference} needs a reason"));
        if (await subject.CheckUnusedAsync(context.Registry, cancellationToken) is { } used) return new Refused<VersionOutcome>(new Refusal([used]));
        return await PlanAsync(context, subject, reason, cancellationToken);
    }

    /// <summary>A plan that deletes a version of which its caller knows that no channel points at it.</summary>
    internal static async ValueTask<Plan<VersionOutcome>> PlanAsync(PlanContext context, EntityName entity, VersionId id, string reason, CancellationToken cancellationToken)
    {
        var (subject, refusal) = await VersionSubject.FindAsync(context.Registry, VersionReference.ById(entity, id), cancellationToken);
        return subject is null ? new Refused<VersionOutcome>(refusal!) : await PlanAsync(context, subject, reason, cancellationToken);
    }

    private static async ValueTask<Plan<VersionOutcome>> PlanAsync(PlanContext context, VersionSubject subject, string reason, CancellationToken cancellationToken)
    {
        var manifest = subject.Manifest;
        var sameSource = await FindOtherAsync(context.Registry, manifest, cancellationToken);
        var hosted = new HostedVersion(manifest.Entity, manifest.Version, manifest.Files, await context.Registry.ReleaseAsync(manifest.Entity, manifest.Version, cancellationToken));
        var deed = new Deed(context.Actor, reason, VersionId.From(context.Now).Time);
        var record = new VersionRecord { Comment = subject.Record.Comment, Deleted = new Tombstone(deed, manifest.Ordinal, manifest.SourceHash) };

        var changes = new ChangeSet()
            .Remove(RegistryPaths.Manifest(manifest.Entity, manifest.Version))
            .Remove(RegistryPaths.Release(manifest.Entity, manifest.Version))
            .Write(RegistryPaths.Record(manifest.Entity, manifest.Version), RecordFormat.Write(record));
        var source = RegistryPaths.Source(manifest.Entity, manifest.SourceHash);
        if (sameSource is { } other) changes.Write(source, SourceFormat.Write(other));
        else changes.Remove(source);

        var outcome = new VersionOutcome(manifest.Entity, manifest.Version, VersionState.Deleted, record, hosted);
        return new Planned<VersionOutcome>(outcome, changes, Messages.For("delete", manifest.Entity, manifest.Version, body: reason));
    }

    /// <summary>The newest other version of the same source.</summary>
    private static async ValueTask<VersionId?> FindOtherAsync(RegistryReader registry, Manifest deleted, CancellationToken cancellationToken)
    {
        await foreach (var id in registry.VersionsAsync(deleted.Entity, cancellationToken))
            if (id != deleted.Version && await registry.ManifestAsync(deleted.Entity, id, cancellationToken) is { } stored && stored.Manifest.SourceHash == deleted.SourceHash)
                return id;
        return null;
    }
}
