using System.Diagnostics.CodeAnalysis;
using Registry.FakeGitHub;
using Registry.FakeGitHub.Access;
using Registry.FakeGitHub.Faults;
using Registry.FakeGitHub.Repositories;
using Registry.GitHub.Credentials;
using Registry.GitHub.Errors;
using Registry.GitHub.Repositories;
using Registry.Testing;

namespace Registry.GitHub.Tests.Support;

/// <summary>A client of a whole GitHub with the repository <c>acme/registry</c>, both on a clock that ends every wait at once.</summary>
public abstract class FakeGitHubTest : IAsyncLifetime
{
    private readonly List<GitHubClient> _clients = [];

    protected GitSandbox Sandbox { get; } = new();

    protected ManualTimeProvider Clock { get; } = ManualTimeProvider.AtNoon(advancesItself: true);

    protected FakeGitHubServer Fake { get; private set; } = null!;

    /// <summary>The repository as its host sees it.</summary>
    protected FakeRepository Hosted { get; private set; } = null!;

    protected string Bare { get; private set; } = "";

    protected RepositoryName Repository { get; } = RepositoryName.Parse("acme/registry");

    /// <summary>A client with the token of an installation that may do everything.</summary>
    protected GitHubClient Client { get; private set; } = null!;

    protected GitHubOptions Options => new() { BaseAddress = new Uri(Fake.Url), Time = Clock, StallLimit = Timeout.InfiniteTimeSpan };

    protected static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public virtual async ValueTask InitializeAsync()
    {
        Bare = await Sandbox.InitAsync();
        Commit("main", "README.md", "hello");
        Fake = await FakeGitHubServer.StartAsync(Sandbox, Clock);
        Hosted = Fake.AddRepository("acme/registry", Bare);
        Client = ClientOf(Fake.CreateToken("contents: write", "pull_requests: write", "statuses: write", "members: read", "workflows: write"));
    }

    [SuppressMessage("Usage", "CA1816:Dispose methods should call SuppressFinalize", Justification = "No test has a finalizer.")]
    public virtual async ValueTask DisposeAsync()
    {
        foreach (var client in _clients) client.Dispose();
        try
        {
            await Fake.DisposeAsync();
        }
        finally
        {
            Sandbox.Dispose();
        }
    }

    protected GitHubClient ClientOf(string token) => ClientOf(new TokenCredentials(new AccessToken(token)));

    protected GitHubClient ClientOf(IGitHubCredentials credentials, GitHubOptions? options = null)
    {
        var client = new GitHubClient(options ?? Options, credentials);
        _clients.Add(client);
        return client;
    }

    /// <summary>A client of a person.</summary>
    protected GitHubClient ClientOf(string login, params string[] permissions) => ClientOf(Fake.CreateToken(TokenKind.Personal, login, permissions));

    /// <summary>Commits a file to a branch, which begins at <c>main</c>, and returns the commit.</summary>
    protected string Commit(string branch, string path, string content)
    {
        var from = new[] { branch, "main" }.FirstOrDefault(name => Sandbox.Run(Bare, "branch", "--list", name).Length > 0);
        Sandbox.RunWithInput(Bare,
            $"""
            commit refs/heads/{branch}
            committer Tess Ter <tess@example.com> {Clock.Now.ToUnixTimeSeconds()} +0000
            data {path.Length}
            {path}
            {(from is null ? "" : $"from refs/heads/{from}^0\n")}M 100644 inline {path}
            data {content.Length}
            {content}

            """.ReplaceLineEndings("\n"), "fast-import", "--quiet");
        return Sandbox.Run(Bare, "rev-parse", branch);
    }

    /// <summary>How often an operation was asked for, whatever the answer.</summary>
    protected int Count(string operation) => Fake.Requests.Count(request => request.Operation == operation);

    protected static async Task<GitHubException> FailureAsync(Func<Task> call) => await Assert.ThrowsAsync<GitHubException>(call);

    /// <summary>The fault of a kind that has nothing to choose.</summary>
    protected static Fault FaultOf(FaultKind kind) => kind switch
    {
        FaultKind.AnswerLost => Fault.AnswerLost,
        FaultKind.RequestLost => Fault.RequestLost,
        FaultKind.TruncatedJson => Fault.TruncatedJson,
        _ => Fault.ServerError(),
    };
}
