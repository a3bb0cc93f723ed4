using System.Text;
using Registry.Core.Rules;
using Registry.Core.Store;
using Registry.Git.Objects;

namespace Registry.Git;

/// <summary>The files of one commit, found by walking down its trees.</summary>
/// <param name="commit">The commit.</param>
/// <param name="root">The commit's tree.</param>
/// <param name="database">Where objects are read.</param>
/// <param name="trees">The trees that were read lately.</param>
/// <param name="fetchEntities">Fetches what is listed of a namespace's entities; <see langword="null"/> where nothing is fetched.</param>
internal sealed class GitSnapshot(
    GitObjectId commit, GitObjectId root, IObjectDatabase database, TreeCache trees, Func<GitObjectId, CancellationToken, Task>? fetchEntities = null) : IRegistrySnapshot
{
    /// <summary>The commit; none for a registry that has no commit yet.</summary>
    public GitObjectId Commit => commit;

    /// <summary>The commit's tree; none like <see cref="Commit"/>.</summary>
    public GitObjectId Root => root;

    /// <inheritdoc/>
    public string Revision => commit.ToString();

    /// <inheritdoc/>
    public async ValueTask<ReadOnlyMemory<byte>?> ReadAsync(string path, CancellationToken cancellationToken)
    {
        if (await FindAsync(path, cancellationToken) is not { Kind: TreeItemKind.File } entry) return null;
        var found = await database.FindAsync(entry.Id.ToString(), cancellationToken);
        return found?.Content
            ?? throw new RegistryException(RegistryRules.GitFailed, $"The content of {path} is missing in commit {commit}; run git fsck in the repository.");
    }

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<TreeItem>> ListAsync(string path, CancellationToken cancellationToken)
    {
        var folder = await FindFolderAsync(path, cancellationToken);
        if (folder.IsNone) return [];
        if (fetchEntities is not null && IsNamespace(path)) await fetchEntities(folder, cancellationToken);
        var entries = Tree.Parse((await trees.ReadAsync(folder, cancellationToken)).Content, ObjectFormat.Of(folder));
        var items = entries.ConvertAll(entry => new TreeItem(Encoding.UTF8.GetString(entry.Name.Span), entry.Kind, entry.Id.ToString()));
        items.Sort((left, right) => string.CompareOrdinal(left.Name, right.Name));
        return items;
    }

    /// <summary>The tree of a folder; none when there is no such folder.</summary>
    public async ValueTask<GitObjectId> FindFolderAsync(string path, CancellationToken cancellationToken)
    {
        if (path.Length == 0) return root;
        return await FindAsync(path, cancellationToken) is { Kind: TreeItemKind.Folder } entry ? entry.Id : default;
    }

    private static bool IsNamespace(string path) =>
        path.StartsWith($"{RegistryPaths.Entities}/", StringComparison.Ordinal) && path.IndexOf('/', RegistryPaths.Entities.Length + 1) < 0;

    private async ValueTask<TreeEntry?> FindAsync(string path, CancellationToken cancellationToken)
    {
        var (folder, format) = (root, ObjectFormat.Of(root));
        for (var start = 0; !folder.IsNone;)
        {
            var end = path.IndexOf('/', start);
            var name = Encoding.UTF8.GetBytes(end < 0 ? path[start..] : path[start..end]);
            var tree = await trees.ReadAsync(folder, cancellationToken);
            var entry = Tree.Find(tree.Content, name, format);
            if (end < 0) return entry;
            folder = entry is { Kind: TreeItemKind.Folder } below ? below.Id : default;
            start = end + 1;
        }

        return null;
    }
}
