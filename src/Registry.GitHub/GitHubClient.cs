using Registry.GitHub.CheckRuns;
using Registry.GitHub.Comments;
using Registry.GitHub.Credentials;
using Registry.GitHub.Organizations;
using Registry.GitHub.PullRequests;
using Registry.GitHub.Releases;
using Registry.GitHub.Repositories;
using Registry.GitHub.Statuses;
using Registry.GitHub.Transport;

namespace Registry.GitHub;

/// <summary>A client of GitHub's REST API: what a registry needs of it. Thread-safe.</summary>
/// <remarks>
/// All failures are <see cref="Errors.GitHubException"/>. What is expected to be missing is <see langword="null"/> or false. Rate limits are kept
/// per client, so that one client should serve all requests of a token.
/// </remarks>
public sealed class GitHubClient : IDisposable
{
    private readonly RequestSender _sender;

    /// <summary>Creates a client. Nothing is sent.</summary>
    /// <param name="options">Where GitHub is.</param>
    /// <param name="credentials">Where requests get their token from; stays the caller's.</param>
    public GitHubClient(GitHubOptions options, IGitHubCredentials credentials)
    {
        Options = options;
        _sender = new RequestSender(options, credentials);
        Api = new GitHubApi(options.BaseAddress, _sender);
        Repositories = new RepositoryClient(Api);
        PullRequests = new PullRequestClient(Api);
        Comments = new IssueCommentClient(Api);
        Statuses = new CommitStatusClient(Api);
        CheckRuns = new CheckRunClient(Api);
        Releases = new ReleaseClient(Api);
        Assets = new AssetClient(Api);
        Teams = new TeamClient(Api);
    }

    /// <summary>Where GitHub is.</summary>
    public GitHubOptions Options { get; }

    /// <summary>Repositories, their references and their content.</summary>
    public RepositoryClient Repositories { get; }

    /// <summary>Pull requests.</summary>
    public PullRequestClient PullRequests { get; }

    /// <summary>Comments below issues and pull requests.</summary>
    public IssueCommentClient Comments { get; }

    /// <summary>Commit statuses.</summary>
    public CommitStatusClient Statuses { get; }

    /// <summary>Check runs.</summary>
    public CheckRunClient CheckRuns { get; }

    /// <summary>Releases.</summary>
    public ReleaseClient Releases { get; }

    /// <summary>The files of releases.</summary>
    public AssetClient Assets { get; }

    /// <summary>Teams of organisations.</summary>
    public TeamClient Teams { get; }

    internal GitHubApi Api { get; }

    /// <summary>What is disposed of together with the client.</summary>
    internal IReadOnlyList<IDisposable> Owned { get; init; } = [];

    /// <inheritdoc/>
    public void Dispose()
    {
        _sender.Dispose();
        foreach (var owned in Owned) owned.Dispose();
    }
}
