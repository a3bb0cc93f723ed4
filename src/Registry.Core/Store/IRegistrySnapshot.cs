namespace Registry.Core.Store;

/// <summary>The files of a registry at one commit. Never changes; safe to use from several callers at once.</summary>
public interface IRegistrySnapshot
{
    /// <summary>The commit's object id; empty for a registry that has no commit yet.</summary>
    string Revision { get; }

    /// <summary>The content of a file.</summary>
    /// <param name="path">Path from the root, with <c>/</c>.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The bytes, or <see langword="null"/> when there is no regular file at that path.</returns>
    ValueTask<ReadOnlyMemory<byte>?> ReadAsync(string path, CancellationToken cancellationToken);

    /// <summary>The names in a folder, in ordinal order; empty when there is no such folder.</summary>
    /// <param name="path">Path from the root, with <c>/</c>; empty for the root.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    ValueTask<IReadOnlyList<TreeItem>> ListAsync(string path, CancellationToken cancellationToken);
}
