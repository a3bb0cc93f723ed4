using Registry.GitHub.Errors;
using Registry.GitHub.Repositories;
using Registry.GitHub.Transport;

namespace Registry.GitHub.Comments;

/// <summary>Comments below issues and pull requests.</summary>
public sealed class IssueCommentClient
{
    private readonly GitHubApi _api;

    internal IssueCommentClient(GitHubApi api) => _api = api;

    /// <summary>The comments of an issue or pull request, oldest first. <c>GET /repos/{owner}/{repo}/issues/{number}/comments</c></summary>
    /// <exception cref="GitHubException">There is no such issue, or GitHub does not answer.</exception>
    public IAsyncEnumerable<IssueComment> ListAsync(RepositoryName repository, int number, CancellationToken cancellationToken) =>
        _api.ListAsync($"repos/{repository}/issues/{number}/comments?per_page=100", GitHubJson.Default.IssueCommentArray, cancellationToken);

    /// <summary>Writes a comment. <c>POST /repos/{owner}/{repo}/issues/{number}/comments</c></summary>
    /// <exception cref="GitHubException">GitHub refuses; <see cref="GitHubErrorKind.OutcomeUnknown"/> asks for a look at the list.</exception>
    public Task<IssueComment> CreateAsync(RepositoryName repository, int number, string body, CancellationToken cancellationToken) => _api.SendAsync(
        HttpMethod.Post, $"repos/{repository}/issues/{number}/comments", new CommentText(body), GitHubJson.Default.CommentText, GitHubJson.Default.IssueComment, repeatable: false, cancellationToken);

    /// <summary>Replaces a comment's text. <c>PATCH /repos/{owner}/{repo}/issues/comments/{id}</c></summary>
    /// <exception cref="GitHubException">There is no such comment, or it is another's.</exception>
    public Task<IssueComment> UpdateAsync(RepositoryName repository, long id, string body, CancellationToken cancellationToken) => _api.SendAsync(
        HttpMethod.Patch, $"repos/{repository}/issues/comments/{id}", new CommentText(body), GitHubJson.Default.CommentText, GitHubJson.Default.IssueComment, repeatable: true, cancellationToken);

    /// <summary>Sees to it that one comment with a marker says something: the first that has the marker is updated, unless it says so already.</summary>
    /// <param name="repository">The repository.</param>
    /// <param name="number">The issue or pull request.</param>
    /// <param name="marker">A text that nobody writes by chance, such as an HTML comment; <paramref name="body"/> contains it.</param>
    /// <param name="body">The text.</param>
    /// <param name="author">Whose comment it is, since anybody can copy a marker; anybody's when <see langword="null"/>.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="ArgumentException">The text lacks the marker, by which it would not be found again.</exception>
    /// <exception cref="GitHubException">GitHub refuses. Calling again is safe.</exception>
    public async Task<IssueComment> SetAsync(RepositoryName repository, int number, string marker, string body, string? author, CancellationToken cancellationToken)
    {
        if (!body.Contains(marker, StringComparison.Ordinal)) throw new ArgumentException($"The comment lacks its marker '{marker}'.", nameof(body));
        var found = await ListAsync(repository, number, cancellationToken).FirstOrDefaultAsync(
            comment => comment.Body?.Contains(marker, StringComparison.Ordinal) == true && (author is null || author.Equals(comment.User?.Login, StringComparison.OrdinalIgnoreCase)),
            cancellationToken);
        if (found is null) return await CreateAsync(repository, number, body, cancellationToken);
        // GitHub keeps lines with CR LF when somebody edits the comment on its page.
        return found.Body!.ReplaceLineEndings("\n") == body.ReplaceLineEndings("\n") ? found : await UpdateAsync(repository, found.Id, body, cancellationToken);
    }
}
