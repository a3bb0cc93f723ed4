using Registry.Core.Entities;
using Registry.Core.Operations;
using Registry.Core.Rules;
using Registry.Core.Versions;

namespace Registry.Core.Installs;

/// <summary>
/// Finds one version of each entity that a version needs, directly or through others. A dependency that names a version gets that one; one that
/// names none follows who names one, the lock, or else a channel.
/// </summary>
/// <param name="registry">The registry.</param>
/// <param name="channel">The channel that dependencies follow; each entity's default channel when <see langword="null"/>.</param>
/// <param name="locked">The versions to use, when they are fixed.</param>
/// <param name="mayUse">Whether an entity may be used; who may not is not told that it exists.</param>
internal sealed class DependencyResolver(
    RegistryReader registry, string? channel, InstallLock? locked, Func<EntityName, CancellationToken, ValueTask<bool>> mayUse)
{
    /// <summary>The most versions of an install.</summary>
    public const int MostVersions = 1000;

    private const int MostRounds = 50;

    private const string NotLocked = "the lock has no version of it";

    /// <summary>All versions of an install, the installed one first, the others by entity; none when there are problems.</summary>
    public async Task<IReadOnlyList<ResolvedVersion>> ResolveAsync(EntityName entity, VersionId id, List<Problem> problems, CancellationToken cancellationToken)
    {
        Dictionary<EntityName, VersionId> named = [];
        for (var round = 0; round < MostRounds; round++)
        {
            var walk = new Walk(this, named, problems);
            await walk.VisitAsync(entity, id, [], cancellationToken);
            if (problems.Count > 0) return [];
            // Who named a version late in the walk may have changed what was chosen early, so the walk is done again with that knowledge.
            if (walk.IsSettled) return walk.Versions;
            named = walk.Named;
        }

        problems.Add(new Problem(RegistryRules.InstallDependency, null, $"the dependencies of {entity}@{id} do not settle: which versions are needed depends on which are chosen; expected dependencies that name their versions"));
        return [];
    }

    private RegistryReader Registry => registry;

    private InstallLock? Locked => locked;

    private async ValueTask<(VersionId? Id, string? Why)> ChooseAsync(Dependency dependency, IReadOnlyDictionary<EntityName, VersionId> named, CancellationToken cancellationToken)
    {
        var entity = dependency.Entity;
        if (await registry.EntityAsync(entity, cancellationToken) is null || !await mayUse(entity, cancellationToken)) return (null, $"there is no entity {entity}");
        if (locked is not null) return locked.Versions.FirstOrDefault(version => version.Entity == entity) is { } use ? (use.Version, null) : (null, NotLocked);
        if (dependency.Version is { } own) return (own, null);
        if (named.TryGetValue(entity, out var other)) return (other, null);
        var reference = VersionReference.Parse(channel is null ? entity.ToString() : $"{entity}:{channel}");
        var resolution = await registry.ResolveAsync(reference, cancellationToken);
        return (resolution.Version, resolution.Refusal?.Problems[0].Message);
    }

    private sealed class Walk(DependencyResolver resolver, IReadOnlyDictionary<EntityName, VersionId> known, List<Problem> problems)
    {
        private readonly Dictionary<EntityName, ResolvedVersion> _chosen = [];
        private readonly Dictionary<EntityName, Manifest> _namedBy = [];
        private EntityName? _first;

        /// <summary>The versions that are named, by entity.</summary>
        public Dictionary<EntityName, VersionId> Named { get; } = [];

        public bool IsSettled => Named.Count == known.Count && Named.All(version => known.TryGetValue(version.Key, out var id) && id == version.Value);

        public IReadOnlyList<ResolvedVersion> Versions => [_chosen[_first!], .. _chosen.Where(version => version.Key != _first).OrderBy(version => version.Key).Select(version => version.Value)];

        public async ValueTask VisitAsync(EntityName entity, VersionId id, IReadOnlyList<Manifest> path, CancellationToken cancellationToken)
        {
            _first ??= entity;
            if (await resolver.Registry.ManifestAsync(entity, id, cancellationToken) is not { } stored)
            {
                Add(path, $"there is no version {id} of {entity}");
                return;
            }

            var state = RegistryReader.StateOf(stored.Manifest, await resolver.Registry.RecordAsync(entity, id, cancellationToken));
            if (state is VersionState.Draft or VersionState.Archived)
            {
                Add(path, $"{entity}@{id} is {(state == VersionState.Draft ? "a draft, which may still change" : "archived, so taken out of use")}; expected a listed version");
                return;
            }

            var version = new ResolvedVersion(stored);
            _chosen.Add(entity, version);
            IReadOnlyList<Manifest> here = [.. path, stored.Manifest];
            foreach (var dependency in stored.Manifest.Dependencies)
            {
                if (problems.Count > 0) return;
                await FollowAsync(dependency, here, cancellationToken);
            }
        }

        private async ValueTask FollowAsync(Dependency dependency, IReadOnlyList<Manifest> path, CancellationToken cancellationToken)
        {
            var (entity, by) = (dependency.Entity, path[^1]);
            if (path.FirstOrDefault(manifest => manifest.Entity == entity) is { } again)
            {
                Add(path, $"{Text(path.SkipWhile(manifest => manifest != again))} → {entity} is a circle; expected dependencies that end");
                return;
            }

            if (dependency.Version is { } wanted && !Named.TryAdd(entity, wanted) && Named[entity] != wanted)
            {
                Add(path, $"{by.Entity}@{by.Version} needs version {wanted} of {entity}, and {_namedBy[entity].Entity}@{_namedBy[entity].Version} needs version {Named[entity]}; expected one version for both");
                return;
            }

            if (dependency.Version is not null) _namedBy.TryAdd(entity, by);
            if (_chosen.TryGetValue(entity, out var chosen))
            {
                chosen.RequiredBy.Add(by.Entity);
                return;
            }

            if (_chosen.Count == MostVersions)
            {
                Add(path, $"there are more than {MostVersions} versions; expected fewer");
                return;
            }

            var (id, why) = await resolver.ChooseAsync(dependency, known, cancellationToken);
            if (id is null)
            {
                Add(path, $"{by.Entity}@{by.Version} needs {entity}: {why}", why == NotLocked ? RegistryRules.InstallLock : null);
                return;
            }

            if (resolver.Locked is not null && dependency.Version is { } demanded && demanded != id)
            {
                Add(path, $"{by.Entity}@{by.Version} needs version {demanded} of {entity}, and the lock has {id}", RegistryRules.InstallLock);
                return;
            }

            await VisitAsync(entity, id.Value, path, cancellationToken);
            if (_chosen.TryGetValue(entity, out var added)) added.RequiredBy.Add(by.Entity);
        }

        private void Add(IEnumerable<Manifest> path, string message, Rule? rule = null) =>
            problems.Add(new Problem(rule ?? RegistryRules.InstallDependency, null, path.Skip(1).Any() ? $"{message} (through {Text(path)})" : message));

        private static string Text(IEnumerable<Manifest> path) => string.Join(" → ", path.Select(manifest => $"{manifest.Entity}@{manifest.Version}"));
    }
}
