using Registry.Core.Contracts;
using Registry.Core.Entities;
using Registry.Core.Releases;
using Registry.Core.Rules;
using Registry.Core.Settings;
using Registry.Core.Sources;
using Registry.Core.Store;
using Registry.Core.Versions;

namespace Registry.Core.Validation;

/// <summary>Checks all files of one entity, alone and against each other. The manifests are right; what disagrees is wrong.</summary>
internal sealed class EntityCheck
{
    private readonly EntityName _entity;
    private readonly RegistrySettings? _settings;
    private readonly List<Problem> _problems = [];
    private readonly SortedDictionary<VersionId, Manifest> _manifests = [];
    private readonly SortedDictionary<VersionId, VersionRecord> _records = [];
    private readonly Dictionary<VersionId, ReleaseRecord> _releases = [];
    private readonly Dictionary<Digest, VersionId> _sources = [];
    private readonly Dictionary<string, VersionId> _channels = new(StringComparer.Ordinal);
    private readonly HashSet<VersionId> _broken = [];
    private EntitySettings? _own;
    private bool _hasSettings;
    private int _fileCount;

    private EntityCheck(EntityName entity, RegistrySettings? settings) => (_entity, _settings) = (entity, settings);

    /// <summary>What is wrong with an entity, and its settings where they can be read.</summary>
    /// <param name="entity">The entity.</param>
    /// <param name="settings">The registry's settings; <see langword="null"/> when they are broken, then channels are not compared with them.</param>
    /// <param name="files">All files of the entity.</param>
    public static (IReadOnlyList<Problem> Problems, EntitySettings? Settings) Check(EntityName entity, RegistrySettings? settings, IEnumerable<(RegistryPath Path, StoredFile File)> files)
    {
        var check = new EntityCheck(entity, settings);
        foreach (var (path, file) in files) check.Read(path, file);
        check.CompareSettings();
        check.CompareVersions();
        check.CompareSources();
        check.CompareRecords();
        check.CompareReleases();
        check.CompareChannels();
        return (check._problems, check._own);
    }

    private void Read(RegistryPath path, StoredFile file)
    {
        _fileCount++;
        if (path.Kind == RegistryPathKind.Entity) _hasSettings = true;
        if (FileCheck.CheckMode(file.Path, file.Kind) is { } mode)
        {
            _problems.Add(mode);
            MarkBroken(path);
            return;
        }

        switch (path.Kind)
        {
            case RegistryPathKind.Entity:
                _own = FileCheck.ReadEntity(path, file.Content, _problems);
                if (_own is not null && _settings is not null) _problems.AddRange(FileCheck.CheckProperties(path, file.Content, _own, _settings));
                break;
            case RegistryPathKind.Manifest when FileCheck.ReadManifest(path, file.Content, _problems) is { } manifest:
                _manifests.Add(path.Version, manifest);
                _problems.AddRange(ContractCheck.Problems(ContractCheck.Check(manifest), file.Path, file.Content));
                break;
            case RegistryPathKind.Record when FileCheck.ReadRecord(path, file.Content, _problems) is { } record:
                _records.Add(path.Version, record);
                break;
            case RegistryPathKind.Release when FileCheck.ReadRelease(path, file.Content, _problems) is { } release:
                _releases.Add(path.Version, release);
                break;
            case RegistryPathKind.Source when FileCheck.ReadSource(path, file.Content, _problems) is { } id:
                _sources.Add(path.SourceHash!, id);
                break;
            case RegistryPathKind.Soak:
                FileCheck.ReadSoak(path, file.Content, _problems);
                break;
            case RegistryPathKind.Channel when FileCheck.ReadChannel(path, file.Content, _problems) is { } target:
                _channels.Add(path.Channel!, target.Version);
                break;
            default:
                MarkBroken(path);
                break;
        }
    }

    /// <summary>What is wrong with the file is said already; what names its version must not be blamed as well.</summary>
    private void MarkBroken(RegistryPath path)
    {
        if (path.Kind is RegistryPathKind.Manifest or RegistryPathKind.Record) _broken.Add(path.Version);
    }

    private bool IsDeleted => _fileCount == _records.Count && _records.Values.All(record => record.Deleted is not null);

    private void CompareSettings()
    {
        // Of a deleted entity the tombstones stay.
        if (!_hasSettings && !IsDeleted) Add(RegistryRules.NoEntity, RegistryPaths.EntitySettings(_entity), $"{_entity} has files but no entity.yaml");
        if (_own is null || _settings is null) return;
        var named = _own.Channels.Select(policy => policy.Name).Concat(_own.Channels.Select(policy => policy.From)).Append(_own.DefaultChannel);
        foreach (var name in named.OfType<string>().Distinct(StringComparer.Ordinal).Where(name => !IsDeclared(name)))
            Add(RegistryRules.ChannelUnknown, RegistryPaths.EntitySettings(_entity), $"there is no channel '{name}' in registry.yaml");
    }

