using Registry.Cli.Hosting;
using Registry.Core.Rules;
using Registry.Git.Processes;
using Registry.GitHub;
using Registry.GitHub.Errors;
using Registry.GitHub.Repositories;

namespace Registry.Cli.PullRequests;

/// <summary>The GitHub that a registry is on.</summary>
internal sealed class GitHubConnection : IDisposable
{
    private GitHubConnection(RepositoryName repository, GitHubClient client) => (Repository, Client) = (repository, client);

    /// <summary>GitHub.</summary>
    public GitHubClient Client { get; }

    /// <summary>The registry's repository there.</summary>
    public RepositoryName Repository { get; }

    /// <summary>Connects to the GitHub of a registry.</summary>
    /// <returns><see langword="null"/> when the registry is on none, or there is no token; <paramref name="why"/> says which.</returns>
    public static GitHubConnection? Open(CommandContext context, string location, out string why)
    {
        why = "";
        if (context.GitHub.FindRepository(GitUrl.IsUrl(location) ? GitUrl.Redact(location) : null) is not { } repository) why = "the registry's address is none of a repository on GitHub";
#pragma warning disable CA2000 // Disposed of together with the connection.
        else if (context.GitHub.OpenClient(repository) is not { } client) why = GitHubEnvironment.NoToken;
#pragma warning restore CA2000
        else return new GitHubConnection(repository, client);
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
}
