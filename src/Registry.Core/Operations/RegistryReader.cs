using System.Runtime.CompilerServices;
using Registry.Core.Channels;
using Registry.Core.Entities;
using Registry.Core.Releases;
using Registry.Core.Rules;
using Registry.Core.Settings;
using Registry.Core.Sources;
using Registry.Core.Store;
using Registry.Core.Versions;
using Registry.Core.Yaml;

namespace Registry.Core.Operations;

/// <summary>
/// Reads a snapshot's files as what they are. A file that is not what its place demands throws
/// <see cref="RegistryException"/>, with its place and every fault.
/// </summary>
/// <param name="snapshot">The registry at one commit.</param>
public sealed class RegistryReader(IRegistrySnapshot snapshot)
{
    private RegistrySettings? _settings;

    /// <summary>The files beneath.</summary>
    public IRegistrySnapshot Snapshot => snapshot;

    /// <summary>The registry's settings.</summary>
    /// <exception cref="RegistryException">There is no <c>registry.yaml</c>, or it is broken.</exception>
    public async ValueTask<RegistrySettings> SettingsAsync(CancellationToken cancellationToken)
    {
        if (_settings is not null) return _settings;
        var settings = await ReadAsync(RegistryPaths.Settings, RegistrySettingsFormat.Read, cancellationToken)
            ?? throw new RegistryException(RegistryRules.NoRegistry, "there is no registry.yaml; this is no registry");
        return _settings = settings;
    }

    /// <summary>An entity's settings, or <see langword="null"/> when there is no such entity.</summary>
    public ValueTask<EntitySettings?> EntityAsync(EntityName entity, CancellationToken cancellationToken) =>
        ReadAsync(RegistryPaths.EntitySettings(entity), EntitySettingsFormat.Read, cancellationToken);

    /// <summary>A version's manifest, or <see langword="null"/> when there is no such version.</summary>
    public async ValueTask<StoredManifest?> ManifestAsync(EntityName entity, VersionId id, CancellationToken cancellationToken)
    {
        var path = RegistryPaths.Manifest(entity, id);
        if (await snapshot.ReadAsync(path, cancellationToken) is not { } content) return null;
        return new StoredManifest(ManifestFormat.Read(path, content).Get(), Digest.Of(content.Span));
    }

