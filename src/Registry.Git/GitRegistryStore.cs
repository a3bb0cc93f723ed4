using Registry.Core.Rules;
using Registry.Core.Store;
using Registry.Git.Leases;
using Registry.Git.Objects;
using Registry.Git.Processes;
using Registry.Git.Repositories;
using Registry.Git.Transport;
using Registry.Git.WorkTrees;

namespace Registry.Git;

/// <summary>A registry in a git repository: on this machine, or fetched from a remote one. Safe for concurrent use.</summary>
public sealed partial class GitRegistryStore : IRegistryStore
{
    private readonly GitRegistryStoreOptions _options;
    private readonly GitRepository _repository;
    private readonly GitObjectDatabase _database;
    private readonly TreeCache _trees;
    private readonly string _tip;

    private readonly RemoteRepository? _remote;
    private RemoteBranch? _remoteBranch;

    private GitRegistryStore(string location, GitRepository repository, RemoteRepository? remote, GitRegistryStoreOptions options)
    {
        _remote = remote;
        Location = GitUrl.Redact(location);
        _options = options;
        _repository = repository;
        _database = repository.OpenObjects();
        _trees = new TreeCache(_database);
        _tip = options.Branch is { } branch ? FullName(branch) : "HEAD";
    }

    /// <inheritdoc/>
    public string Location { get; }

    /// <summary>The lease that the store writes under; <see langword="null"/> when it was opened without.</summary>
    public RefLease? Lease { get; private set; }

    /// <summary>How the registry was opened.</summary>
    public GitRegistryStoreOptions Options => _options;

    /// <summary>Opens a registry.</summary>
    /// <param name="location">Directory of a bare repository or of a clone, or an address that git can fetch from.</param>
    /// <param name="options">How to open it.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="RegistryException">There is no git repository, git is missing or too old, or a remote cannot be reached.</exception>
    public static async Task<GitRegistryStore> OpenAsync(string location, GitRegistryStoreOptions options, CancellationToken cancellationToken)
    {
        if (GitUrl.IsUrl(location)) return await OpenRemoteAsync(location, options, cancellationToken);
        if (!Directory.Exists(location)) throw new RegistryException(RegistryRules.NotARepository, $"There is no directory {location}.");
        var store = new GitRegistryStore(location, GitRepository.At(options.Git, location), remote: null, options);
        return await CheckedAsync(store, store.StartLocalAsync(cancellationToken));
    }

    /// <inheritdoc/>
    public async ValueTask<IRegistrySnapshot> SnapshotAsync(string? revision, CancellationToken cancellationToken)
    {
        if (revision is null) return await TipAsync(cancellationToken);
        var found = await FindAsync(revision, cancellationToken);
        if (found is null && _remote is not null && !_options.Offline)
        {
            await _remote.DeepenAsync(await RemoteNameAsync(cancellationToken), everything: true, cancellationToken);
            found = await FindAsync(revision, cancellationToken);
        }

        return found ?? throw new RegistryException(RegistryRules.RevisionUnknown, $"The registry {Location} has no revision '{revision}'.");
    }

    /// <summary>Fetches the newest commits of a remote registry, so that reads see them; nothing to do for one on this machine.</summary>
    /// <exception cref="RegistryException">The remote cannot be reached.</exception>
    public async Task RefreshAsync(CancellationToken cancellationToken)
    {
        if (_remote is not null && !_options.Offline) await _remote.FetchAsync(await RemoteNameAsync(cancellationToken), cancellationToken);
    }

    /// <summary>The branch that counts, without <c>refs/heads/</c>.</summary>
    /// <exception cref="RegistryException">HEAD is detached.</exception>
    public async Task<string> BranchAsync(CancellationToken cancellationToken)
    {
        var name = _remote is not null ? await RemoteNameAsync(cancellationToken)
            : _options.Branch is { } branch ? FullName(branch)
            : (await _repository.LayoutAsync(cancellationToken)).Head;
        return name is null ? throw new RegistryException(RegistryRules.NoBranch, DetachedMessage) : name["refs/heads/".Length..];
    }

