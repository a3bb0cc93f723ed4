using Registry.Cli.Hosting;
using Registry.Core.Rules;
using Registry.Git.Processes;
using Registry.GitHub;
using Registry.GitHub.Credentials;
using Registry.GitHub.Errors;
using Registry.GitHub.Repositories;

namespace Registry.Cli.PullRequests;

/// <summary>The GitHub that a registry is on: found by the registry's address, with the variables that workflows and GitHub's own command use.</summary>
internal sealed class GitHubConnection : IDisposable
{
    private const string PublicServer = "https://github.com";

    private GitHubConnection(RepositoryName repository, GitHubOptions options, string token)
    {
        Repository = repository;
        Client = new GitHubClient(options, new TokenCredentials(new AccessToken(token)));
    }

    /// <summary>GitHub.</summary>
    public GitHubClient Client { get; }

    /// <summary>The registry's repository there.</summary>
    public RepositoryName Repository { get; }

    /// <summary>Connects to the GitHub of a registry.</summary>
    /// <returns><see langword="null"/> when the registry is on none, or there is no token; <paramref name="why"/> says which.</returns>
    public static GitHubConnection? Open(CommandContext context, string location, out string why)
    {
        why = "";
        if (FindRepository(context, location) is not { } repository) why = "the registry's address is none of a repository on GitHub";
        else if (Token(context) is not { } token) why = "there is no token in GITHUB_TOKEN or GH_TOKEN";
        else return new GitHubConnection(repository, new GitHubOptions { BaseAddress = Api(context), Time = context.Time }, token);
        return null;
    }

    /// <summary>Connects to the GitHub of a registry, which the command cannot do without.</summary>
    /// <exception cref="RegistryException">The registry is on none, or there is no token.</exception>
    public static GitHubConnection Require(CommandContext context, string location) =>
        Open(context, location, out var why) ?? throw new RegistryException(RegistryRules.GitHubFailed, why);

    /// <summary>Asks GitHub, and says in the registry's words what it does not do.</summary>
    /// <exception cref="RegistryException">GitHub refuses, or does not answer.</exception>
    public static async Task<T> AskAsync<T>(Func<Task<T>> ask)
    {
        try
        {
            return await ask();
        }
        catch (GitHubException error)
        {
            throw new RegistryException(RegistryRules.GitHubFailed, error.Message, error);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => Client.Dispose();

    private static string? Token(CommandContext context) => Text(context, "GITHUB_TOKEN") ?? Text(context, "GH_TOKEN");

    private static RepositoryName? FindRepository(CommandContext context, string location)
    {
        // A work tree that a workflow checked out is no address, but the workflow says whose it is.
        if (!GitUrl.IsUrl(location)) return RepositoryName.TryParse(Text(context, "GITHUB_REPOSITORY"), out var named) ? named : null;
        var path = PathAt(GitUrl.Redact(location), Text(context, "GITHUB_SERVER_URL") ?? PublicServer) ?? PathAt(GitUrl.Redact(location), PublicServer);
        if (path?.EndsWith(".git", StringComparison.Ordinal) == true) path = path[..^4];
        return RepositoryName.TryParse(path, out var repository) ? repository : null;
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

    private static Uri Api(CommandContext context)
    {
        var text = Text(context, "GITHUB_API_URL")
            ?? (Text(context, "GITHUB_SERVER_URL") is { } server && !server.TrimEnd('/').Equals(PublicServer, StringComparison.OrdinalIgnoreCase) ? $"{server.TrimEnd('/')}/api/v3/" : "https://api.github.com/");
        return Uri.TryCreate(text, UriKind.Absolute, out var address) ? address : throw new RegistryException(RegistryRules.GitHubFailed, $"GITHUB_API_URL is '{text}', which is no address");
    }

    private static string? Text(CommandContext context, string variable) => context.Environment(variable) is { Length: > 0 } text ? text : null;
}
