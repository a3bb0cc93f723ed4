using System.Collections.Concurrent;
using Registry.Core.Rules;

namespace Registry.Git.Objects;

/// <summary>Trees that were read lately. An object never changes, so the snapshots of a store share them. Safe for concurrent use.</summary>
internal sealed class TreeCache(IObjectDatabase database)
{
    private const int MostBytes = 16 * 1024 * 1024;

    private readonly ConcurrentDictionary<GitObjectId, ReadOnlyMemory<byte>> _trees = new();
    private int _bytes;

    /// <summary>The bytes of a tree.</summary>
    public async ValueTask<ReadOnlyMemory<byte>> ReadAsync(GitObjectId id, CancellationToken cancellationToken)
    {
        if (id == ObjectFormat.Of(id).EmptyTree) return default;
        if (_trees.TryGetValue(id, out var known)) return known;

        var found = await database.FindAsync(id.ToString(), cancellationToken);
        if (found is not { Type: GitObjectType.Tree })
            throw new RegistryException(RegistryRules.GitFailed, $"The registry's tree {id} is missing; run git fsck in the repository.");
        if (Interlocked.Add(ref _bytes, found.Content.Length) > MostBytes)
        {
            _trees.Clear();
            Interlocked.Exchange(ref _bytes, found.Content.Length);
        }

        _trees[id] = found.Content;
        return found.Content;
    }
}
