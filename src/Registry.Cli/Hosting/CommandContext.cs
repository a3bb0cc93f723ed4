using Registry.Cli.Connections;
using Registry.Cli.Output;
using Registry.Core.Rules;
using Registry.Git;
using Registry.Git.Processes;
using Registry.GitHub;

namespace Registry.Cli.Hosting;

/// <summary>What every command is given: where to read, where to write, which registry.</summary>
internal sealed record CommandContext
{
    /// <summary>Environment variable that names the registry.</summary>
    public const string RegistryVariable = "REGISTRY_URL";

    /// <summary>Takes results and messages.</summary>
    public required IOutput Output { get; init; }

    /// <summary>The directory that relative paths start from.</summary>
    public required string WorkingDirectory { get; init; }

    /// <summary>What <c>--registry</c> says.</summary>
    public string? Registry { get; init; }

    /// <summary>What <c>--branch</c> says.</summary>
    public string? Branch { get; init; }

    /// <summary>Whether a remote registry is read as it was fetched last.</summary>
    public bool Offline { get; init; }

    /// <summary>Where caches and outboxes are kept; <see langword="null"/> for the user's own place.</summary>
    public string? Home { get; init; }

    /// <summary>The git to use.</summary>
    public GitExecutable Git { get; init; } = GitExecutable.Default;

    /// <summary>The clock.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Reads an environment variable.</summary>
    public Func<string, string?> Environment { get; init; } = System.Environment.GetEnvironmentVariable;

    /// <summary>The GitHub that the environment names.</summary>
    public GitHubEnvironment GitHub => new(Environment, Time);

    /// <summary>The repository that the command is about.</summary>
    /// <exception cref="RegistryException">There is no registry, or it is a service, which the command cannot do with.</exception>
    public string Location() => FindLocation() is var location && !ServiceLocation.IsService(location)
        ? location
        : throw new RegistryException(RegistryRules.BadRequest, $"{location} is a service, and this needs the repository itself: a path, or an address that git can fetch from");

    /// <summary>Connects to the registry that the command is about, be it a repository or a service. What is wrong with it shows with the first question.</summary>
    /// <exception cref="RegistryException">There is no registry.</exception>
    public IRegistryConnection Connect() => FindLocation() is var location && ServiceLocation.IsService(location) ? ServiceConnection.Open(location, this) : new GitConnection(this);

    /// <summary>Where the registry is: <c>--registry</c>, <c>REGISTRY_URL</c>, or the nearest registry.yaml upwards.</summary>
    private string FindLocation() => NamedLocation() ?? NearestLocation() ?? throw new RegistryException(
        RegistryRules.NoRegistry, $"no registry: neither --registry nor {RegistryVariable} is given, and there is no registry.yaml in {WorkingDirectory} or above");

    /// <summary>Whether the command is about a registry at all.</summary>
    public bool HasLocation => (NamedLocation() ?? NearestLocation()) is not null;

    private string? NearestLocation()
    {
        for (var folder = new DirectoryInfo(WorkingDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "registry.yaml")))
                return folder.FullName;
        return null;
    }

    /// <summary>The registry that <c>--registry</c> or <c>REGISTRY_URL</c> names; <see langword="null"/> when neither does.</summary>
    public string? NamedLocation() => (Registry ?? Environment(RegistryVariable)) switch
    {
        null or "" => null,
        var named when GitUrl.IsUrl(named) => named,
        var named => Path.GetFullPath(named, WorkingDirectory),
    };

    /// <summary>Reads a file that an argument names.</summary>
    /// <exception cref="RegistryException">It cannot be read.</exception>
    public async Task<ReadOnlyMemory<byte>> ReadFileAsync(string path, CancellationToken cancellationToken)
    {
        try
        {
            return await File.ReadAllBytesAsync(Path.GetFullPath(path, WorkingDirectory), cancellationToken);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new RegistryException([new Problem(RegistryRules.FileUnreadable, path, $"the file cannot be read: {error.Message}")], error);
        }
    }

    /// <summary>Opens the registry.</summary>
    public Task<GitRegistryStore> OpenAsync(CancellationToken cancellationToken) =>
        GitRegistryStore.OpenAsync(Location(), StoreOptions, cancellationToken);

    /// <summary>How stores are opened.</summary>
    public GitRegistryStoreOptions StoreOptions => new()
    {
        Branch = Branch,
        Home = Home,
        Git = Git,
        TimeProvider = Time,
        Offline = Offline,
        Warning = Output.Warn,
        Progress = Output.Progress,
        GitHubReleases = GitHub.OpenReleases,
    };
}
