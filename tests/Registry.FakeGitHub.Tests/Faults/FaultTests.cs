using System.Text.Json;
using System.Text.Json.Nodes;
using Registry.FakeGitHub.Faults;

namespace Registry.FakeGitHub.Tests.Faults;

public sealed class FaultTests : GitHubFixture
{
    private const string Create = "POST /repos/{owner}/{repo}/releases";
    private const string Upload = "POST /repos/{owner}/{repo}/releases/{release_id}/assets";
    private const string List = "GET /repos/{owner}/{repo}/releases";

    [Fact]
    public async Task ALostAnswerLeavesWhatWasDone()
    {
        GitHub.Fail(Fault.AnswerLost, on: Create);

        await Assert.ThrowsAsync<HttpRequestException>(() => CreateReleaseAsync("v1.0.0", draft: true));

        Assert.Equal(["v1.0.0"], (await GetAsync($"{Repo}/releases")).All("tag_name"));
        Assert.Equal([Create, List], GitHub.Requests.Select(request => request.Operation));
    }

    [Fact]
    public async Task ALostRequestLeavesNothing()
    {
        GitHub.Fail(Fault.RequestLost, on: Create);

        await Assert.ThrowsAsync<HttpRequestException>(() => CreateReleaseAsync("v1.0.0", draft: true));

        Assert.Empty((await GetAsync($"{Repo}/releases")).Json!.AsArray());
    }

    [Theory]
    [InlineData(500)]
    [InlineData(502)]
    [InlineData(503)]
    public async Task AServerErrorIsAPageForAsManyRequestsAsWereAskedFor(int status)
    {
        GitHub.Fail(Fault.ServerError(status), on: List, times: 2);

        var first = await GetAsync($"{Repo}/releases");

        Assert.Equal((status, "text/html; charset=utf-8"), (first.Status, first.Headers["Content-Type"]));
        Assert.Equal((status, 200), ((await GetAsync($"{Repo}/releases")).Status, (await GetAsync($"{Repo}/releases")).Status));
    }

    [Fact]
    public async Task AFaultMayWaitForAParticularRequest()
    {
        GitHub.Fail(Fault.ServerError(), on: List, when: request => request.Target.EndsWith("page=2", StringComparison.Ordinal));

        Assert.Equal(200, (await GetAsync($"{Repo}/releases")).Status);
        Assert.Equal(502, (await GetAsync($"{Repo}/releases?page=2")).Status);
    }

    [Fact]
    public async Task TruncatedJsonLooksComplete()
    {
        GitHub.Fail(Fault.TruncatedJson, on: "GET /repos/{owner}/{repo}");

        var reply = await GetAsync(Repo);

        Assert.Equal(200, reply.Status);
        Assert.ThrowsAny<JsonException>(() => JsonNode.Parse(reply.Text));
    }

    [Fact]
    public async Task AnUploadMayLeaveAStarter()
    {
        var release = await CreateReleaseAsync("v1.0.0", draft: true);
        GitHub.Fail(Fault.UploadLeavesStarter, on: Upload);

        var failed = await UploadAsync(release, "a.txt", "content");
        var again = await UploadAsync(release, "a.txt", "content");
        var asset = (await GetAsync($"{Repo}/releases/{release["id"]}/assets")).Json![0]!;

        Assert.Equal((502, 422), (failed.Status, again.Status));
        Assert.Equal(("starter", 0, null), ((string)asset["state"]!, (int)asset["size"]!, (string?)asset["digest"]));
        Assert.Equal(204, (await DeleteAsync($"{Repo}/releases/assets/{asset["id"]}")).Status);
        Assert.Equal(201, (await UploadAsync(release, "a.txt", "content")).Status);
    }

