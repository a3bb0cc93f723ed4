namespace Registry.Git;

/// <summary>Where the repository is on this machine.</summary>
public sealed partial class GitRegistryStore
{
    /// <summary>The git directory that all work trees of a local registry share; <see langword="null"/> for a remote registry.</summary>
    public async Task<string?> SharedDirectoryAsync(CancellationToken cancellationToken) => _remote is null ? (await _repository.LayoutAsync(cancellationToken)).CommonDirectory : null;
}
