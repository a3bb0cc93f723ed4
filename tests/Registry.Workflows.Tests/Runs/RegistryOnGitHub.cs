using System.Text;
using System.Text.Json.Nodes;
using Registry.FakeGitHub;
using Registry.FakeGitHub.Access;
using Registry.GitHub;
using Registry.GitHub.Comments;
using Registry.GitHub.Credentials;
using Registry.GitHub.PullRequests;
using Registry.GitHub.Repositories;
using Registry.Testing;
using Registry.Testing.Programs;

namespace Registry.Workflows.Tests.Runs;

/// <summary>The registry <c>acme/registry</c> on GitHub, with two versions of <c>acme/billing</c>, its workflows, and alice, who works with it.</summary>
internal sealed partial class RegistryOnGitHub : IAsyncDisposable
{
    public const string Entity = "acme/billing";

    private const string Settings = """
        apiVersion: registry/v1
        kind: Registry
        name: acme
        defaultChannel: stable
        channels:
        - name: dev
          advance: newest
        - name: stable
          advance: manual
        - name: guarded
          advance: manual
          who:
          - "@carol"
        releases:
          host: directory
          path: FILES

        """;

    private static readonly RepositoryName s_name = RepositoryName.Parse("acme/registry");

    private RegistryOnGitHub()
    {
        Bare = Sandbox.Combine("registry.git");
        Runner = new Runner(Directory.CreateDirectory(Sandbox.Combine("runner")).FullName);
    }

    public GitSandbox Sandbox { get; } = new();

    public string Bare { get; }

    public Runner Runner { get; }

    public FakeGitHubServer GitHub { get; private set; } = null!;

    public FakeGitHub.Repositories.FakeRepository Repository { get; private set; } = null!;

    /// <summary>GitHub, as alice uses it.</summary>
    public GitHubClient Alice { get; private set; } = null!;

    /// <summary>The ids of the versions, in order.</summary>
    public IReadOnlyList<string> Versions { get; private set; } = [];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static async Task<RegistryOnGitHub> CreateAsync()
    {
        Assert.SkipUnless(Runner.IsSupported, "Jobs run on Linux.");
        var registry = new RegistryOnGitHub();
        await registry.CommandAsync("init", registry.Bare, "--bare", "--name", "acme");
        registry.Commit("main", ("registry.yaml", Settings.Replace("FILES", registry.Sandbox.Combine("files"), StringComparison.Ordinal)));
        registry.Versions = [await registry.EmitAsync("a"), await registry.EmitAsync("b")];
        registry.GitHub = await FakeGitHubServer.StartAsync(registry.Sandbox);
        registry.Repository = registry.GitHub.AddRepository("acme/registry", registry.Bare);
        var token = registry.GitHub.CreateToken(TokenKind.Personal, "alice", "contents: write", "pull_requests: write", "workflows: write");
        registry.Alice = new GitHubClient(new GitHubOptions { BaseAddress = new Uri(registry.GitHub.Url) }, new TokenCredentials(new AccessToken(token)));
        return registry;
    }

    /// <summary>Runs a command on the registry's own repository.</summary>
    public async Task<string> CommandAsync(params string[] arguments)
    {
        var command = new ToolCommand(Tool.Require("dotnet"), Sandbox.Path, [Path.Combine(AppContext.BaseDirectory, "registry.dll"), .. arguments])
        {
            Variables = new Dictionary<string, string>(Sandbox.Environment, StringComparer.Ordinal) { ["REGISTRY_HOME"] = Sandbox.Combine("state"), ["REGISTRY_URL"] = Bare },
        };
        var (exitCode, output, error) = await Tool.RunAsync(command, Token);
        Assert.True(exitCode == 0, output + error);
        return output;
    }

    /// <summary>Commits files to a branch, which begins at main when it is new.</summary>
    public void Commit(string branch, params IReadOnlyList<(string Path, string Content)> files)
    {
        var script = new StringBuilder($"commit refs/heads/{branch}\ncommitter Hand Made <hand@example.com> 1790000000 +0000\ndata 6\nChange\n");
        if (branch != "main" || files.Count > 0) script.Append($"from refs/heads/{(Sandbox.Run(Bare, "branch", "--list", branch).Length > 0 ? branch : "main")}^0\n");
        foreach (var (path, content) in files) script.Append($"M 100644 inline {path}\ndata {Encoding.UTF8.GetByteCount(content)}\n{content}\n");
        Sandbox.RunWithInput(Bare, script.ToString(), "fast-import", "--quiet");
    }

    /// <summary>A channel's file.</summary>
    public static (string Path, string Content) Channel(string name, string version, string more = "") => ($"entities/{Entity}/channels/{name}.yaml", $"version: {version}\n{more}");

    /// <summary>Alice opens a pull request from a branch.</summary>
    public Task<PullRequest> OpenAsync(string branch, string title = "Change", string? body = null) =>
        Alice.PullRequests.CreateAsync(s_name, new NewPullRequest { Title = title, Head = branch, Base = "main", Body = body }, Token);

    public async Task<PullRequest> FindAsync(int number) => (await Alice.PullRequests.FindAsync(s_name, number, Token))!;

    public Task<MergeResult> MergeAsync(PullRequest pull) => Alice.PullRequests.MergeAsync(s_name, pull.Number, pull.Head.Sha, MergeMethod.Merge, null, null, Token);

    public async Task<IReadOnlyList<IssueComment>> CommentsAsync(int number) => await Alice.Comments.ListAsync(s_name, number, Token).ToListAsync(Token);

    public async ValueTask DisposeAsync()
    {
        Alice.Dispose();
        try
        {
            await GitHub.DisposeAsync();
        }
        finally
        {
            Sandbox.Dispose();
        }
    }

    private async Task<string> EmitAsync(string seed)
    {
        var hash = $"sha256:{string.Concat(Enumerable.Repeat(((int)seed[0]).ToString("x2", null), 32))}";
        var file = Sandbox.Combine($"{seed}.bin");
        await File.WriteAllTextAsync(file, seed, Token);
        return (string)JsonNode.Parse(await CommandAsync("emit", Entity, "--source-hash", hash, "--file", file, "--json"))!["version"]!;
    }
}
