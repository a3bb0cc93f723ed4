using Registry.Core.Releases;
using Registry.Core.Settings;
using Registry.Git.Leases;
using Registry.Git.Processes;

namespace Registry.Git;

/// <summary>How a registry is opened.</summary>
public sealed record GitRegistryStoreOptions
{
    /// <summary>The branch that is the registry; <see langword="null"/> for the one that HEAD names.</summary>
    public string? Branch { get; init; }

    /// <summary>The clock that dates commits. Waiting between tries takes real time.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    /// <summary>Where caches of remote registries are kept; <see langword="null"/> for <see cref="RegistryHome.Default"/>.</summary>
    public string? Home { get; init; }

    /// <summary>A remote registry is read as it was fetched last, and not written.</summary>
    public bool Offline { get; init; }

    /// <summary>
    /// The lease that the store writes to the registry's branch under: while <see cref="GitRegistryStore.Lease"/> is not held, it writes nothing.
    /// <see langword="null"/> for a store that writes beside others, as commands do. Branches of proposals need no lease.
    /// </summary>
    public LeaseOptions? Lease { get; init; }

    /// <summary>Told of the progress of long work, line by line, for people to read.</summary>
    public Action<string>? Progress { get; init; }

    /// <summary>Told what went wrong without making an operation fail.</summary>
    public Action<string>? Warning { get; init; }

    /// <summary>Opens the release host of a registry whose files are on GitHub; <see langword="null"/> where there is none to open.</summary>
    public Func<ReleaseSettings, IReleaseHost>? GitHubReleases { get; init; }

    /// <summary>The git to use.</summary>
    public GitExecutable Git { get; init; } = GitExecutable.Default;

    /// <summary>Spreads the tries of several writers.</summary>
    public Random Random { get; init; } = Random.Shared;

    /// <summary>How long a writer waits for its turn before it goes on without.</summary>
    public TimeSpan LockPatience { get; init; } = TimeSpan.FromSeconds(30);
}
