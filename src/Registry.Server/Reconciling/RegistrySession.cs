using Registry.Core.Rules;
using Registry.Git;
using Registry.Git.Leases;
using Registry.Git.Processes;
using Registry.GitHub;
using Registry.Server.Hosting;

namespace Registry.Server.Reconciling;

/// <summary>The registry, opened when it is first needed, and again until that succeeds. Whatever is written through it is written under its lease.</summary>
internal sealed class RegistrySession(ServerOptions options, GitHubEnvironment gitHub, TimeProvider time, ILogger<RegistrySession> logger) : IAsyncDisposable
{
    private readonly SemaphoreSlim _gate = new(1, 1);
    private GitRegistryStore? _store;

    /// <summary>The git to use.</summary>
    public GitExecutable Git { get; init; } = GitExecutable.Default;

    /// <summary>The registry.</summary>
    /// <exception cref="RegistryException">It cannot be opened now.</exception>
    public async Task<GitRegistryStore> OpenAsync(CancellationToken cancellationToken)
    {
        if (_store is { } open) return open;
        await _gate.WaitAsync(cancellationToken);
        try
        {
            return _store ??= await GitRegistryStore.OpenAsync(options.Url, StoreOptions(), cancellationToken);
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_store is not null) await _store.DisposeAsync();
        _gate.Dispose();
    }

    private GitRegistryStoreOptions StoreOptions() => new()
    {
        Branch = options.Branch,
        Home = options.Home,
        Git = Git,
        TimeProvider = time,
        GitHubReleases = gitHub.OpenReleases,
        Warning = message => ReconcileLog.Warning(logger, message),
        Lease = new LeaseOptions { Holder = options.Name, Duration = options.LeaseDuration },
    };
}
