using Registry.Core.Rules;
using Registry.Git.Processes;
using Registry.Git.Repositories;

namespace Registry.Git.Transport;

/// <summary>
/// Finds or makes the clone of a remote registry in this machine's cache: bare, one commit deep, and of that
/// the upper folders. A clone gets its name only when it is complete, so one that was killed is never taken for a registry.
/// </summary>
internal sealed class RemoteCache(string url, GitRegistryStoreOptions options)
{
    // Longer than a clone takes; what is older was left by a process that died.
    private static readonly TimeSpan s_longestClone = TimeSpan.FromHours(6);

    private readonly string _address = GitUrl.Redact(url);

    private readonly string _directory = Path.Combine(
        options.Home ?? RegistryHome.Default, "cache", $"{RegistryHome.NameFor(options.Branch is { } branch ? $"{url}#{branch}" : url)}.git");

    /// <summary>The remote with its cache, which is cloned when it is not there.</summary>
    /// <returns>The remote, and whether it was cloned just now.</returns>
    /// <exception cref="RegistryException">The remote cannot be reached.</exception>
    public async Task<(RemoteRepository Remote, bool IsNew)> OpenAsync(CancellationToken cancellationToken)
    {
        var isNew = !Directory.Exists(_directory);
        if (isNew) await CloneAsync(cancellationToken);
        var cache = new GitRepository(options.Git, _directory, Configuration());
        return (new RemoteRepository(cache, _address, options), isNew);
    }

    /// <summary>Throws the cache away.</summary>
    public void Remove()
    {
        var trash = TemporaryName();
        Directory.Move(_directory, trash);
        Directory.Delete(trash, recursive: true);
    }

    private async Task CloneAsync(CancellationToken cancellationToken)
    {
        if (options.Offline) throw new RegistryException(RegistryRules.Unreachable, $"{_address} was opened offline, and was never fetched before.");
        Directory.CreateDirectory(Path.GetDirectoryName(_directory)!);
        RemoveLeftovers();
        var temporary = TemporaryName();
        try
        {
            await RunCloneAsync(temporary, cancellationToken);
            // Another process may have been faster with the same clone.
            if (!Directory.Exists(_directory)) Directory.Move(temporary, _directory);
        }
        catch (IOException) when (Directory.Exists(_directory))
        {
            // It became so between the two.
        }
        finally
        {
            if (Directory.Exists(temporary)) Directory.Delete(temporary, recursive: true);
        }
    }

    private async Task RunCloneAsync(string directory, CancellationToken cancellationToken)
    {
        List<string> arguments = ["clone", "--bare", $"--filter={RemoteRepository.FirstFilter}", "--depth=1", "--no-tags", "--single-branch", "--no-local", "--template="];
        arguments.Add(options.Progress is null ? "--quiet" : "--progress");
        var output = await RunAsync([.. arguments, .. options.Branch is { } branch ? [$"--branch={branch}"] : Array.Empty<string>(), "--", _address, directory], cancellationToken);
        // An empty repository has no branch of any name yet.
        if (!output.Succeeded && options.Branch is { } wanted && output.Error.Contains("not found in upstream", StringComparison.Ordinal))
        {
            output = await RunAsync([.. arguments, "--", _address, directory], cancellationToken);
            if (output.Succeeded && await IsUnbornAsync(directory, cancellationToken))
                output = await RunAsync(["--git-dir", directory, "symbolic-ref", "HEAD", $"refs/heads/{wanted}"], cancellationToken);
        }

        if (output.LacksSpace) throw new RegistryException(RegistryRules.StorageFailed, $"{_address} could not be cloned to {directory}: {output.Reason}");
        if (!output.Succeeded) throw new RegistryException(RegistryRules.Unreachable, $"{_address} cannot be reached: {output.Reason}");
    }

    private async Task<bool> IsUnbornAsync(string directory, CancellationToken cancellationToken) =>
        !(await RunAsync(["--git-dir", directory, "rev-parse", "--verify", "--quiet", "HEAD"], cancellationToken)).Succeeded;

    private Task<GitOutput> RunAsync(IReadOnlyList<string> arguments, CancellationToken cancellationToken) =>
        options.Git.RunAsync(new GitCommand(null, arguments) { Configuration = Configuration() }, cancellationToken, options.Progress);

    /// <summary>Credentials of the address are neither stored in the clone nor seen on a command line: git puts them in by itself.</summary>
    private List<KeyValuePair<string, string>> Configuration()
    {
        List<KeyValuePair<string, string>> configuration = [];
        if (GitUrl.HasCredentials(url)) configuration.Add(new($"url.{url}.insteadOf", _address));
        // Offline, a file that was never read cannot be fetched on the way either.
        if (options.Offline) configuration.Add(new("protocol.allow", "never"));
        return configuration;
    }

    private string TemporaryName() => $"{_directory}.{Guid.NewGuid():N}.tmp";

    private void RemoveLeftovers()
    {
        var now = options.TimeProvider.GetUtcNow();
        foreach (var leftover in new DirectoryInfo(Path.GetDirectoryName(_directory)!).EnumerateDirectories("*.tmp"))
            if (now.UtcDateTime - leftover.CreationTimeUtc > s_longestClone)
                leftover.Delete(recursive: true);
    }
}
