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
    public static async Task<IReleaseHost> OpenReleasesAsync(this GitRegistryStore store, CancellationToken cancellationToken)
    {
        var registry = new RegistryReader(await store.SnapshotAsync(null, cancellationToken));
        var releases = (await registry.SettingsAsync(cancellationToken)).Releases;
        if (releases.Host == ReleaseHostKind.Directory) return new DirectoryReleaseHost(await DirectoryAsync(store, releases, cancellationToken), store.Options.TimeProvider);
        return store.Options.GitHubReleases is { } open
            ? open(releases)
            : throw new RegistryException(RegistryRules.HostUnusable, $"the files of this registry are on GitHub ({releases.Repository}), which cannot be reached from here");
    }

    /// <summary>The folder of a directory host.</summary>
    /// <exception cref="RegistryException">The path means nothing here.</exception>
    public static async Task<string> DirectoryAsync(GitRegistryStore store, ReleaseSettings releases, CancellationToken cancellationToken)
    {
        var path = releases.Path ?? ReleaseSettings.DefaultPath;
        if (Path.IsPathFullyQualified(path)) return path;
        return await store.SharedDirectoryAsync(cancellationToken) is { } directory
            ? Path.Combine(directory, path)
            : throw new RegistryException(RegistryRules.HostUnusable, $"releases.path is '{path}', relative to a git directory, but {store.Location} is remote; a remote registry needs an absolute path that this machine can reach");
    }
}
