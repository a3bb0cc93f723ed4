using Registry.GitHub.Errors;
using Registry.GitHub.Transport;

namespace Registry.GitHub.Repositories;

/// <summary>Repositories, their references and their content.</summary>
public sealed class RepositoryClient
{
    private readonly GitHubApi _api;

    internal RepositoryClient(GitHubApi api) => _api = api;

    /// <summary>Finds a repository, also by a name that it had before. <c>GET /repos/{owner}/{repo}</c></summary>
    /// <returns><see langword="null"/> when there is none that the credentials may see.</returns>
    /// <exception cref="GitHubException">GitHub does not answer.</exception>
    public Task<Repository?> FindAsync(RepositoryName repository, CancellationToken cancellationToken) =>
        _api.FindAsync($"repos/{repository}", GitHubJson.Default.Repository, cancellationToken);

    /// <summary>Finds a branch or tag. <c>GET /repos/{owner}/{repo}/git/ref/{ref}</c></summary>
    /// <param name="repository">The repository.</param>
    /// <param name="reference">The name without <c>refs/</c>, such as <c>heads/main</c> or <c>tags/v1</c>.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns><see langword="null"/> when there is none.</returns>
    /// <exception cref="GitHubException">GitHub does not answer.</exception>
    public Task<GitReference?> FindReferenceAsync(RepositoryName repository, string reference, CancellationToken cancellationToken) =>
        _api.FindAsync($"repos/{repository}/git/ref/{reference}", GitHubJson.Default.GitReference, cancellationToken);

    /// <summary>Compares two commits, branches or tags. <c>GET /repos/{owner}/{repo}/compare/{base}...{head}</c></summary>
    /// <returns><see langword="null"/> when one of them does not exist.</returns>
    /// <exception cref="GitHubException">GitHub does not answer.</exception>
    public Task<Comparison?> CompareAsync(RepositoryName repository, string from, string to, CancellationToken cancellationToken) =>
        // The commits themselves are not wanted.
        _api.FindAsync($"repos/{repository}/compare/{from}...{to}?per_page=1", GitHubJson.Default.Comparison, cancellationToken);

    /// <summary>The bytes of a file. <c>GET /repos/{owner}/{repo}/contents/{path}?ref=…</c></summary>
    /// <param name="repository">The repository.</param>
    /// <param name="path">The path, with <c>/</c>.</param>
    /// <param name="reference">A commit, branch or tag.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns><see langword="null"/> when the path does not exist there.</returns>
    /// <exception cref="GitHubException">GitHub does not answer, or the file is larger than the 100 MB that it gives this way.</exception>
    public async Task<byte[]?> FindContentAsync(RepositoryName repository, string path, string reference, CancellationToken cancellationToken)
    {
        try
        {
            var request = new ApiRequest(HttpMethod.Get, _api.At($"repos/{repository}/contents/{path}?ref={reference}")) { Accept = ApiRequest.Raw };
            return (await _api.Sender.SendAsync(request, cancellationToken)).Body;
        }
        catch (GitHubException error) when (error.Kind == GitHubErrorKind.NotFound)
        {
            return null;
        }
    }
}
