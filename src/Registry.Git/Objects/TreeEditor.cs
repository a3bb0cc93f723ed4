using System.Text;
using Registry.Core.Store;

namespace Registry.Git.Objects;

/// <summary>
/// Makes the tree that a set of changes leads to, reading and making only what stands on the changed paths: the new objects are
/// the changed files and the folders above them, and none at all where the content is as before.
/// </summary>
internal sealed class TreeEditor(Func<GitObjectId, CancellationToken, ValueTask<GitObject>> readTree, ObjectFormat format)
{
    private readonly List<GitObject> _objects = [];

    /// <summary>The objects that the edits made, each after those it refers to.</summary>
    public IReadOnlyList<GitObject> Objects => _objects;

    /// <summary>Applies changes to a tree and returns the id of the result, which is the empty tree's when no file is left.</summary>
    /// <exception cref="ArgumentException">A path cannot stand in a tree, or is both a file and a folder.</exception>
    public async ValueTask<GitObjectId> EditAsync(GitObjectId root, ChangeSet changes, CancellationToken cancellationToken)
    {
        var edits = changes.Files.Select(change => new Edit(TreePath.Split(change.Key), change.Value)).ToList();
        var edited = await EditFolderAsync(root, edits, depth: 0, cancellationToken);
        if (!edited.IsNone) return edited;
        // An empty tree stands for a folder only at the root.
        Add(GitObjectType.Tree, ReadOnlyMemory<byte>.Empty);
        return format.EmptyTree;
    }

    private async ValueTask<GitObjectId> EditFolderAsync(GitObjectId folder, List<Edit> edits, int depth, CancellationToken cancellationToken)
    {
        // Names are bytes, of which Latin-1 makes a key for each.
        Dictionary<string, TreeEntry> entries = new(StringComparer.Ordinal);
        if (!folder.IsNone)
            foreach (var entry in Tree.Parse((await readTree(folder, cancellationToken)).Content, format))
                entries.TryAdd(Encoding.Latin1.GetString(entry.Name.Span), entry);
        var changed = false;
        foreach (var group in edits.GroupBy(edit => edit.Path[depth], StringComparer.Ordinal))
        {
            var name = Encoding.UTF8.GetBytes(group.Key);
            var key = Encoding.Latin1.GetString(name);
            var before = entries.GetValueOrDefault(key);
            var after = await EditEntryAsync(before, name, [.. group], depth, cancellationToken);
            if (after == before) continue;

            changed = true;
            if (after is null) entries.Remove(key);
            else entries[key] = after;
        }

        if (entries.Count == 0) return default;
        return changed ? Add(GitObjectType.Tree, Tree.Format([.. entries.Values])) : folder;
    }

    private async ValueTask<TreeEntry?> EditEntryAsync(
        TreeEntry? before, byte[] name, List<Edit> edits, int depth, CancellationToken cancellationToken)
    {
        var here = edits.Find(edit => edit.Path.Length == depth + 1);
        var below = edits.FindAll(edit => edit.Path.Length > depth + 1);
        if (here is { Content: { } content })
        {
            if (below.Exists(edit => edit.Content is not null))
                throw new ArgumentException($"'{string.Join('/', here.Path)}' cannot be both a file and a folder.", nameof(edits));
            return FileEntry(before, name, content);
        }

        // What is removed here is a file: a folder goes when its last file does.
        if (here is not null && before is { Kind: not TreeItemKind.Folder }) before = null;
        if (below.Count == 0) return before;

        var isFolder = before is { Kind: TreeItemKind.Folder };
        if (!isFolder && !below.Exists(edit => edit.Content is not null)) return before;
        var edited = await EditFolderAsync(isFolder ? before!.Id : default, below, depth + 1, cancellationToken);
        if (edited.IsNone) return null;
        return isFolder && before!.Id == edited ? before : new TreeEntry(TreeEntry.FolderMode, name, edited);
    }

    private TreeEntry FileEntry(TreeEntry? before, byte[] name, ReadOnlyMemory<byte> content)
    {
        var id = format.IdOf(GitObjectType.Blob, content.Span);
        if (before is not { } old || old.Id != id) _objects.Add(new GitObject(id, GitObjectType.Blob, content));
        else if (old.Mode == TreeEntry.FileMode) return old;
        return new TreeEntry(TreeEntry.FileMode, name, id);
    }

    private GitObjectId Add(GitObjectType type, ReadOnlyMemory<byte> content)
    {
        var id = format.IdOf(type, content.Span);
        _objects.Add(new GitObject(id, type, content));
        return id;
    }

    private sealed record Edit(string[] Path, ReadOnlyMemory<byte>? Content);
}
