using Registry.Core.Rules;
using Registry.Core.Store;
using Registry.Core.Versions;

namespace Registry.Core.Operations;

/// <summary>The version that an operation on one version is about.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Manifest">Its manifest.</param>
/// <param name="Record">Its record.</param>
internal sealed record VersionSubject(VersionId Id, Manifest Manifest, VersionRecord Record)
{
    public VersionState State => RegistryReader.StateOf(Manifest, Record);

    /// <summary>Finds the version that a reference stands for.</summary>
    public static async ValueTask<(VersionSubject? Subject, Refusal? Refusal)> FindAsync(
        RegistryReader registry, VersionReference reference, CancellationToken cancellationToken)
    {
        var resolution = await registry.ResolveAsync(reference, cancellationToken);
        if (resolution.Version is not { } id) return (null, resolution.Refusal);
        if (await registry.ManifestAsync(reference.Entity, id, cancellationToken) is not { } stored)
            return (null, new Refusal(RegistryRules.VersionNotFound, $"{reference} stands for {id}, which does not exist"));
        return (new VersionSubject(id, stored.Manifest, await registry.RecordAsync(reference.Entity, id, cancellationToken)), null);
    }

    /// <summary>Why the version has to stay listed, or <see langword="null"/> when no channel points at it.</summary>
    public async ValueTask<Problem?> CheckUnusedAsync(RegistryReader registry, CancellationToken cancellationToken)
    {
        var channels = await registry.ChannelsAsync(Manifest.Entity, cancellationToken);
        var users = channels.Where(channel => channel.Value.Version == Id).Select(channel => channel.Key).ToList();
        return users.Count == 0
            ? null
            : new Problem(RegistryRules.InUse, RegistryPaths.Channel(Manifest.Entity, users[0]), $"{string.Join(" and ", users)} of {Manifest.Entity} points at {Id}; move it first");
    }

    /// <summary>A plan that writes a new record.</summary>
    public Plan<VersionOutcome> PlanRecord(VersionRecord record, string action, string? reason)
    {
        var outcome = new VersionOutcome(Manifest.Entity, Id, RegistryReader.StateOf(Manifest, record), record);
        if (record == Record) return new Unchanged<VersionOutcome>(outcome);

        var path = RegistryPaths.Record(Manifest.Entity, Id);
        var changes = record == VersionRecord.Empty ? new ChangeSet().Remove(path) : new ChangeSet().Write(path, RecordFormat.Write(record));
        return new Planned<VersionOutcome>(outcome, changes, Messages.For(action, Manifest.Entity, Id, body: reason));
    }
}
