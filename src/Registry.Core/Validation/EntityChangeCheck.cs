using Registry.Core.Channels;
using Registry.Core.Contracts;
using Registry.Core.Entities;
using Registry.Core.Operations;
using Registry.Core.Rules;
using Registry.Core.Settings;
using Registry.Core.Sources;
using Registry.Core.Store;
using Registry.Core.Versions;

namespace Registry.Core.Validation;

/// <summary>Checks what a change does to one entity.</summary>
/// <param name="entity">The entity.</param>
/// <param name="before">The registry before the change.</param>
/// <param name="context">The registry with the change, and the history before it.</param>
/// <param name="settings">The registry's settings with the change; <see langword="null"/> when they are broken.</param>
internal sealed class EntityChangeCheck(EntityName entity, RegistryReader before, PlanContext context, RegistrySettings? settings)
{
    private readonly List<Problem> _problems = [];
    private readonly SortedDictionary<VersionId, Manifest> _added = [];
    private readonly HashSet<Digest> _hashes = [];
    private readonly HashSet<VersionId> _touched = [];

    private RegistryReader After => context.Registry;

    public async Task<IReadOnlyList<Problem>> CheckAsync(IReadOnlyList<(RegistryPath Path, FileDifference Difference)> touched, CancellationToken cancellationToken)
    {
        foreach (var (path, difference) in touched)
        {
            try
            {
                await CheckFileAsync(path, difference, cancellationToken);
            }
            catch (RegistryException broken)
            {
                // What the change touches rests on a file that is broken; that file is the one to mend.
                _problems.AddRange(broken.Problems);
            }
        }

        try
        {
            await CheckEntityAsync(cancellationToken);
            await CheckAddedAsync(cancellationToken);
            await CheckSourcesAsync(cancellationToken);
            await CheckPointedAtAsync(cancellationToken);
        }
        catch (RegistryException broken)
        {
            _problems.AddRange(broken.Problems);
        }

        return _problems;
    }

    private async Task CheckFileAsync(RegistryPath path, FileDifference difference, CancellationToken cancellationToken)
    {
        var (old, now) = (await before.Snapshot.ReadAsync(difference.Path, cancellationToken), await After.Snapshot.ReadAsync(difference.Path, cancellationToken));
        switch (path.Kind)
        {
            case RegistryPathKind.Entity when now is { } content:
                if (FileCheck.ReadEntity(path, content, _problems) is { } own) CheckSettings(own, path, content);
                break;
            case RegistryPathKind.Manifest:
                await CheckManifestAsync(path, difference, old, now, cancellationToken);
                break;
            case RegistryPathKind.Source:
                _hashes.Add(path.SourceHash!);
                break;
            case RegistryPathKind.Channel:
                await CheckChannelAsync(path, now, cancellationToken);
                break;
            case RegistryPathKind.Soak when now is { } content:
                FileCheck.ReadSoak(path, content, _problems);
                break;
            case RegistryPathKind.Record:
                await CheckRecordAsync(path, old, now, cancellationToken);
                break;
            case RegistryPathKind.Release when now is { } content:
                await CheckReleaseAsync(path, content, cancellationToken);
                break;
        }
    }

    private void CheckSettings(EntitySettings own, RegistryPath path, ReadOnlyMemory<byte> content)
    {
        if (settings is null) return;
        _problems.AddRange(FileCheck.CheckProperties(path, content, own, settings));
        var named = own.Channels.Select(policy => policy.Name).Concat(own.Channels.Select(policy => policy.From)).Append(own.DefaultChannel);
        foreach (var name in named.OfType<string>().Distinct(StringComparer.Ordinal).Where(name => settings.Channels.All(policy => policy.Name != name)))
            Add(RegistryRules.ChannelUnknown, RegistryPaths.EntitySettings(entity), $"there is no channel '{name}' in registry.yaml");
    }

