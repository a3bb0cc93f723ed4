using System.Collections;
using System.Collections.Concurrent;
using Microsoft.Build.Framework;
using Registry.Core.Rules;
using Registry.Git;
using Registry.Git.Processes;
using Registry.Git.Sources;
using Registry.GitHub;
using Registry.MSBuild.Inputs;

namespace Registry.MSBuild.Emits;

/// <summary>
/// What the projects of one build share in one process: open registries, and what git says of the sources. MSBuild disposes of
/// it when the build ends; then what was queued for a remote registry goes out, all in one commit and one push.
/// </summary>
internal sealed class BuildSession : IDisposable
{
    private readonly ConcurrentDictionary<string, RegistryConnection> _connections = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, Task<SourceState?>> _states = new(StringComparer.Ordinal);

    /// <summary>Git that asks nobody: a build has no one to answer.</summary>
    private readonly GitExecutable _git = new(Unattended());

    /// <summary>The session of the build that an engine runs. Builds at once in one process (<c>-mt</c>) share it.</summary>
    public static BuildSession Of(IBuildEngine engine)
    {
        var tasks = (IBuildEngine4)engine;
        // Two versions of this package in one process know nothing of each other's types.
        var key = $"{typeof(BuildSession).FullName} of {typeof(BuildSession).Assembly.Location}";
        if (tasks.GetRegisteredTaskObject(key, RegisteredTaskObjectLifetime.Build) is BuildSession known) return known;
#pragma warning disable CA2000 // The engine disposes of what is registered.
        tasks.RegisterTaskObject(key, new BuildSession(), RegisteredTaskObjectLifetime.Build, allowEarlyCollection: false);
#pragma warning restore CA2000
        // Another thread may have been first.
        return (BuildSession)tasks.GetRegisteredTaskObject(key, RegisteredTaskObjectLifetime.Build);
    }

    /// <summary>The registry that a project emits into.</summary>
    public RegistryConnection Connect(EmitSettings settings) =>
        _connections.GetOrAdd($"{settings.Registry}\n{settings.Home}", _ => new RegistryConnection(settings.Registry, new GitRegistryStoreOptions
        {
            Git = _git,
            Home = settings.Home,
            GitHubReleases = new GitHubEnvironment(Environment.GetEnvironmentVariable, TimeProvider.System).OpenReleases,
        }));

    /// <summary>The state of the work tree that a folder lies in; <see langword="null"/> when there is none that git can read.</summary>
    public async Task<SourceState?> SourceStateAsync(string directory, CancellationToken cancellationToken)
    {
        return SourceTree.FindWorkTree(directory) is { } root ? await _states.GetOrAdd(root, folder => ReadStateAsync(folder, cancellationToken)) : null;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var connection in _connections.Values) connection.DisposeAsync().AsTask().GetAwaiter().GetResult();
    }

    private async Task<SourceState?> ReadStateAsync(string folder, CancellationToken cancellationToken)
    {
        try
        {
            return await new GitSource(_git, folder).StateAsync(cancellationToken);
        }
        catch (RegistryException)
        {
            // Where the sources come from is good to know, and no reason to lose the version.
            return null;
        }
    }

    private static Dictionary<string, string> Unattended()
    {
        var environment = Environment.GetEnvironmentVariables().Cast<DictionaryEntry>().ToDictionary(variable => (string)variable.Key, variable => (string)variable.Value!, StringComparer.Ordinal);
        environment["GIT_TERMINAL_PROMPT"] = "0";
        environment["GCM_INTERACTIVE"] = "never";
        return environment;
    }
}