    /// <summary>The names of all entities, or of those of one namespace, in ordinal order.</summary>
    /// <param name="namespace">The namespace; <see langword="null"/> for all.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async IAsyncEnumerable<EntityName> EntitiesAsync(string? @namespace, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var space in await snapshot.ListAsync(RegistryPaths.Entities, cancellationToken))
        {
            if (space.Kind != TreeItemKind.Folder || (@namespace is not null && space.Name != @namespace)) continue;
            foreach (var item in await snapshot.ListAsync($"{RegistryPaths.Entities}/{space.Name}", cancellationToken))
                if (item.Kind == TreeItemKind.Folder && EntityName.TryParse($"{space.Name}/{item.Name}", out var entity))
                    yield return entity;
        }
    }

    /// <summary>Whether nothing but tombstones is left of an entity.</summary>
    public async ValueTask<bool> IsDeletedAsync(EntityName entity, CancellationToken cancellationToken) =>
        (await snapshot.ListAsync(RegistryPaths.Entity(entity), cancellationToken)).All(item => item.Name == RegistryPaths.RecordsFolder);

    /// <summary>What people say of a version; empty when they say nothing.</summary>
    public async ValueTask<VersionRecord> RecordAsync(EntityName entity, VersionId id, CancellationToken cancellationToken) =>
        await ReadAsync(RegistryPaths.Record(entity, id), RecordFormat.Read, cancellationToken) ?? VersionRecord.Empty;

    /// <summary>A version's release record, or <see langword="null"/> when it is not published.</summary>
    public ValueTask<ReleaseRecord?> ReleaseAsync(EntityName entity, VersionId id, CancellationToken cancellationToken) =>
        ReadAsync(RegistryPaths.Release(entity, id), ReleaseFormat.Read, cancellationToken);

    /// <summary>What a channel says, or <see langword="null"/> when it points nowhere.</summary>
    public ValueTask<ChannelPointer?> ChannelAsync(EntityName entity, string channel, CancellationToken cancellationToken) =>
        ReadAsync(RegistryPaths.Channel(entity, channel), ChannelFormat.Read, cancellationToken);

    /// <summary>How long versions have been in a channel, or <see langword="null"/> when nobody wrote it down.</summary>
    public ValueTask<ChannelSoak?> SoakAsync(EntityName entity, string channel, CancellationToken cancellationToken) =>
        ReadAsync(RegistryPaths.Soak(entity, channel), ChannelSoakFormat.Read, cancellationToken);

    /// <summary>The policies of an entity's channels that take versions from a channel.</summary>
    public async ValueTask<IReadOnlyList<ChannelPolicy>> FollowersAsync(EntityName entity, string channel, CancellationToken cancellationToken) =>
        [.. (await PoliciesAsync(entity, cancellationToken)).Where(policy => policy.From == channel)];

    /// <summary>Every channel of an entity that points somewhere, ordered by name.</summary>
    public async ValueTask<IReadOnlyList<KeyValuePair<string, ChannelPointer>>> ChannelsAsync(EntityName entity, CancellationToken cancellationToken)
    {
        List<KeyValuePair<string, ChannelPointer>> channels = [];
        foreach (var item in await snapshot.ListAsync(RegistryPaths.Channels(entity), cancellationToken))
        {
            if (!RegistryPath.TryParse($"{RegistryPaths.Channels(entity)}/{item.Name}", out var path)) continue;
            if (await ChannelAsync(entity, path.Channel!, cancellationToken) is { } target) channels.Add(new(path.Channel!, target));
        }

        return channels;
    }

    /// <summary>The newest version that was made from a source hash, or <see langword="null"/> when none was.</summary>
    public async ValueTask<VersionId?> SourceAsync(EntityName entity, Digest sourceHash, CancellationToken cancellationToken)
    {
        var path = RegistryPaths.Source(entity, sourceHash);
        if (await snapshot.ReadAsync(path, cancellationToken) is not { } content) return null;
        List<Problem> problems = [];
        return SourceFormat.Read(path, content, problems) ?? throw new RegistryException(problems);
    }

    /// <summary>The newest version that was made from a source hash, with its manifest, or <see langword="null"/> when none was.</summary>
    public async ValueTask<StoredManifest?> MadeFromAsync(EntityName entity, Digest sourceHash, CancellationToken cancellationToken) =>
        await SourceAsync(entity, sourceHash, cancellationToken) is { } id ? await ManifestAsync(entity, id, cancellationToken) : null;

    /// <summary>The version that an emit made of a source hash at a time, or <see langword="null"/> when it made none. Later ones of the same source don't hide it.</summary>
    public async ValueTask<StoredManifest?> EmittedAsync(EntityName entity, Digest sourceHash, DateTimeOffset createdAt, CancellationToken cancellationToken)
    {
        var first = VersionId.From(createdAt);
        if (await SourceAsync(entity, sourceHash, cancellationToken) is not { } newest || newest < first) return null;
        await foreach (var id in VersionsAsync(entity, cancellationToken))
        {
            // No version has an id before the second of its emit.
            if (id < first) return null;
            if (id <= newest && await ManifestAsync(entity, id, cancellationToken) is { } stored && stored.Manifest.SourceHash == sourceHash && stored.Manifest.CreatedAt == first.Time) return stored;
        }

        return null;
    }

    /// <summary>The ids of an entity's versions, newest first.</summary>
    public IAsyncEnumerable<VersionId> VersionsAsync(EntityName entity, CancellationToken cancellationToken) =>
        DatedAsync(RegistryPaths.Manifests(entity), cancellationToken);

    /// <summary>The ids of an entity's versions that have a record, newest first; deleted ones are among them.</summary>
    public IAsyncEnumerable<VersionId> RecordsAsync(EntityName entity, CancellationToken cancellationToken) =>
        DatedAsync(RegistryPaths.Records(entity), cancellationToken);

    /// <summary>The newest version of an entity, or <see langword="null"/> when it has none.</summary>
    public async ValueTask<VersionId?> NewestAsync(EntityName entity, CancellationToken cancellationToken)
    {
        await foreach (var id in VersionsAsync(entity, cancellationToken)) return id;
        return null;
    }

    /// <summary>The newest id that an entity ever used, deleted versions included, with its ordinal.</summary>
    public async ValueTask<(VersionId Id, int Ordinal)?> NewestUsedAsync(EntityName entity, CancellationToken cancellationToken)
    {
        var newest = await NewestAsync(entity, cancellationToken);
        await foreach (var id in RecordsAsync(entity, cancellationToken))
        {
            if (id <= newest) break;
            if ((await RecordAsync(entity, id, cancellationToken)).Deleted is { } tombstone) return (id, tombstone.Ordinal);
        }

        return newest is { } existing && await ManifestAsync(entity, existing, cancellationToken) is { } stored
            ? (existing, stored.Manifest.Ordinal)
            : null;
    }

    /// <summary>The policy of an entity's channel, or <see langword="null"/> when the registry has no such channel.</summary>
    public async ValueTask<ChannelPolicy?> PolicyAsync(EntityName entity, string channel, CancellationToken cancellationToken) =>
        (await PoliciesAsync(entity, cancellationToken)).FirstOrDefault(policy => policy.Name == channel);

    /// <summary>The policies of an entity's channels, in the order in which versions pass them: the registry's, or what the entity has in their place.</summary>
    public async ValueTask<IReadOnlyList<ChannelPolicy>> PoliciesAsync(EntityName entity, CancellationToken cancellationToken)
    {
        var settings = await SettingsAsync(cancellationToken);
        var own = (await EntityAsync(entity, cancellationToken))?.Channels ?? [];
        return [.. settings.Channels.Select(general => own.FirstOrDefault(policy => policy.Name == general.Name) ?? general)];
    }

    /// <summary>The entities that have policies of their own, with their settings, ordered by name. Entities whose settings are broken are left out.</summary>
    public async ValueTask<IReadOnlyList<KeyValuePair<EntityName, EntitySettings>>> OwnPoliciesAsync(CancellationToken cancellationToken)
    {
        List<KeyValuePair<EntityName, EntitySettings>> entities = [];
        await foreach (var entity in EntitiesAsync(null, cancellationToken))
        {
            var path = RegistryPaths.EntitySettings(entity);
            if (await snapshot.ReadAsync(path, cancellationToken) is { } content && EntitySettingsFormat.Read(path, content).Value is { Channels.Count: > 0 } own)
                entities.Add(new(entity, own));
        }

        return entities;
    }

    /// <summary>The channel that holds an entity's active version.</summary>
    public async ValueTask<string> DefaultChannelAsync(EntityName entity, CancellationToken cancellationToken) =>
        (await EntityAsync(entity, cancellationToken))?.DefaultChannel ?? (await SettingsAsync(cancellationToken)).DefaultChannel;

    /// <summary>The state of a version: its manifest and its record taken together.</summary>
    public async ValueTask<VersionState?> StateAsync(EntityName entity, VersionId id, CancellationToken cancellationToken)
    {
        var record = await RecordAsync(entity, id, cancellationToken);
        if (record.Deleted is not null) return VersionState.Deleted;
        return await ManifestAsync(entity, id, cancellationToken) is { } stored ? StateOf(stored.Manifest, record) : null;
    }

    /// <summary>The state of a version: its manifest and its record taken together.</summary>
    public static VersionState StateOf(Manifest manifest, VersionRecord record) => (manifest.Status, record) switch
    {
        (_, { Deleted: not null }) => VersionState.Deleted,
        (_, { Archived: not null }) => VersionState.Archived,
        (VersionStatus.Draft, _) => VersionState.Draft,
        (_, { Unlisted: true }) => VersionState.Unlisted,
        _ => VersionState.Listed,
    };

    private async IAsyncEnumerable<VersionId> DatedAsync(string folder, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var months = await snapshot.ListAsync(folder, cancellationToken);
        for (var m = months.Count - 1; m >= 0; m--)
        {
            var items = await snapshot.ListAsync($"{folder}/{months[m].Name}", cancellationToken);
            for (var i = items.Count - 1; i >= 0; i--)
                if (items[i].Name.EndsWith(".yaml", StringComparison.Ordinal) && VersionId.TryParse(items[i].Name.AsSpan(0, items[i].Name.Length - 5), out var id))
                    yield return id;
        }
    }

    private async ValueTask<T?> ReadAsync<T>(string path, Func<string, ReadOnlyMemory<byte>, Parsed<T>> read, CancellationToken cancellationToken)
        where T : class =>
        await snapshot.ReadAsync(path, cancellationToken) is { } content ? read(path, content).Get() : null;
}