    private async Task CheckManifestAsync(
        RegistryPath path, FileDifference difference, ReadOnlyMemory<byte>? old, ReadOnlyMemory<byte>? now, CancellationToken cancellationToken)
    {
        var file = path.ToString();
        _touched.Add(path.Version);
        var previous = old is { } bytes ? ManifestFormat.Read(file, bytes).Value : null;
        if (previous is not null) _hashes.Add(previous.SourceHash);
        if (now is not { } content)
        {
            var tombstone = (await After.RecordAsync(entity, path.Version, cancellationToken)).Deleted;
            if (tombstone is null) Add(RegistryRules.Tombstone, file, "removed without a tombstone in the record");
            else if (previous is not null && (tombstone.Ordinal != previous.Ordinal || tombstone.SourceHash != previous.SourceHash))
                Add(RegistryRules.Tombstone, RegistryPaths.Record(entity, path.Version), "ordinal or source hash of the tombstone is not that of the deleted manifest");
            return;
        }

        if (FileCheck.ReadManifest(path, content, _problems) is not { } manifest) return;
        if (settings is not null) _problems.AddRange(ContractCheck.Problems(await ContractCheck.CheckAsync(manifest, After, settings, cancellationToken), file, content));
        _hashes.Add(manifest.SourceHash);
        if (difference.Before is null) _added.Add(path.Version, manifest);
        // What was no regular file before could not be read, so becoming one mends it.
        else if (old is null) return;
        // What was broken before may be mended.
        else if (previous is null) return;
        else if (previous.Status == VersionStatus.Listed) Add(RegistryRules.Immutable, file, "a listed manifest is changed");
        else if (previous.Ordinal != manifest.Ordinal) Add(RegistryRules.Immutable, file, $"the ordinal of a draft is changed from {previous.Ordinal} to {manifest.Ordinal}");
    }

    private async Task CheckAddedAsync(CancellationToken cancellationToken)
    {
        if (_added.Count == 0) return;
        var newest = await before.NewestUsedAsync(entity, cancellationToken);
        var (newestId, ordinal) = (newest?.Id, newest?.Ordinal ?? 0);
        foreach (var (id, manifest) in _added)
        {
            var file = RegistryPaths.Manifest(entity, id);
            if (id <= newestId) Add(RegistryRules.IdOrder, file, $"{id} is not later than {newestId}, the newest that {entity} ever used");
            if (manifest.Ordinal != ordinal + 1) Add(RegistryRules.OrdinalOrder, file, $"'ordinal' is {manifest.Ordinal}; expected {ordinal + 1}");
            if (settings is not null && id.Time - context.Now > settings.ClockSkew) Add(RegistryRules.ClockSkew, file, $"{id} is more than {settings.ClockSkew} ahead of the clock");
            if (manifest.BaseVersion is { } parent && !await ExistedAsync(parent, cancellationToken)) Add(RegistryRules.BaseVersion, file, $"'baseVersion' {parent} does not exist");
            if (manifest.BaseVersion is null && await FindOlderAsync(id, cancellationToken) is { } older) Add(RegistryRules.BaseVersion, file, $"'baseVersion' is missing although {older} is older; only the first version has none");
            (newestId, ordinal) = (id > newestId || newestId is null ? id : newestId, ordinal + 1);
        }
    }

    private async Task<VersionId?> FindOlderAsync(VersionId id, CancellationToken cancellationToken)
    {
        await foreach (var other in After.VersionsAsync(entity, cancellationToken))
            if (other < id)
                return other;
        return null;
    }

    private async Task CheckEntityAsync(CancellationToken cancellationToken)
    {
        var path = RegistryPaths.EntitySettings(entity);
        if (await After.Snapshot.ReadAsync(path, cancellationToken) is not null) return;
        var left = await After.Snapshot.ListAsync(RegistryPaths.Entity(entity), cancellationToken);
        // Of a deleted entity the tombstones stay; each is checked as what its manifest left.
        if (left.Any(item => item.Name != RegistryPaths.RecordsFolder))
            Add(RegistryRules.NoEntity, path, $"{entity} has files but no entity.yaml");
    }

