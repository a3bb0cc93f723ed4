using Registry.Core.Rules;
using Registry.Core.Sources;
using Registry.Core.Store;
using Registry.Core.Versions;

namespace Registry.Core.Operations;

/// <summary>Makes a new version with an older one's content.</summary>
/// <param name="reference">The older version.</param>
public sealed class RevertOperation(VersionReference reference) : IOperation<EmitOutcome>
{
    /// <inheritdoc/>
    public async ValueTask<Plan<EmitOutcome>> PlanAsync(PlanContext context, CancellationToken cancellationToken)
    {
        var (registry, entity) = (context.Registry, reference.Entity);
        var (subject, refusal) = await VersionSubject.FindAsync(registry, reference, cancellationToken);
        if (subject is null) return new Refused<EmitOutcome>(refusal!);
        if (subject.State is VersionState.Draft or VersionState.Archived)
            return new Refused<EmitOutcome>(new Refusal(RegistryRules.State, $"{reference} is {subject.State.ToString().ToLowerInvariant()}; only what was listed can be reverted to"));

        var newest = (await registry.NewestUsedAsync(entity, cancellationToken))!.Value;
        var parent = await registry.NewestAsync(entity, cancellationToken);
        if (await registry.ManifestAsync(entity, parent!.Value, cancellationToken) is { } top && HasSameContent(top.Manifest, subject.Manifest))
            return new Unchanged<EmitOutcome>(new EmitOutcome(false, entity, top.Manifest.Version, top.Manifest.Ordinal, top.Manifest.SourceHash, top.Sha));

        var settings = await registry.SettingsAsync(cancellationToken);
        if (VersionIdAllocator.Next(newest.Id, context.Now, context.Now, settings.ClockSkew) is not { } id)
            return new Refused<EmitOutcome>(new Refusal(RegistryRules.ClockSkew, $"the newest id of {entity}, {newest.Id}, is too far ahead of the clock"));

        var manifest = subject.Manifest with
        {
            Version = id,
            Ordinal = newest.Ordinal + 1,
            BaseVersion = parent,
            CreatedAt = VersionId.From(context.Now).Time,
            CreatedBy = context.Actor,
            Changelog = $"Reverts to {subject.Id}.\n",
        };
        var content = ManifestFormat.Write(manifest);
        var changes = new ChangeSet()
            .Write(RegistryPaths.Manifest(entity, id), content)
            .Write(RegistryPaths.Source(entity, manifest.SourceHash), SourceFormat.Write(id));
        var message = Messages.For("revert", entity, id, subjectTail: $" to {subject.Id}",
            more: new KeyValuePair<string, string>(CommitMessage.SourceHash, manifest.SourceHash.ToString()));
        return new Planned<EmitOutcome>(new EmitOutcome(true, entity, id, manifest.Ordinal, manifest.SourceHash, Digest.Of(content)), changes, message);
    }

    private static bool HasSameContent(Manifest left, Manifest right) =>
        left.SourceHash == right.SourceHash && left.Files.SequenceEqual(right.Files);
}
