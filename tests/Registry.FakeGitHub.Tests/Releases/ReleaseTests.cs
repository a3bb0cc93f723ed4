using System.Text.Json.Nodes;
using Registry.FakeGitHub.Access;

namespace Registry.FakeGitHub.Tests.Releases;

public sealed class ReleaseTests : GitHubFixture
{
    [Fact]
    public async Task APublishedReleaseMakesItsTag()
    {
        var release = await CreateReleaseAsync("v1.0.0");

        Assert.False((bool)release["draft"]!);
        Assert.EndsWith("/releases/tag/v1.0.0", (string)release["html_url"]!, StringComparison.Ordinal);
        Assert.Equal(Sandbox.Run(Bare, "rev-parse", "refs/heads/main"), Sandbox.Run(Bare, "rev-parse", "refs/tags/v1.0.0"));
        Assert.Equal("v1.0.0", (await GetAsync($"{Repo}/releases/tags/v1.0.0"))["tag_name"]);
        Assert.Equal("v1.0.0", (await GetAsync($"{Repo}/releases/latest"))["tag_name"]);
    }

    [Fact]
    public async Task ADraftHasNoTagUntilItIsPublished()
    {
        var draft = await CreateReleaseAsync("v1.0.0", draft: true);

        Assert.Contains("/releases/tag/untagged-", (string)draft["html_url"]!, StringComparison.Ordinal);
        Assert.Null(draft["published_at"]);
        Assert.Equal(404, (await GetAsync($"{Repo}/releases/tags/v1.0.0")).Status);
        Assert.Equal(404, (await GetAsync($"{Repo}/git/ref/tags/v1.0.0")).Status);

        var published = await PatchAsync($"{Repo}/releases/{draft["id"]}", new JsonObject { ["draft"] = false });

        Assert.Equal(200, published.Status);
        Assert.NotNull(published["published_at"]);
        Assert.Equal(200, (await GetAsync($"{Repo}/git/ref/tags/v1.0.0")).Status);
    }

    [Fact]
    public async Task ATargetIsUnusedWhenTheTagExists()
    {
        var first = Sandbox.Run(Bare, "rev-parse", "main");
        Sandbox.Run(Bare, "tag", "v1.0.0", first);
        Commit("b.txt", "b");

        await CreateReleaseAsync("v1.0.0");

        Assert.Equal(first, Sandbox.Run(Bare, "rev-parse", "refs/tags/v1.0.0"));
    }

    [Fact]
    public async Task DraftsAreSeenOnlyByThoseWhoMayPush()
    {
        var draft = await CreateReleaseAsync("v1.0.0", draft: true);
        Token = GitHub.CreateToken("contents: read");

        Assert.Empty((await GetAsync($"{Repo}/releases")).Json!.AsArray());
        Assert.Equal(404, (await GetAsync($"{Repo}/releases/{draft["id"]}")).Status);
    }

    [Fact]
    public async Task ManyDraftsMayHaveOneTagButNoTwoPublishedReleases()
    {
        await CreateReleaseAsync("v1.0.0", draft: true);
        var second = await CreateReleaseAsync("v1.0.0", draft: true);
        await CreateReleaseAsync("v1.0.0");

        var again = await PostAsync($"{Repo}/releases", new JsonObject { ["tag_name"] = "v1.0.0" });
        var publish = await PatchAsync($"{Repo}/releases/{second["id"]}", new JsonObject { ["draft"] = false });

        Assert.Equal((422, 422), (again.Status, publish.Status));
        Assert.Equal(["Release tag_name already_exists"], Codes(again));
        Assert.Equal(["Release tag_name already_exists"], Codes(publish));
        Assert.Equal("True", (await GetAsync($"{Repo}/releases/{second["id"]}"))["draft"], ignoreCase: true);
    }

    [Fact]
    public async Task ThePagesOfAListAreLinkedByTheNumberOfTheRepository()
    {
        foreach (var patch in Enumerable.Range(0, 5)) await CreateReleaseAsync($"v1.0.{patch}");

        var first = await GetAsync($"{Repo}/releases?per_page=2");
        var next = first.Headers["Link"].Split(',').Single(link => link.Contains("rel=\"next\"", StringComparison.Ordinal)).Split('<', '>')[1];
        var second = await GetAsync(next);
        var last = await GetAsync($"{Repo}/releases?per_page=2&page=3");

        Assert.Equal($"{GitHub.Url}/repositories/{Repository.Id}/releases?per_page=2&page=2", next);
        Assert.Equal(["v1.0.4", "v1.0.3"], first.All("tag_name"));
        Assert.Equal(["v1.0.2", "v1.0.1"], second.All("tag_name"));
        Assert.Equal(["v1.0.0"], last.All("tag_name"));
        Assert.DoesNotContain("rel=\"next\"", last.Headers["Link"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task PagesHoldAHundredAtMost()
    {
        foreach (var patch in Enumerable.Range(0, 101)) await CreateReleaseAsync($"v1.0.{patch}", draft: true);

        var page = await GetAsync($"{Repo}/releases?per_page=1000");

        Assert.Equal(100, page.Json!.AsArray().Count);
    }

    [Fact]
    public async Task TheLatestReleaseIsTheOneThatWasMadeIt()
    {
        await CreateReleaseAsync("v2.0.0");
        await PostAsync($"{Repo}/releases", new JsonObject { ["tag_name"] = "v1.0.1", ["make_latest"] = "false" });
        await PostAsync($"{Repo}/releases", new JsonObject { ["tag_name"] = "v3.0.0-rc.1", ["prerelease"] = true });

        Assert.Equal("v2.0.0", (await GetAsync($"{Repo}/releases/latest"))["tag_name"]);
    }

    [Fact]
    public async Task AReleaseIsDeletedButItsTagStays()
    {
        var release = await CreateReleaseAsync("v1.0.0");

        Assert.Equal(204, (await DeleteAsync($"{Repo}/releases/{release["id"]}")).Status);
        Assert.Equal(404, (await GetAsync($"{Repo}/releases/{release["id"]}")).Status);
        Assert.Equal(200, (await GetAsync($"{Repo}/git/ref/tags/v1.0.0")).Status);
    }

    [Fact]
    public async Task ATargetThatDoesNotExistIsRefused() =>
        Assert.Equal(["Release target_commitish invalid"], Codes(await PostAsync($"{Repo}/releases", new JsonObject { ["tag_name"] = "v1", ["target_commitish"] = "nowhere" })));

    [Fact]
    public async Task ACommitThatChangesWorkflowsNeedsItsOwnPermission()
    {
        var commit = Commit(".github/workflows/ci.yml", "on: push\n", "feature");
        var body = new JsonObject { ["tag_name"] = "v1.0.0", ["target_commitish"] = commit };
        var allowed = Token;
        Token = GitHub.CreateToken("contents: write");

        Assert.Equal(404, (await PostAsync($"{Repo}/releases", body.DeepClone())).Status);
        Token = GitHub.CreateToken(TokenKind.Workflow, "github-actions[bot]", "contents: write", "workflows: write");
        Assert.Equal(404, (await PostAsync($"{Repo}/releases", body.DeepClone())).Status);
        Token = allowed;
        Assert.Equal(201, (await PostAsync($"{Repo}/releases", body)).Status);
    }
}
