namespace Registry.Core.Store;

/// <summary>A snapshot with changes that are not committed yet, so that several operations can share a commit.</summary>
/// <param name="below">The snapshot beneath.</param>
/// <param name="changes">What is changed on top of it.</param>
public sealed class OverlaySnapshot(IRegistrySnapshot below, ChangeSet changes) : IRegistrySnapshot
{
    /// <inheritdoc/>
    public string Revision => below.Revision;

    /// <inheritdoc/>
    public ValueTask<ReadOnlyMemory<byte>?> ReadAsync(string path, CancellationToken cancellationToken) =>
        changes.Files.TryGetValue(path, out var content) ? new(content) : below.ReadAsync(path, cancellationToken);

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<TreeItem>> ListAsync(string path, CancellationToken cancellationToken)
    {
        var items = await below.ListAsync(path, cancellationToken);
        var prefix = path.Length == 0 ? "" : path + "/";
        SortedDictionary<string, TreeItem> merged = new(StringComparer.Ordinal);
        foreach (var item in items) merged[item.Name] = item;
        foreach (var (changed, content) in changes.Files)
        {
            if (!changed.StartsWith(prefix, StringComparison.Ordinal)) continue;
            var rest = changed[prefix.Length..];
            var slash = rest.IndexOf('/', StringComparison.Ordinal);
            if (slash >= 0 && content is not null) merged.TryAdd(rest[..slash], new TreeItem(rest[..slash], TreeItemKind.Folder, ""));
            else if (slash < 0 && content is not null) merged[rest] = new TreeItem(rest, TreeItemKind.File, "");
            else if (slash < 0) merged.Remove(rest);
        }

        return [.. merged.Values];
    }
}
