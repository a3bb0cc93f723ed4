using Registry.Core.Rules;

namespace Registry.Git.Objects;

/// <summary>Trees that were read lately. An object never changes, so the snapshots of a store share them. Safe for concurrent use.</summary>
internal sealed class TreeCache(IObjectDatabase database)
{
    private const int MostBytes = 16 * 1024 * 1024;

    private readonly Dictionary<string, GitObject> _trees = new(StringComparer.Ordinal);
    private readonly Lock _lock = new();
    private int _bytes;

    /// <summary>A tree.</summary>
    public async ValueTask<GitObject> ReadAsync(GitObjectId id, CancellationToken cancellationToken)
    {
        if (id == ObjectFormat.Of(id).EmptyTree) return new GitObject(id, GitObjectType.Tree, default);
        lock (_lock)
            if (_trees.TryGetValue(id.ToString(), out var known))
                return known;

        var found = await database.FindAsync(id.ToString(), cancellationToken);
        if (found is not { Type: GitObjectType.Tree })
            throw new RegistryException(RegistryRules.GitFailed, $"The registry's tree {id} is missing; run git fsck in the repository.");
        Keep(found);
        return found;
    }

    private void Keep(GitObject tree)
    {
        lock (_lock)
        {
            if (!_trees.TryAdd(tree.Id.ToString(), tree)) return;
            _bytes += tree.Content.Length;
            if (_bytes <= MostBytes) return;
            _trees.Clear();
            _trees.Add(tree.Id.ToString(), tree);
            _bytes = tree.Content.Length;
        }
    }
}
