using Registry.Core.Operations;
using Registry.Core.Releases;
using Registry.Core.Rules;
using Registry.Core.Settings;

namespace Registry.Git.Releases;

/// <summary>Opens the release host that a registry names.</summary>
public static class ReleaseHosts
{
    /// <summary>Opens the release host of a registry.</summary>
    /// <exception cref="RegistryException">The settings name a host that cannot be used from here.</exception>
    public static async Task<IReleaseHost> OpenAsync(GitRegistryStore store, TimeProvider time, CancellationToken cancellationToken)
    {
        var registry = new RegistryReader(await store.SnapshotAsync(null, cancellationToken));
        return new DirectoryReleaseHost(await DirectoryAsync(store, (await registry.SettingsAsync(cancellationToken)).Releases, cancellationToken), time);
    }

    /// <summary>The folder of a directory host.</summary>
    /// <exception cref="RegistryException">The settings name another host, or a path that means nothing here.</exception>
    public static async Task<string> DirectoryAsync(GitRegistryStore store, ReleaseSettings releases, CancellationToken cancellationToken)
    {
        if (releases.Host != ReleaseHostKind.Directory)
            throw new RegistryException(RegistryRules.HostUnusable, $"files of a registry with releases.host: github ({releases.Repository}) cannot be stored or read by this version; only host directory can");
        var path = releases.Path ?? ReleaseSettings.DefaultPath;
        if (Path.IsPathFullyQualified(path)) return path;
        return await store.SharedDirectoryAsync(cancellationToken) is { } directory
            ? Path.Combine(directory, path)
            : throw new RegistryException(RegistryRules.HostUnusable, $"releases.path is '{path}', relative to a git directory, but {store.Location} is remote; a remote registry needs an absolute path that this machine can reach");
    }
}
