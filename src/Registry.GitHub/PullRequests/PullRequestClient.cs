using Registry.GitHub.Errors;
using Registry.GitHub.Repositories;
using Registry.GitHub.Transport;

namespace Registry.GitHub.PullRequests;

/// <summary>Pull requests.</summary>
public sealed class PullRequestClient
{
    private readonly GitHubApi _api;

    internal PullRequestClient(GitHubApi api) => _api = api;

    /// <summary>Creates a pull request. <c>POST /repos/{owner}/{repo}/pulls</c></summary>
    /// <exception cref="GitHubException">
    /// <see cref="GitHubException.IsAlreadyExists"/> when one is open for this head and base; <see cref="GitHubErrorKind.Validation"/> also when
    /// the head has no commits of its own; <see cref="GitHubErrorKind.OutcomeUnknown"/> asks for <see cref="FindOpenAsync"/> before another try.
    /// </exception>
    public Task<PullRequest> CreateAsync(RepositoryName repository, NewPullRequest pullRequest, CancellationToken cancellationToken) => _api.SendAsync(
        HttpMethod.Post, $"repos/{repository}/pulls", pullRequest, GitHubJson.Default.NewPullRequest, GitHubJson.Default.PullRequest, repeatable: false, cancellationToken);

    /// <summary>Finds the open pull request from one branch of the repository to another. <c>GET /repos/{owner}/{repo}/pulls?head=…&amp;base=…</c></summary>
    /// <returns><see langword="null"/> when there is none; GitHub allows one at most.</returns>
    /// <exception cref="GitHubException">GitHub does not answer.</exception>
    public async Task<PullRequest?> FindOpenAsync(RepositoryName repository, string head, string target, CancellationToken cancellationToken)
    {
        var found = _api.ListAsync(
            $"repos/{repository}/pulls?state=open&head={$"{repository.Owner}:{head}"}&base={target}&per_page=100", GitHubJson.Default.PullRequestArray, cancellationToken);
        // GitHub leaves a filter that it does not understand out.
        return await found.FirstOrDefaultAsync(pull => pull.Head.Ref == head && pull.Base.Ref == target, cancellationToken);
    }

    /// <summary>Finds a pull request by its number. <c>GET /repos/{owner}/{repo}/pulls/{number}</c></summary>
    /// <returns><see langword="null"/> when there is none.</returns>
    /// <exception cref="GitHubException">GitHub does not answer.</exception>
    public Task<PullRequest?> FindAsync(RepositoryName repository, int number, CancellationToken cancellationToken) =>
        _api.FindAsync($"repos/{repository}/pulls/{number}", GitHubJson.Default.PullRequest, cancellationToken);

    /// <summary>The pull requests that brought a commit to the default branch, or that have it. <c>GET /repos/{owner}/{repo}/commits/{sha}/pulls</c></summary>
    /// <exception cref="GitHubException"><see cref="GitHubErrorKind.Validation"/> when the repository has no such commit.</exception>
    public IAsyncEnumerable<PullRequest> ListForCommitAsync(RepositoryName repository, string sha, CancellationToken cancellationToken) =>
        _api.ListAsync($"repos/{repository}/commits/{sha}/pulls?per_page=100", GitHubJson.Default.PullRequestArray, cancellationToken);

    /// <summary>The reviews of a pull request, oldest first. <c>GET /repos/{owner}/{repo}/pulls/{number}/reviews</c></summary>
    /// <exception cref="GitHubException">There is no such pull request, or GitHub does not answer.</exception>
    public IAsyncEnumerable<Review> ListReviewsAsync(RepositoryName repository, int number, CancellationToken cancellationToken) =>
        _api.ListAsync($"repos/{repository}/pulls/{number}/reviews?per_page=100", GitHubJson.Default.ReviewArray, cancellationToken);

    /// <summary>Changes title or description. <c>PATCH /repos/{owner}/{repo}/pulls/{number}</c></summary>
    /// <exception cref="GitHubException">The pull request does not exist, or GitHub refuses.</exception>
    public Task<PullRequest> EditAsync(RepositoryName repository, int number, PullRequestEdit edit, CancellationToken cancellationToken) => _api.SendAsync(
        HttpMethod.Patch, $"repos/{repository}/pulls/{number}", edit, GitHubJson.Default.PullRequestEdit, GitHubJson.Default.PullRequest, repeatable: true, cancellationToken);

    /// <summary>Merges a pull request, provided that its head is still the given commit. <c>PUT /repos/{owner}/{repo}/pulls/{number}/merge</c></summary>
    /// <param name="repository">The repository.</param>
    /// <param name="number">The pull request's number.</param>
    /// <param name="head">The commit that was looked at, in full.</param>
    /// <param name="method">How the commits come to the base.</param>
    /// <param name="title">The first line of the commit; GitHub's own when <see langword="null"/>.</param>
    /// <param name="message">The rest of the commit's message; GitHub's own when <see langword="null"/>.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="GitHubException"><see cref="GitHubErrorKind.OutcomeUnknown"/> asks for <see cref="FindAsync"/>; other kinds when GitHub refuses.</exception>
    public async Task<MergeResult> MergeAsync(
        RepositoryName repository, int number, string head, MergeMethod method, string? title, string? message, CancellationToken cancellationToken)
    {
        try
        {
            var merged = await _api.SendAsync(
                HttpMethod.Put, $"repos/{repository}/pulls/{number}/merge", new MergeRequest(head, method, title, message),
                GitHubJson.Default.MergeRequest, GitHubJson.Default.MergeAnswer, repeatable: false, cancellationToken);
            return new Merged(merged.Sha);
        }
        catch (GitHubException error) when (error.Status == 405)
        {
            return new NotMergeable(error.Message);
        }
        catch (GitHubException error) when (error.Status == 409)
        {
            return new HeadMoved(error.Message);
        }
    }
}
