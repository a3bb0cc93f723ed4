using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Registry.Testing;

namespace Registry.FakeGitHub.Tests;

/// <summary>A server with the repository <c>acme/registry</c>, which has one commit on <c>main</c>, and a client of it.</summary>
public abstract class GitHubFixture : IAsyncLifetime
{
    protected const string Repo = "/repos/acme/registry";

    private readonly SocketsHttpHandler _handler = new() { AllowAutoRedirect = false };
    private HttpClient _client = null!;

    protected GitSandbox Sandbox { get; } = new();

    protected ManualTimeProvider Time { get; } = ManualTimeProvider.AtNoon();

    protected FakeGitHubServer GitHub { get; private set; } = null!;

    protected Repositories.FakeRepository Repository { get; private set; } = null!;

    protected string Bare { get; private set; } = "";

    protected string Work { get; private set; } = "";

    /// <summary>The token that requests bear unless they say otherwise.</summary>
    protected string Token { get; set; } = "";

    public async ValueTask InitializeAsync()
    {
        Bare = await Sandbox.InitAsync();
        Work = await Sandbox.InitAsync("work", bare: false);
        Sandbox.Run(Work, "remote", "add", "origin", Bare);
        Commit("README.md", "hello\n");
        GitHub = await FakeGitHubServer.StartAsync(Sandbox, Time);
        Repository = GitHub.AddRepository("acme/registry", Bare);
        Token = GitHub.CreateToken(
            "contents: write", "pull_requests: write", "statuses: write", "checks: write", "administration: write", "workflows: write");
        _client = new HttpClient(_handler);
    }

    public virtual async ValueTask DisposeAsync()
    {
        _client.Dispose();
        _handler.Dispose();
        try
        {
            await GitHub.DisposeAsync();
        }
        finally
        {
            Sandbox.Dispose();
        }

        GC.SuppressFinalize(this);
    }

    /// <summary>Commits a file and pushes the branch to the bare repository, without the server.</summary>
    protected string Commit(string path, string content, string branch = "main")
    {
        if (Sandbox.Run(Work, "branch", "--list", branch).Length > 0) Sandbox.Run(Work, "checkout", "-q", branch);
        else if (branch != "main") Sandbox.Run(Work, "checkout", "-q", "-b", branch);
        var file = Path.Combine(Work, path);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, content);
        Sandbox.Run(Work, "add", "-A");
        Sandbox.Run(Work, "commit", "-q", "-m", $"Change {path}");
        Sandbox.Run(Work, "push", "-q", "--force", "origin", branch);
        return Sandbox.Run(Work, "rev-parse", "HEAD");
    }

    protected Task<Reply> GetAsync(string path, params (string Name, string Value)[] headers) => SendAsync(HttpMethod.Get, path, null, headers);

    protected Task<Reply> PostAsync(string path, JsonNode? body) => SendAsync(HttpMethod.Post, path, Json(body));

    protected Task<Reply> PatchAsync(string path, JsonNode? body) => SendAsync(HttpMethod.Patch, path, Json(body));

    protected Task<Reply> PutAsync(string path, JsonNode? body = null) => SendAsync(HttpMethod.Put, path, body is null ? null : Json(body));

    protected Task<Reply> DeleteAsync(string path) => SendAsync(HttpMethod.Delete, path, null);

    /// <summary>Uploads an asset to a release, by the template in the answer that made the release.</summary>
    protected Task<Reply> UploadAsync(JsonNode release, string name, string content, bool expectContinue = false)
    {
        var url = (string)release["upload_url"]!;
        var file = new ByteArrayContent(Encoding.UTF8.GetBytes(content));
        file.Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
        return SendAsync(HttpMethod.Post, $"{url[..url.IndexOf('{', StringComparison.Ordinal)]}?name={Uri.EscapeDataString(name)}", file, expectContinue ? [("Expect", "100-continue")] : []);
    }

    protected async Task<JsonNode> CreateReleaseAsync(string tag, bool draft = false, string? body = null)
    {
        var reply = await PostAsync($"{Repo}/releases", new JsonObject { ["tag_name"] = tag, ["draft"] = draft, ["body"] = body ?? "" });
        Assert.Equal(201, reply.Status);
        return reply.Json!;
    }

    protected async Task<Reply> SendAsync(HttpMethod method, string path, HttpContent? content, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, path.StartsWith("http", StringComparison.Ordinal) ? path : GitHub.Url + path) { Content = content };
        if (Token.Length > 0) request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", Token);
        if (!headers.Any(header => header.Name == "User-Agent")) request.Headers.Add("User-Agent", "registry-tests");
        foreach (var (name, value) in headers.Where(header => header.Value.Length > 0)) request.Headers.TryAddWithoutValidation(name, value);
        using var response = await _client.SendAsync(request, TestContext.Current.CancellationToken);
        return await Reply.OfAsync(response);
    }

    protected static StringContent Json(JsonNode? body) => new(body?.ToJsonString() ?? "null", Encoding.UTF8, "application/json");

    protected static string[] Codes(Reply reply) =>
        [.. reply.Json!["errors"]!.AsArray().Select(error => $"{error!["resource"]} {error["field"]} {error["code"]}".Replace("  ", " ", StringComparison.Ordinal))];
}