    /// <summary>Every source hash that the change touches names its newest version.</summary>
    private async Task CheckSourcesAsync(CancellationToken cancellationToken)
    {
        foreach (var hash in _hashes)
        {
            var path = RegistryPaths.Source(entity, hash);
            var named = await ReadSourceAsync(path, cancellationToken);
            if (named is { } id && await IsNewestAsync(hash, id, cancellationToken)) continue;

            // Something is wrong, or a version of that hash was deleted: only then is the whole entity looked through.
            var expected = await FindNewestAsync(hash, cancellationToken);
            if (named == expected) continue;
            Add(RegistryRules.SourcesDisagree, path, (named, expected) switch
            {
                (null, { } newest) => $"missing; expected {newest}, the newest version made from that source hash",
                (_, null) => "no version was made from that source hash",
                _ => $"names {named}; expected {expected}, the newest version made from that source hash",
            });
        }
    }

    private async Task<VersionId?> ReadSourceAsync(string path, CancellationToken cancellationToken) =>
        await After.Snapshot.ReadAsync(path, cancellationToken) is { } content ? SourceFormat.Read(path, content, _problems) : null;

    /// <summary>Whether the change itself shows that <paramref name="id"/> is the newest version of a hash.</summary>
    private async Task<bool> IsNewestAsync(Digest hash, VersionId id, CancellationToken cancellationToken)
    {
        var added = _added.Where(version => version.Value.SourceHash == hash).Select(version => version.Key).ToList();
        if (added.Count > 0) return added[^1] == id;
        // Without an added version the entry may only stay as it was.
        return await before.SourceAsync(entity, hash, cancellationToken) == id && await After.Snapshot.ReadAsync(RegistryPaths.Manifest(entity, id), cancellationToken) is not null;
    }

    private async Task<VersionId?> FindNewestAsync(Digest hash, CancellationToken cancellationToken)
    {
        await foreach (var id in After.VersionsAsync(entity, cancellationToken))
            if (await After.Snapshot.ReadAsync(RegistryPaths.Manifest(entity, id), cancellationToken) is { } content
                && ManifestFormat.Read("", content).Value?.SourceHash == hash)
                return id;
        return null;
    }

    private async Task CheckChannelAsync(RegistryPath path, ReadOnlyMemory<byte>? content, CancellationToken cancellationToken)
    {
        if (settings is null) return;
        var policies = await PoliciesAsync(path.Channel!, cancellationToken);
        if (content is not { } bytesNow || FileCheck.ReadChannel(path, bytesNow, _problems) is not { } now)
        {
            // Who takes a pointer away moves the channel, too.
            if (content is null && await ChannelRules.CheckWhoAsync(context, entity, path.Channel!, policies, cancellationToken) is { } removed) _problems.Add(removed);
            return;
        }

        var old = await before.Snapshot.ReadAsync(path.ToString(), cancellationToken) is { } bytes ? ChannelFormat.Read(path.ToString(), bytes).Value : null;
        // What points where it pointed only changed its reason or its hold.
        var isMove = old?.Version != now.Version;
        var isRollback = now.Hold is not null && now.Version < old?.Version;
        var target = new ChannelTarget(entity, path.Channel!, now.Version, old?.Version, isRollback);
        if (isMove)
        {
            _problems.AddRange(await ChannelRules.CheckMoveAsync(context, target, policies, cancellationToken));
            return;
        }

        if (await ChannelRules.CheckTargetAsync(After, target, cancellationToken) is { } wrong) _problems.Add(wrong);
        if (await ChannelRules.CheckWhoAsync(context, entity, path.Channel!, policies, cancellationToken) is { } others) _problems.Add(others);
    }

