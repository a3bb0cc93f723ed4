using Registry.Testing.Programs;

namespace Registry.FakeGitHub.Tests.Clients;

/// <summary>The <c>gh</c> command works with the fake as it does with GitHub.</summary>
public sealed class GhTests : GitHubFixture
{
    [Fact(SkipExceptions = [typeof(MissingToolException)])]
    public async Task AReleaseIsCreatedListedShownAndDownloaded()
    {
        var file = Path.Combine(Sandbox.Path, "tool.txt");
        await File.WriteAllTextAsync(file, "content", TestContext.Current.CancellationToken);

        await GhAsync("release", "create", "v1.0.0", file, "--title", "First", "--notes", "Notes", "--target", "main");
        var list = await GhAsync("release", "list");
        var view = await GhAsync("release", "view", "v1.0.0");
        await GhAsync("release", "download", "v1.0.0", "--dir", Path.Combine(Sandbox.Path, "downloaded"));

        Assert.StartsWith("First\tLatest\tv1.0.0\t2026-11-21", list, StringComparison.Ordinal);
        Assert.Contains("tool.txt", view, StringComparison.Ordinal);
        Assert.Equal("content", await File.ReadAllTextAsync(Path.Combine(Sandbox.Path, "downloaded", "tool.txt"), TestContext.Current.CancellationToken));
        Assert.Contains(GitHub.Requests, request => request is { Operation: "GET /storage/{asset_id}", Status: 200 });
    }

    [Fact(SkipExceptions = [typeof(MissingToolException)])]
    public async Task ADraftIsFoundByItsTagAndPublished()
    {
        await GhAsync("release", "create", "v1.0.0", "--draft", "--notes", "Notes");
        Assert.Contains("Draft", await GhAsync("release", "list"), StringComparison.Ordinal);

        await GhAsync("release", "edit", "v1.0.0", "--draft=false");

        Assert.Equal(200, (await GetAsync($"{Repo}/releases/tags/v1.0.0")).Status);
        await GhAsync("release", "delete", "v1.0.0", "--yes");
        Assert.Empty((await GetAsync($"{Repo}/releases")).Json!.AsArray());
    }

    [Fact(SkipExceptions = [typeof(MissingToolException)])]
    public async Task AllPagesAreFetched()
    {
        foreach (var patch in Enumerable.Range(0, 3)) await CreateReleaseAsync($"v1.0.{patch}");

        var tags = await GhAsync("api", "repos/acme/registry/releases?per_page=1", "--paginate", "--jq", ".[].tag_name");

        Assert.Equal("v1.0.2\nv1.0.1\nv1.0.0\n", tags.ReplaceLineEndings("\n"));
    }

    /// <summary>Plain HTTP it speaks with the host github.localhost alone, to which a proxy leads: the server itself.</summary>
    private async Task<string> GhAsync(params string[] arguments)
    {
        var variables = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["GH_HOST"] = "github.localhost",
            ["GH_REPO"] = "github.localhost/acme/registry",
            ["GH_TOKEN"] = Token,
            ["GH_CONFIG_DIR"] = Path.Combine(Sandbox.Path, "gh"),
            ["GH_NO_UPDATE_NOTIFIER"] = "1",
            ["HTTP_PROXY"] = GitHub.Url,
            ["http_proxy"] = GitHub.Url,
            ["NO_PROXY"] = "",
            ["no_proxy"] = "",
        };
        var (exitCode, output, error) = await Tool.RunAsync(new ToolCommand(Tool.Require("gh"), Sandbox.Path, arguments) { Variables = variables }, TestContext.Current.CancellationToken);
        Assert.True(exitCode == 0, $"gh {string.Join(' ', arguments)}: {error}\n{string.Join('\n', GitHub.Requests)}");
        return output;
    }
}