    /// <summary>Who commits here, as git names a person; <see langword="null"/> when git does not know.</summary>
    public async Task<string?> FindIdentityAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await _repository.CommitterAsync(cancellationToken);
        }
        catch (RegistryException error) when (error.Rule == RegistryRules.Identity)
        {
            return null;
        }
    }

    /// <inheritdoc/>
    /// <remarks>A lease that is held is not given back: see <see cref="RefLease.ReleaseAsync"/>.</remarks>
    public ValueTask DisposeAsync()
    {
        Lease?.Dispose();
        return _database.DisposeAsync();
    }

    private static async Task<GitRegistryStore> OpenRemoteAsync(string url, GitRegistryStoreOptions options, CancellationToken cancellationToken)
    {
        var cache = new RemoteCache(url, options);
        try
        {
            return await OpenCacheAsync(cache, url, options, cancellationToken);
        }
        catch (RegistryException error) when (!options.Offline && (error.Rule == RegistryRules.GitFailed || error.Rule == RegistryRules.NotARepository))
        {
            // Nothing is in a cache that the remote does not have.
            options.Warning?.Invoke($"The cache of {GitUrl.Redact(url)} is broken and is fetched again: {error.Message}");
            cache.Remove();
            return await OpenCacheAsync(cache, url, options, cancellationToken);
        }
    }

    private static async Task<GitRegistryStore> OpenCacheAsync(
        RemoteCache cache, string url, GitRegistryStoreOptions options, CancellationToken cancellationToken)
    {
        var (remote, isNew) = await cache.OpenAsync(cancellationToken);
        var store = new GitRegistryStore(url, remote.Cache, remote, options);
        return await CheckedAsync(store, store.StartRemoteAsync(remote, isNew, cancellationToken));
    }

    /// <summary>A store that cannot be used is not left behind with its process.</summary>
    private static async Task<GitRegistryStore> CheckedAsync(GitRegistryStore store, Task check)
    {
        try
        {
            await check;
            return store;
        }
        catch
        {
            await store.DisposeAsync();
            throw;
        }
    }

    private async Task StartLocalAsync(CancellationToken cancellationToken)
    {
        await TipAsync(cancellationToken);
        if (_options.Lease is not { } lease) return;
        var commits = new LeaseCommits(_repository);
        var refs = new LocalRefs(_repository, (await _repository.LayoutAsync(cancellationToken)).Format, _options.Random);
        Lease = new RefLease(new LocalLeaseRef(commits, refs), commits, lease, _options.TimeProvider);
    }

    private async Task StartRemoteAsync(RemoteRepository remote, bool isNew, CancellationToken cancellationToken)
    {
        var name = await RemoteNameAsync(cancellationToken);
        if (!isNew && !_options.Offline) await remote.FetchAsync(name, cancellationToken);
        _remoteBranch = new RemoteBranch(remote, _database, name);
        _remoteBranch.MarkFetched();
        if (_options.Lease is { } lease)
        {
            var commits = new LeaseCommits(_repository);
            Lease = new RefLease(new RemoteLeaseRef(commits, remote), commits, lease, _options.TimeProvider);
        }

        await TipAsync(cancellationToken);
    }

    /// <summary>The branch of a remote registry: the one that was asked for, or that the remote's HEAD named when it was cloned.</summary>
    private async Task<string> RemoteNameAsync(CancellationToken cancellationToken) =>
        _options.Branch is { } branch
            ? FullName(branch)
            : (await _repository.RunToSuccessAsync(["symbolic-ref", "HEAD"], cancellationToken)).Text.Trim();

    private static string FullName(string branch) => branch.StartsWith("refs/", StringComparison.Ordinal) ? branch : $"refs/heads/{branch}";

    private async Task<GitSnapshot> TipAsync(CancellationToken cancellationToken)
    {
        if (await FindAsync(_tip, cancellationToken) is { } tip) return tip;
        // HEAD of a repository without commits names a branch that is still to be born; a branch that somebody names should exist.
        if (_options.Branch is { } branch && await FindAsync("HEAD", cancellationToken) is not null)
            throw new RegistryException(RegistryRules.RevisionUnknown, $"The registry {Location} has no branch '{branch}'.");
        return new GitSnapshot(default, default, _database, _trees);
    }

    private async Task<GitSnapshot?> FindAsync(string revision, CancellationToken cancellationToken)
    {
        var found = await _database.FindAsync($"{revision}^{{commit}}", cancellationToken);
        return found is { Type: GitObjectType.Commit }
            ? new GitSnapshot(found.Id, CommitObject.TreeOf(found), _database, _trees, _remote is null || _options.Offline ? null : _remote.FetchEntitiesAsync)
            : null;
    }

    private IBranch BranchOf(RepositoryLayout layout)
    {
        if (_remoteBranch is not null) return _remoteBranch;
        var name = _options.Branch is { } branch ? FullName(branch) : layout.Head;
        var workTree = layout.HasWorkTree && name is not null && layout.Head == name
            ? new WorkTree(_repository, layout, name, _options.Warning, _options.Random)
            : null;
        var turns = new WriterLock(layout.SharedState, _options.LockPatience, _options.Random);
        return new LocalBranch(_repository, layout, name, turns, workTree, _options.Random);
    }
}
