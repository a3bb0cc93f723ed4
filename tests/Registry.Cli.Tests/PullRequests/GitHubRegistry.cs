using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using Registry.Cli.Tests.Support;
using Registry.FakeGitHub;
using Registry.FakeGitHub.Access;
using Registry.FakeGitHub.Repositories;

namespace Registry.Cli.Tests.PullRequests;

/// <summary>A registry whose remote is on a GitHub for tests.</summary>
internal sealed class GitHubRegistry : IAsyncDisposable
{
    private const string Name = "acme/registry";

    private GitHubRegistry(TestRegistry registry, FakeGitHubServer gitHub, FakeRepository repository)
    {
        (Registry, GitHub, Repository) = (registry, gitHub, repository);
        var token = gitHub.CreateToken("contents: write", "pull_requests: write", "issues: write", "statuses: write");
        Url = $"{gitHub.Url.Replace("://", $"://x-access-token:{token}@", StringComparison.Ordinal)}/{Name}.git";
        foreach (var (variable, value) in new[] { ("GITHUB_TOKEN", token), ("GITHUB_SERVER_URL", gitHub.Url), ("GITHUB_API_URL", gitHub.Url) }) registry.Variables[variable] = value;
    }

    public TestRegistry Registry { get; }

    public FakeGitHubServer GitHub { get; }

    public FakeRepository Repository { get; }

    /// <summary>The address that commands use, with a token.</summary>
    public string Url { get; }

    public static async Task<GitHubRegistry> CreateAsync(string settings = Settings.Open)
    {
#pragma warning disable CA2000 // Disposed of together with this.
        var registry = await TestRegistry.CreateAsync(settings);
#pragma warning restore CA2000
        var gitHub = await FakeGitHubServer.StartAsync(registry.Sandbox);
        return new GitHubRegistry(registry, gitHub, gitHub.AddRepository(Name, registry.Path));
    }

    /// <summary>Runs a command on the remote registry.</summary>
    public Task<CommandRun> RunAsync(params string[] arguments) => Registry.RunAtAsync(Url, arguments);

    /// <summary>Runs a command on the repository itself, as a workflow does on what it fetched.</summary>
    public Task<CommandRun> RunHereAsync(params string[] arguments)
    {
        Registry.Variables["GITHUB_REPOSITORY"] = Name;
        return Registry.RunAsync(arguments);
    }

    /// <summary>The open pull requests, as the API tells them.</summary>
    public Task<IReadOnlyList<JsonElement>> PullRequestsAsync() => ListAsync("pulls?state=open");

    /// <summary>The texts of the comments of a pull request.</summary>
    public async Task<IReadOnlyList<string>> CommentsAsync(int number) => [.. (await ListAsync($"issues/{number}/comments")).Select(comment => comment.GetProperty("body").GetString()!)];

    /// <summary>The newest statuses of a commit, as <c>context: state</c>.</summary>
    public async Task<IReadOnlyList<string>> StatusesAsync(string commit) =>
        [.. (await SendAsync(HttpMethod.Get, $"commits/{commit}/status", Registry.Variables["GITHUB_TOKEN"])).GetProperty("statuses").EnumerateArray()
            .Select(status => $"{status.GetProperty("context").GetString()}: {status.GetProperty("state").GetString()}")];

    /// <summary>Commits files on a branch, and opens a pull request for it in somebody's name.</summary>
    public async Task<int> OpenAsync(string login, string branch, HandCommit commit)
    {
        Registry.Commit(commit, branch);
        var token = GitHub.CreateToken(TokenKind.Personal, login, "contents: write", "pull_requests: write");
        var pull = await SendAsync(HttpMethod.Post, "pulls", token, new JsonObject { ["title"] = branch, ["head"] = branch, ["base"] = "main" });
        return pull.GetProperty("number").GetInt32();
    }

    private async Task<IReadOnlyList<JsonElement>> ListAsync(string path) => [.. (await SendAsync(HttpMethod.Get, path, Registry.Variables["GITHUB_TOKEN"])).EnumerateArray()];

    private async Task<JsonElement> SendAsync(HttpMethod method, string path, string token, JsonObject? content = null)
    {
        using var client = new HttpClient();
        using var request = new HttpRequestMessage(method, $"{GitHub.Url}/repos/{Name}/{path}") { Content = content is null ? null : JsonContent.Create(content) };
        request.Headers.Add("User-Agent", "tests");
        request.Headers.Add("Authorization", $"Bearer {token}");
        using var answer = await client.SendAsync(request, TestRegistry.Token);
        using var document = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(TestRegistry.Token));
        Assert.True(answer.IsSuccessStatusCode, document.RootElement.ToString());
        return document.RootElement.Clone();
    }

    public async ValueTask DisposeAsync()
    {
        await GitHub.DisposeAsync();
        Registry.Dispose();
    }
}
