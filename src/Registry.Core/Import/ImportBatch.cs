using Registry.Core.Contracts;
using Registry.Core.Entities;
using Registry.Core.Operations;
using Registry.Core.Rules;
using Registry.Core.Settings;
using Registry.Core.Sources;
using Registry.Core.Store;
using Registry.Core.Versions;

namespace Registry.Core.Import;

/// <summary>How one line of a bulk load ended.</summary>
/// <param name="Version">The version that it gave or found; <see langword="null"/> when it was refused.</param>
/// <param name="Created">Whether the version is new.</param>
/// <param name="Problems">Why it was refused.</param>
public sealed record ImportResult(VersionId? Version, bool Created, IReadOnlyList<Problem> Problems);

/// <summary>
/// Plans many emits on one snapshot, by the rules of <see cref="EmitOperation"/>. What it keeps in memory is in proportion to
/// the batch.
/// </summary>
/// <param name="registry">The registry before the batch.</param>
/// <param name="settings">The registry's settings.</param>
/// <param name="actor">Who loads.</param>
/// <param name="now">The time of the clock, UTC.</param>
public sealed class ImportBatch(RegistryReader registry, RegistrySettings settings, string actor, DateTimeOffset now)
{
    private readonly Dictionary<EntityName, EntityState> _entities = [];

    /// <summary>Plans one emit.</summary>
    /// <param name="item">What is to become a version.</param>
    /// <param name="write">Takes each file that is to be written, path and content.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async ValueTask<ImportResult> AddAsync(ImportItem item, Func<string, byte[], ValueTask> write, CancellationToken cancellationToken)
    {
        var request = item.Request;
        var state = await StateOfAsync(request.Entity, cancellationToken);
        if (await KnownAsync(state, item, cancellationToken) is { } known) return new ImportResult(known, Created: false, []);

        var problems = EmitRequestCheck.Check(request, settings);
        if (request.SetActive) Add(RegistryRules.BadRequest, "'setActive' is not for bulk loads; promote afterwards");
        if (request.BuiltFrom.Count > 0) Add(RegistryRules.BadRequest, "'builtFrom' is not for bulk loads; name the versions under 'dependencies'");
        if (!state.Exists && !settings.NewEntitiesAllowed) Add(RegistryRules.NewEntity, $"there is no entity {request.Entity}, and registry.yaml says newEntities: refuse");
        var emitted = request.CreatedAt ?? item.Version?.Time ?? now;
        var id = item.Version ?? VersionIdAllocator.Next(state.NewestUsed, emitted, now, settings.ClockSkew);
        if (id is null || id.Value.Time - now > settings.ClockSkew) Add(RegistryRules.ClockSkew, $"the id of this version of {request.Entity} would be more than {settings.ClockSkew} ahead of the clock");
        else if (id <= state.NewestUsed) Add(RegistryRules.IdOrder, $"{id} is not later than {state.NewestUsed}, the newest that {request.Entity} ever used");
        if (request.BaseVersion is { } parent && !await ExistsAsync(state, request.Entity, parent, cancellationToken)) Add(RegistryRules.BaseVersion, $"{request.Entity} has no version {parent} to be the base");
        if (problems.Count > 0) return new ImportResult(null, Created: false, problems);

        var manifest = request.ToManifest(id!.Value, state.Ordinal + 1, request.BaseVersion ?? state.Newest, emitted, actor);
        var content = ManifestFormat.Write(manifest);
        // The one strict reader decides what may stand in a manifest, so it reads what the writer made of the request.
        if (ManifestFormat.Read(RegistryPaths.Manifest(request.Entity, manifest.Version), content) is { IsValid: false } wrong) return new ImportResult(null, Created: false, wrong.Problems);
        if (await ContractCheck.CheckAsync(manifest, registry, settings, cancellationToken) is { Count: > 0 } faults) return new ImportResult(null, Created: false, [.. ContractCheck.Problems(faults)]);
        if (!state.Exists) await write(RegistryPaths.EntitySettings(request.Entity), EntitySettingsFormat.Write(new EntitySettings()));
        await write(RegistryPaths.Manifest(request.Entity, manifest.Version), content);
        await write(RegistryPaths.Source(request.Entity, request.SourceHash), SourceFormat.Write(manifest.Version));
        state.Take(manifest);
        return new ImportResult(manifest.Version, Created: true, []);

        void Add(Rule rule, string message) => problems.Add(new Problem(rule, null, message));
    }

    private async ValueTask<EntityState> StateOfAsync(EntityName entity, CancellationToken cancellationToken)
    {
        if (_entities.TryGetValue(entity, out var state)) return state;
        state = new EntityState();
        if (await registry.EntityAsync(entity, cancellationToken) is not null)
        {
            var newest = await registry.NewestUsedAsync(entity, cancellationToken);
            state = new EntityState
            {
                Exists = true,
                WasThere = true,
                NewestUsed = newest?.Id,
                Ordinal = newest?.Ordinal ?? 0,
                Newest = await registry.NewestAsync(entity, cancellationToken),
            };
        }

        _entities.Add(entity, state);
        return state;
    }

    /// <summary>The version of the source hash; with force only the one that this very line made before.</summary>
    private async ValueTask<VersionId?> KnownAsync(EntityState state, ImportItem item, CancellationToken cancellationToken)
    {
        var request = item.Request;
        if (request.Force) return item.Version is { } named && await HashOfAsync(state, request.Entity, named, cancellationToken) == request.SourceHash ? named : null;
        if (state.Sources.TryGetValue(request.SourceHash, out var id)) return id;
        return state.WasThere ? await registry.SourceAsync(request.Entity, request.SourceHash, cancellationToken) : null;
    }

    private async ValueTask<bool> ExistsAsync(EntityState state, EntityName entity, VersionId id, CancellationToken cancellationToken) =>
        await HashOfAsync(state, entity, id, cancellationToken) is not null;

    private async ValueTask<Digest?> HashOfAsync(EntityState state, EntityName entity, VersionId id, CancellationToken cancellationToken)
    {
        if (state.Added.TryGetValue(id, out var hash)) return hash;
        return state.WasThere ? (await registry.ManifestAsync(entity, id, cancellationToken))?.Manifest.SourceHash : null;
    }

    private sealed class EntityState
    {
        public bool Exists { get; set; }

        /// <summary>Whether the entity existed before the batch.</summary>
        public bool WasThere { get; init; }

        public VersionId? NewestUsed { get; set; }

        public VersionId? Newest { get; set; }

        public int Ordinal { get; set; }

        public Dictionary<Digest, VersionId> Sources { get; } = [];

        public Dictionary<VersionId, Digest> Added { get; } = [];

        public void Take(Manifest manifest)
        {
            Exists = true;
            NewestUsed = Newest = manifest.Version;
            Ordinal = manifest.Ordinal;
            Sources[manifest.SourceHash] = manifest.Version;
            Added.Add(manifest.Version, manifest.SourceHash);
        }
    }
}