    private void CompareVersions()
    {
        var expected = 1;
        // A broken manifest hides its ordinal, so the chain is checked up to it and taken up behind it.
        foreach (var (id, ordinal, isManifest) in Ordinals())
        {
            if (_broken.Any(broken => broken < id)) expected = Math.Max(expected, ordinal);
            if (ordinal != expected && isManifest)
                Add(RegistryRules.OrdinalOrder, RegistryPaths.Manifest(_entity, id), $"'ordinal' is {ordinal}; expected {expected}");
            expected = ordinal + 1;
        }

        foreach (var (id, manifest) in _manifests)
        {
            if (manifest.BaseVersion is { } parent && !Existed(parent))
                Add(RegistryRules.BaseVersion, RegistryPaths.Manifest(_entity, id), $"'baseVersion' {parent} does not exist");
            if (manifest.BaseVersion is null && _manifests.Keys.First() is var first && first < id)
                Add(RegistryRules.BaseVersion, RegistryPaths.Manifest(_entity, id), $"'baseVersion' is missing although {first} is older; only the first version has none");
        }
    }

    private IEnumerable<(VersionId Id, int Ordinal, bool IsManifest)> Ordinals() =>
        _manifests.Select(version => (version.Key, version.Value.Ordinal, true))
            .Concat(_records.Where(record => record.Value.Deleted is not null && !_manifests.ContainsKey(record.Key))
                .Select(record => (record.Key, record.Value.Deleted!.Ordinal, false)))
            .OrderBy(version => version.Key);

    private void CompareSources()
    {
        Dictionary<Digest, VersionId> newest = [];
        foreach (var (id, manifest) in _manifests) newest[manifest.SourceHash] = id;
        foreach (var (hash, id) in newest)
        {
            var file = RegistryPaths.Source(_entity, hash);
            if (!_sources.TryGetValue(hash, out var named)) Add(RegistryRules.SourcesDisagree, file, $"missing; expected {id}, the newest version made from that source hash");
            else if (named != id && !_broken.Contains(named)) Add(RegistryRules.SourcesDisagree, file, $"names {named}; expected {id}, the newest version made from that source hash");
        }

        foreach (var (hash, id) in _sources)
            if (!newest.ContainsKey(hash) && !_broken.Contains(id))
                Add(RegistryRules.SourcesDisagree, RegistryPaths.Source(_entity, hash), "no version was made from that source hash");
    }

    private void CompareRecords()
    {
        Dictionary<string, VersionId> aliases = new(StringComparer.Ordinal);
        foreach (var (id, record) in _records)
        {
            var file = RegistryPaths.Record(_entity, id);
            if (!Existed(id)) Add(RegistryRules.OrphanRecord, file, $"there is no version {id}");
            if (record.Deleted is not null && _manifests.ContainsKey(id)) Add(RegistryRules.Tombstone, file, $"says that {id} is deleted, but its manifest is there");
            if (record.Alias is { } alias && record.Deleted is null && !aliases.TryAdd(alias, id))
                Add(RegistryRules.Alias, file, $"'{alias}' is the alias of version {aliases[alias]} already");
        }
    }

    private void CompareReleases()
    {
        foreach (var (id, release) in _releases)
        {
            var file = RegistryPaths.Release(_entity, id);
            if (_manifests.TryGetValue(id, out var manifest)) FileCheck.CompareRelease(file, release, manifest, _problems);
            else if (!Existed(id)) Add(RegistryRules.OrphanRecord, file, $"there is no version {id}");
        }
    }

    private void CompareChannels()
    {
        foreach (var (channel, id) in _channels)
        {
            var file = RegistryPaths.Channel(_entity, channel);
            if (_settings is not null && !IsDeclared(channel)) Add(RegistryRules.ChannelUnknown, file, $"there is no channel '{channel}' in registry.yaml");
            if (_broken.Contains(id)) continue;
            var record = _records.GetValueOrDefault(id, VersionRecord.Empty);
            if (!_manifests.TryGetValue(id, out var manifest))
            {
                var rule = record.Deleted is null ? RegistryRules.ChannelTarget : RegistryRules.ChannelState;
                Add(rule, file, record.Deleted is null ? $"there is no version {id}" : $"version {id} is deleted; expected a listed one");
            }
            else if (Operations.RegistryReader.StateOf(manifest, record) is not VersionState.Listed and var state)
            {
                Add(RegistryRules.ChannelState, file, $"version {id} is {state.ToString().ToLowerInvariant()}; expected a listed one");
            }
        }
    }

    private bool IsDeclared(string channel) => _settings!.Channels.Any(policy => policy.Name == channel);

    private bool Existed(VersionId id) =>
        _manifests.ContainsKey(id) || _broken.Contains(id) || (_records.TryGetValue(id, out var record) && record.Deleted is not null);

    private void Add(Rule rule, string file, string message) => _problems.Add(new Problem(rule, file, message));
}
