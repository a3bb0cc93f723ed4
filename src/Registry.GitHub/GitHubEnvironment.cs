using Registry.Core.Releases;
using Registry.Core.Rules;
using Registry.Core.Settings;
using Registry.GitHub.Credentials;
using Registry.GitHub.Hosting;
using Registry.GitHub.Repositories;

namespace Registry.GitHub;

/// <summary>
/// The GitHub that the environment names, by the variables that workflows and GitHub's own command use: <c>GITHUB_SERVER_URL</c>,
/// <c>GITHUB_API_URL</c>, <c>GITHUB_REPOSITORY</c>, and <c>GITHUB_TOKEN</c> or <c>GH_TOKEN</c>; and, where there is no token, the GitHub App of
/// <c>REGISTRY_GITHUB_APP_ID</c>, <c>REGISTRY_GITHUB_APP_KEY</c> and <c>REGISTRY_GITHUB_INSTALLATION_ID</c>.
/// </summary>
/// <param name="variable">Reads an environment variable.</param>
/// <param name="time">The clock of the clients that are opened.</param>
public sealed class GitHubEnvironment(Func<string, string?> variable, TimeProvider time)
{
    /// <summary>The variable that names a GitHub App, by its client id or its number.</summary>
    public const string AppIdVariable = "REGISTRY_GITHUB_APP_ID";

    /// <summary>The variable that names the file with the App's key.</summary>
    public const string AppKeyVariable = "REGISTRY_GITHUB_APP_KEY";

    /// <summary>The variable with the number of the App's installation, which is found by the repository otherwise.</summary>
    public const string InstallationVariable = "REGISTRY_GITHUB_INSTALLATION_ID";

    /// <summary>Says that there is no token, and what to set.</summary>
    public const string NoToken = $"there is no token in GITHUB_TOKEN or GH_TOKEN, and no GitHub App in {AppIdVariable} and {AppKeyVariable}";

    private const string PublicServer = "https://github.com";

    /// <summary>The repository on GitHub that an address is of.</summary>
    /// <param name="address">An address of git's, without credentials; <see langword="null"/> for a repository on this machine, of which <c>GITHUB_REPOSITORY</c> says whose it is.</param>
    /// <returns><see langword="null"/> when it is on no GitHub.</returns>
    public RepositoryName? FindRepository(string? address)
    {
        // A work tree that a workflow checked out is no address, but the workflow says whose it is.
        if (address is null) return RepositoryName.TryParse(Text("GITHUB_REPOSITORY"), out var named) ? named : null;
        var path = PathAt(address, Text("GITHUB_SERVER_URL") ?? PublicServer) ?? PathAt(address, PublicServer);
        if (path?.EndsWith(".git", StringComparison.Ordinal) == true) path = path[..^4];
        return RepositoryName.TryParse(path, out var repository) ? repository : null;
    }

    /// <summary>Opens a client with the environment's token, or else as its App. Nothing is sent.</summary>
    /// <param name="repository">The repository that the client is for.</param>
    /// <returns><see langword="null"/> when there is neither.</returns>
    /// <exception cref="RegistryException">The address, the token or the key is none.</exception>
    public GitHubClient? OpenClient(RepositoryName repository)
    {
        try
        {
            if ((Text("GITHUB_TOKEN") ?? Text("GH_TOKEN")) is { } token) return new GitHubClient(Options(), new TokenCredentials(new AccessToken(token)));
            return AppSettings.Read(Text)?.Open(Options(), repository);
        }
        catch (ArgumentException error)
        {
            throw new RegistryException(RegistryRules.GitHubFailed, error.Message, error);
        }
    }

    /// <summary>Opens the release host of a registry whose files are on GitHub.</summary>
    /// <exception cref="RegistryException">The settings name no repository, or there is no token.</exception>
    public IReleaseHost OpenReleases(ReleaseSettings settings)
    {
        if (!RepositoryName.TryParse(settings.Repository, out var repository))
            throw new RegistryException(RegistryRules.HostUnusable, $"releases.repository is '{settings.Repository}'; expected {RepositoryName.Expected}");
#pragma warning disable CA2000 // The host disposes of its client.
        return OpenClient(repository) is { } client
#pragma warning restore CA2000
            ? new GitHubReleaseHost(client, repository, time)
            : throw new RegistryException(RegistryRules.HostUnusable, $"the files of this registry are on GitHub ({repository}), and {NoToken}; set one that may write the contents of {repository}");
    }

    /// <summary>What follows the server in an address of either kind, <c>https://server/owner/name</c> or <c>git@server:owner/name</c>.</summary>
    private static string? PathAt(string address, string server)
    {
        var host = new Uri(server).Host;
        foreach (var prefix in new[] { server.TrimEnd('/') + "/", $"git@{host}:", $"ssh://git@{host}/", $"ssh://{host}/" })
            if (address.StartsWith(prefix, StringComparison.OrdinalIgnoreCase))
                return address[prefix.Length..].TrimEnd('/');
        return null;
    }

    private GitHubOptions Options() => new() { BaseAddress = Api(), Time = time };

    private Uri Api()
    {
        var text = Text("GITHUB_API_URL")
            ?? (Text("GITHUB_SERVER_URL") is { } server && !server.TrimEnd('/').Equals(PublicServer, StringComparison.OrdinalIgnoreCase) ? $"{server.TrimEnd('/')}/api/v3/" : "https://api.github.com/");
        return Uri.TryCreate(text, UriKind.Absolute, out var address) ? address : throw new RegistryException(RegistryRules.GitHubFailed, $"GITHUB_API_URL is '{text}', which is no address");
    }

    private string? Text(string name) => variable(name) is { Length: > 0 } text ? text : null;
}
