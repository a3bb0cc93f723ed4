using Registry.GitHub.Errors;
using Registry.GitHub.Repositories;
using Registry.GitHub.Transport;

namespace Registry.GitHub.Statuses;

/// <summary>Commit statuses.</summary>
public sealed class CommitStatusClient
{
    private readonly GitHubApi _api;

    internal CommitStatusClient(GitHubApi api) => _api = api;

    /// <summary>The newest status of each context. <c>GET /repos/{owner}/{repo}/commits/{sha}/status</c></summary>
    /// <exception cref="GitHubException">There is no such commit, or GitHub does not answer.</exception>
    public IAsyncEnumerable<CommitStatus> ListNewestAsync(RepositoryName repository, string sha, CancellationToken cancellationToken) => _api.ListAsync(
        $"repos/{repository}/commits/{sha}/status?per_page=100", GitHubJson.Default.CombinedStatus, page => page.Statuses, cancellationToken);

    /// <summary>The newest status of a context, or <see langword="null"/> when there is none.</summary>
    /// <exception cref="GitHubException">There is no such commit, or GitHub does not answer.</exception>
    public async Task<CommitStatus?> FindNewestAsync(RepositoryName repository, string sha, string context, CancellationToken cancellationToken) =>
        await ListNewestAsync(repository, sha, cancellationToken).FirstOrDefaultAsync(status => status.Context == context, cancellationToken);

    /// <summary>Creates a status, of which GitHub takes 1000 for a commit and context. <c>POST /repos/{owner}/{repo}/statuses/{sha}</c></summary>
    /// <exception cref="GitHubException">GitHub refuses.</exception>
    public Task<CommitStatus> CreateAsync(RepositoryName repository, string sha, CommitStatus status, CancellationToken cancellationToken) => _api.SendAsync(
        HttpMethod.Post, $"repos/{repository}/statuses/{sha}", status, GitHubJson.Default.CommitStatus, GitHubJson.Default.CommitStatus, repeatable: false, cancellationToken);

    /// <summary>Creates a status unless the newest one of its context says the same.</summary>
    /// <returns>Whether one was created.</returns>
    /// <exception cref="GitHubException">GitHub refuses. Calling again is safe.</exception>
    public async Task<bool> SetAsync(RepositoryName repository, string sha, CommitStatus status, CancellationToken cancellationToken)
    {
        var newest = await FindNewestAsync(repository, sha, status.Context, cancellationToken);
        if (newest is not null && newest with { CreatedAt = null } == status) return false;
        await CreateAsync(repository, sha, status, cancellationToken);
        return true;
    }
}