    [Fact]
    public async Task AnUploadMayBeTruncated()
    {
        var release = await CreateReleaseAsync("v1.0.0", draft: true);
        GitHub.Fail(Fault.UploadTruncated, on: Upload);

        var asset = await UploadAsync(release, "a.txt", "12345678");

        Assert.Equal((201, "4", "uploaded"), (asset.Status, asset["size"], asset["state"]));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task AnEarlyRefusalIsSeenByThoseWhoWaitForIt(bool waits)
    {
        var release = await CreateReleaseAsync("v1.0.0", draft: true);
        GitHub.Fail(Fault.EarlyRefusal, on: Upload);

        var upload = UploadAsync(release, "large.bin", new string('x', 64 << 20), expectContinue: waits);

        if (waits) Assert.Equal(422, (await upload).Status);
        else await Assert.ThrowsAsync<HttpRequestException>(() => upload);
        Assert.Empty((await GetAsync($"{Repo}/releases/{release["id"]}/assets")).Json!.AsArray());
    }

    [Fact]
    public async Task ListsMayLackTheNewestDraft()
    {
        await CreateReleaseAsync("v1.0.0", draft: true);
        await CreateReleaseAsync("v2.0.0", draft: true);
        GitHub.Fail(Fault.DraftMissingFromList, on: List);

        Assert.Equal(["v1.0.0"], (await GetAsync($"{Repo}/releases")).All("tag_name"));
        Assert.Equal(["v2.0.0", "v1.0.0"], (await GetAsync($"{Repo}/releases")).All("tag_name"));
    }

    [Fact]
    public async Task ListsMayShowAPublishedReleaseAsADraft()
    {
        var release = await CreateReleaseAsync("v1.0.0");
        GitHub.Fail(Fault.PublishedShownAsDraft, on: List);

        Assert.Equal(["true"], (await GetAsync($"{Repo}/releases")).All("draft"));
        Assert.Equal("false", (await GetAsync($"{Repo}/releases/{release["id"]}"))["draft"]);
        Assert.Equal(["false"], (await GetAsync($"{Repo}/releases")).All("draft"));
    }

    [Fact]
    public async Task LimitsMayBeAnsweredInEveryWay()
    {
        GitHub.Fail(Fault.PrimaryLimit(429), on: List);
        GitHub.Fail(Fault.SecondaryLimit(403, TimeSpan.FromSeconds(30)), on: List);
        GitHub.Fail(Fault.SecondaryLimit(429), on: List);

        var primary = await GetAsync($"{Repo}/releases");
        var withWait = await GetAsync($"{Repo}/releases");
        var without = await GetAsync($"{Repo}/releases");

        Assert.Equal((429, "0"), (primary.Status, primary.Headers["X-RateLimit-Remaining"]));
        Assert.Equal($"{Time.Now.AddMinutes(50).ToUnixTimeSeconds()}", primary.Headers["X-RateLimit-Reset"]);
        Assert.Equal((403, "30"), (withWait.Status, withWait.Headers["Retry-After"]));
        Assert.Equal((429, false), (without.Status, without.Headers.ContainsKey("Retry-After")));
        Assert.Contains("secondary rate", without["message"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task AMissingWorkflowPermissionIsNotFound()
    {
        GitHub.Fail(Fault.WorkflowPermissionMissing, on: Create);

        Assert.Equal(404, (await PostAsync($"{Repo}/releases", new JsonObject { ["tag_name"] = "v1" })).Status);
    }

    [Fact]
    public async Task AnAnswerWaitsUntilItIsReleased()
    {
        var held = GitHub.Hold(Create);
        var create = CreateReleaseAsync("v1.0.0", draft: true);

        await held.Arrived;
        var seen = (await GetAsync($"{Repo}/releases")).All("tag_name");

        Assert.Equal(["v1.0.0"], seen);
        Assert.False(create.IsCompleted);
        held.Release();
        await create;
    }

    [Fact]
    public async Task AFaultThatNeverHappensIsAnError()
    {
        using var sandbox = new Registry.Testing.GitSandbox();
        var other = await FakeGitHubServer.StartAsync(sandbox);
        other.Fail(Fault.AnswerLost, on: Create);

        var error = await Assert.ThrowsAsync<InvalidOperationException>(() => other.DisposeAsync().AsTask());

        Assert.Contains("AnswerLost on POST /repos/{owner}/{repo}/releases waits for 1 more", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void GitFailsToo()
    {
        GitHub.Fail(Fault.AnswerLost, on: "POST /{owner}/{repo}.git/git-receive-pack");
        var remote = $"{GitHub.Url.Replace("http://", $"http://x-access-token:{Token}@", StringComparison.Ordinal)}/acme/registry.git";

        Assert.Throws<InvalidOperationException>(() => Sandbox.Run(Work, "push", remote, "HEAD:refs/heads/new"));

        Assert.Equal(Sandbox.Run(Bare, "rev-parse", "main"), Sandbox.Run(Bare, "rev-parse", "new"));
    }
}