    /// <summary>A move is checked by the policy before the change, so that no change loosens its own; a channel that is new has only its new one.</summary>
    private async Task<RegistryReader> PoliciesAsync(string channel, CancellationToken cancellationToken)
    {
        if (await After.PolicyAsync(entity, channel, cancellationToken) is null) return After;
        try
        {
            return await before.PolicyAsync(entity, channel, cancellationToken) is null ? After : before;
        }
        catch (RegistryException)
        {
            // The settings before the change are broken; mending them must be possible.
            return After;
        }
    }

    private async Task CheckRecordAsync(RegistryPath path, ReadOnlyMemory<byte>? old, ReadOnlyMemory<byte>? now, CancellationToken cancellationToken)
    {
        var file = path.ToString();
        _touched.Add(path.Version);
        var previous = old is { } bytes ? RecordFormat.Read(file, bytes).Value : null;
        var record = now is { } content ? FileCheck.ReadRecord(path, content, _problems) : null;
        if (now is not null && record is null) return;
        if (previous?.Deleted is { } tombstone && record?.Deleted != tombstone) Add(RegistryRules.Tombstone, file, "the tombstone of a deleted version is changed or removed");
        if (record is null) return;

        var hasManifest = await After.Snapshot.ReadAsync(RegistryPaths.Manifest(entity, path.Version), cancellationToken) is not null;
        if (record.Deleted is not null && hasManifest) Add(RegistryRules.Tombstone, file, $"says that {path.Version} is deleted, but its manifest is there");
        if (record.Deleted is null && !hasManifest) Add(RegistryRules.OrphanRecord, file, $"there is no version {path.Version}");
        if (record.Deleted is not null && previous?.Deleted is null && await before.Snapshot.ReadAsync(RegistryPaths.Manifest(entity, path.Version), cancellationToken) is null)
            Add(RegistryRules.OrphanRecord, file, $"says that {path.Version} is deleted, which never existed");
        if (record is { Alias: { } alias, Deleted: null } && await HasOtherAsync(alias, path.Version, cancellationToken) is { } other)
            Add(RegistryRules.Alias, file, $"'{alias}' is the alias of version {other} already");
    }

    private async Task<VersionId?> HasOtherAsync(string alias, VersionId own, CancellationToken cancellationToken)
    {
        await foreach (var id in After.RecordsAsync(entity, cancellationToken))
            if (id != own && await After.RecordAsync(entity, id, cancellationToken) is { Deleted: null } record && record.Alias == alias)
                return id;
        return null;
    }

    private async Task CheckReleaseAsync(RegistryPath path, ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        if (FileCheck.ReadRelease(path, content, _problems) is not { } release) return;
        if (await After.ManifestAsync(entity, path.Version, cancellationToken) is { } stored) FileCheck.CompareRelease(path.ToString(), release, stored.Manifest, _problems);
        else if (!await ExistedAsync(path.Version, cancellationToken)) Add(RegistryRules.OrphanRecord, path.ToString(), $"there is no version {path.Version}");
    }

    /// <summary>No channel points at a version that the change archived, unlisted or deleted.</summary>
    private async Task CheckPointedAtAsync(CancellationToken cancellationToken)
    {
        if (_touched.Count == 0) return;
        foreach (var (channel, target) in await After.ChannelsAsync(entity, cancellationToken))
        {
            if (!_touched.Contains(target.Version)) continue;
            if (await ChannelRules.CheckTargetAsync(After, new ChannelTarget(entity, channel, target.Version, null), cancellationToken) is { } wrong) _problems.Add(wrong);
        }
    }

    private async Task<bool> ExistedAsync(VersionId id, CancellationToken cancellationToken) =>
        await After.Snapshot.ReadAsync(RegistryPaths.Manifest(entity, id), cancellationToken) is not null
        || (await After.RecordAsync(entity, id, cancellationToken)).Deleted is not null;

    private void Add(Rule rule, string file, string message) => _problems.Add(new Problem(rule, file, message));
}
