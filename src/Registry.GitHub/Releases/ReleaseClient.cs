using Registry.GitHub.Errors;
using Registry.GitHub.Repositories;
using Registry.GitHub.Transport;

namespace Registry.GitHub.Releases;

/// <summary>Releases.</summary>
public sealed class ReleaseClient
{
    private readonly GitHubApi _api;

    internal ReleaseClient(GitHubApi api) => _api = api;

    /// <summary>All releases, with drafts when the credentials may write. <c>GET /repos/{owner}/{repo}/releases</c></summary>
    /// <remarks>GitHub's list may lag behind by a minute: a new draft may be missing, and a published release may look like a draft.</remarks>
    /// <exception cref="GitHubException">There is no such repository, or GitHub does not answer.</exception>
    public IAsyncEnumerable<Release> ListAsync(RepositoryName repository, CancellationToken cancellationToken) =>
        _api.ListAsync($"repos/{repository}/releases?per_page=100", GitHubJson.Default.ReleaseArray, cancellationToken);

    /// <summary>The releases of <see cref="ListAsync"/> by pages of up to 100, each of which is asked for when it is read.</summary>
    /// <exception cref="GitHubException">There is no such repository, or GitHub does not answer.</exception>
    public IAsyncEnumerable<IReadOnlyList<Release>> PagesAsync(RepositoryName repository, CancellationToken cancellationToken) =>
        _api.PagesAsync($"repos/{repository}/releases?per_page=100", GitHubJson.Default.ReleaseArray, cancellationToken);

    /// <summary>Finds a release by its number. <c>GET /repos/{owner}/{repo}/releases/{id}</c></summary>
    /// <returns><see langword="null"/> when there is none.</returns>
    /// <exception cref="GitHubException">GitHub does not answer.</exception>
    public Task<Release?> FindAsync(RepositoryName repository, long id, CancellationToken cancellationToken) =>
        _api.FindAsync($"repos/{repository}/releases/{id}", GitHubJson.Default.Release, cancellationToken);

    /// <summary>Finds a published release by its tag. <c>GET /repos/{owner}/{repo}/releases/tags/{tag}</c></summary>
    /// <returns><see langword="null"/> when there is none. Drafts are never found by their tag.</returns>
    /// <exception cref="GitHubException">GitHub does not answer.</exception>
    public Task<Release?> FindByTagAsync(RepositoryName repository, string tag, CancellationToken cancellationToken) =>
        _api.FindAsync($"repos/{repository}/releases/tags/{tag}", GitHubJson.Default.Release, cancellationToken);

    /// <summary>Finds the repository's latest release. <c>GET /repos/{owner}/{repo}/releases/latest</c></summary>
    /// <returns><see langword="null"/> when none is published.</returns>
    /// <exception cref="GitHubException">GitHub does not answer.</exception>
    public Task<Release?> FindLatestAsync(RepositoryName repository, CancellationToken cancellationToken) =>
        _api.FindAsync($"repos/{repository}/releases/latest", GitHubJson.Default.Release, cancellationToken);

    /// <summary>Creates a release. <c>POST /repos/{owner}/{repo}/releases</c></summary>
    /// <exception cref="GitHubException">
    /// <see cref="GitHubException.IsAlreadyExists"/> when a published release has the tag; GitHub takes several drafts of one tag. After
    /// <see cref="GitHubErrorKind.OutcomeUnknown"/>, look at the list for up to a minute before another try.
    /// </exception>
    public Task<Release> CreateAsync(RepositoryName repository, NewRelease release, CancellationToken cancellationToken) => _api.SendAsync(
        HttpMethod.Post, $"repos/{repository}/releases", release, GitHubJson.Default.NewRelease, GitHubJson.Default.Release, repeatable: false, cancellationToken);

    /// <summary>Changes a release, but not whether it is published. <c>PATCH /repos/{owner}/{repo}/releases/{id}</c></summary>
    /// <exception cref="GitHubException">There is no such release, or it is immutable.</exception>
    public Task<Release> EditAsync(RepositoryName repository, long id, ReleaseEdit edit, CancellationToken cancellationToken) => _api.SendAsync(
        HttpMethod.Patch, $"repos/{repository}/releases/{id}", edit, GitHubJson.Default.ReleaseEdit, GitHubJson.Default.Release, repeatable: true, cancellationToken);

    /// <summary>Publishes a draft, and changes it in the same request. <c>PATCH /repos/{owner}/{repo}/releases/{id}</c></summary>
    /// <exception cref="GitHubException">
    /// <see cref="GitHubException.IsTagBurnt"/> when an immutable release had the tag. After <see cref="GitHubErrorKind.OutcomeUnknown"/>, the
    /// release says by <see cref="FindAsync"/> whether it is published.
    /// </exception>
    public Task<Release> PublishAsync(RepositoryName repository, long id, ReleaseEdit edit, CancellationToken cancellationToken) => _api.SendAsync(
        HttpMethod.Patch, $"repos/{repository}/releases/{id}", PublishingEdit.Of(edit), GitHubJson.Default.PublishingEdit, GitHubJson.Default.Release, repeatable: false, cancellationToken);

    /// <summary>Deletes a release with its assets; a tag stays. <c>DELETE /repos/{owner}/{repo}/releases/{id}</c></summary>
    /// <returns>False when it was not there.</returns>
    /// <exception cref="GitHubException">GitHub refuses.</exception>
    public Task<bool> DeleteAsync(RepositoryName repository, long id, CancellationToken cancellationToken) =>
        _api.DeleteAsync($"repos/{repository}/releases/{id}", cancellationToken);
}
