using Registry.GitHub.Errors;
using Registry.GitHub.Repositories;
using Registry.GitHub.Transport;

namespace Registry.GitHub.CheckRuns;

/// <summary>Check runs. They need a GitHub App's token.</summary>
public sealed class CheckRunClient
{
    private readonly GitHubApi _api;

    internal CheckRunClient(GitHubApi api) => _api = api;

    /// <summary>Creates a check run. <c>POST /repos/{owner}/{repo}/check-runs</c></summary>
    /// <exception cref="GitHubException">GitHub refuses; <see cref="GitHubErrorKind.OutcomeUnknown"/> asks for <see cref="FindAsync"/>.</exception>
    public Task<CheckRun> CreateAsync(RepositoryName repository, NewCheckRun run, CancellationToken cancellationToken) => _api.SendAsync(
        HttpMethod.Post, $"repos/{repository}/check-runs", run, GitHubJson.Default.NewCheckRun, GitHubJson.Default.CheckRun, repeatable: false, cancellationToken);

    /// <summary>Changes a check run. <c>PATCH /repos/{owner}/{repo}/check-runs/{id}</c></summary>
    /// <exception cref="GitHubException">There is no such check run, or it is another App's.</exception>
    public Task<CheckRun> UpdateAsync(RepositoryName repository, long id, CheckRunChange change, CancellationToken cancellationToken) => _api.SendAsync(
        HttpMethod.Patch, $"repos/{repository}/check-runs/{id}", change, GitHubJson.Default.CheckRunChange, GitHubJson.Default.CheckRun, repeatable: true, cancellationToken);

    /// <summary>Finds a check run by its creator's id. <c>GET /repos/{owner}/{repo}/commits/{sha}/check-runs</c></summary>
    /// <returns><see langword="null"/> when there is none.</returns>
    /// <exception cref="GitHubException">There is no such commit, or GitHub does not answer.</exception>
    public Task<CheckRun?> FindAsync(RepositoryName repository, string sha, string name, string externalId, CancellationToken cancellationToken) => _api
        .ListAsync($"repos/{repository}/commits/{sha}/check-runs?check_name={name}&filter=all&per_page=100", GitHubJson.Default.CheckRunPage, page => page.CheckRuns, cancellationToken)
        .FirstOrDefaultAsync(run => run.ExternalId == externalId, cancellationToken).AsTask();
}
