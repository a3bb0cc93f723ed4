using Registry.Core.Operations;

namespace Registry.Core.Store;

/// <summary>A registry that can be read at any commit and changed by operations.</summary>
public interface IRegistryStore : IAsyncDisposable
{
    /// <summary>Where the registry is, as its user named it, without credentials.</summary>
    string Location { get; }

    /// <summary>The registry at one commit.</summary>
    /// <param name="revision">A commit, branch or tag; <see langword="null"/> for the newest commit of the registry's branch.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="Rules.RegistryException">There is no such commit, or the registry cannot be read.</exception>
    ValueTask<IRegistrySnapshot> SnapshotAsync(string? revision, CancellationToken cancellationToken);

    /// <summary>The newest commit of the registry's own line of history that is not later than <paramref name="time"/>.</summary>
    /// <returns>The snapshot, or <see langword="null"/> when the registry did not exist then.</returns>
    ValueTask<IRegistrySnapshot?> SnapshotAsOfAsync(DateTimeOffset time, CancellationToken cancellationToken);

    /// <summary>What channels pointed at, up to <paramref name="snapshot"/>.</summary>
    IChannelHistory HistoryOf(IRegistrySnapshot snapshot);

    /// <summary>Plans an operation on the newest commit and commits the plan; after a lost race plans again.</summary>
    Task<StoreResult<T>> ExecuteAsync<T>(IOperation<T> operation, CancellationToken cancellationToken);

    /// <summary>The commits that touch a path, newest first.</summary>
    /// <param name="path">File or folder; empty for all.</param>
    /// <param name="ownLine">Whether a merge counts in the place of the commits that it brought: what the registry's branch itself went through.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    IAsyncEnumerable<HistoryEntry> LogAsync(string path, bool ownLine, CancellationToken cancellationToken);

    /// <summary>The paths that differ between the point where <paramref name="head"/> left <paramref name="base"/>, and <paramref name="head"/>.</summary>
    IAsyncEnumerable<FileDifference> DifferencesAsync(IRegistrySnapshot @base, IRegistrySnapshot head, CancellationToken cancellationToken);

    /// <summary>The last commit that both histories share; <paramref name="base"/> itself when <paramref name="head"/> builds on it.</summary>
    ValueTask<IRegistrySnapshot> MergeBaseAsync(IRegistrySnapshot @base, IRegistrySnapshot head, CancellationToken cancellationToken);

    /// <summary>Every file below a folder, in ordinal order of the paths, streamed.</summary>
    /// <param name="snapshot">Where to read.</param>
    /// <param name="path">A folder; empty for all.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    IAsyncEnumerable<StoredFile> ReadAllAsync(IRegistrySnapshot snapshot, string path, CancellationToken cancellationToken);
}
