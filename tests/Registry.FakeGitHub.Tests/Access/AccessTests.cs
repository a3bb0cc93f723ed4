using System.Text.Json.Nodes;
using Registry.FakeGitHub.Access;

namespace Registry.FakeGitHub.Tests.Access;

public sealed class AccessTests : GitHubFixture
{
    [Fact]
    public async Task WhatIsPrivateDoesNotExistForOthers()
    {
        Token = GitHub.CreateToken();
        Assert.Equal(404, (await GetAsync(Repo)).Status);
        Token = "";
        Assert.Equal(404, (await GetAsync($"{Repo}/releases")).Status);
    }

    [Fact]
    public async Task AReaderIsToldWhatIsMissing()
    {
        Token = GitHub.CreateToken("contents: read");

        var reply = await PostAsync($"{Repo}/releases", new JsonObject { ["tag_name"] = "v1.0.0" });

        Assert.Equal((403, "Resource not accessible by integration"), (reply.Status, reply["message"]));
        Assert.Equal("contents=write", reply.Headers["X-Accepted-GitHub-Permissions"]);
        Assert.Equal(200, (await GetAsync(Repo)).Status);
    }

    [Fact]
    public async Task WhatIsPublicIsReadWithoutAToken()
    {
        GitHub.AddRepository("acme/public", await Sandbox.InitAsync("public.git"), isPrivate: false);
        Token = "";

        Assert.Equal(200, (await GetAsync("/repos/acme/public/releases")).Status);
        Assert.Equal(401, (await PostAsync("/repos/acme/public/releases", new JsonObject { ["tag_name"] = "v1" })).Status);
        Assert.Equal("60", (await GetAsync("/repos/acme/public")).Headers["X-RateLimit-Limit"]);
    }

    [Fact]
    public async Task AWrongTokenIsRefused()
    {
        GitHub.RevokeToken(Token);

        Assert.Equal((401, "Bad credentials"), ((await GetAsync(Repo)).Status, (await GetAsync(Repo))["message"]));
    }

    [Fact]
    public async Task APersonHasAName()
    {
        Assert.Equal(403, (await GetAsync("/user")).Status);
        Token = GitHub.CreateToken(TokenKind.Personal, "tess", "contents: read");
        Assert.Equal("tess", (await GetAsync("/user"))["login"]);
    }

    [Fact]
    public async Task ARenamedRepositoryRedirects()
    {
        await CreateReleaseAsync("v1.0.0");
        GitHub.Rename("acme/registry", "acme/renamed");

        var read = await GetAsync($"{Repo}/releases?per_page=1");
        var write = await PostAsync($"{Repo}/releases", new JsonObject { ["tag_name"] = "v2.0.0" });

        Assert.Equal((301, 307), (read.Status, write.Status));
        Assert.Equal($"{GitHub.Url}/repositories/{Repository.Id}/releases?per_page=1", read.Headers["Location"]);
        Assert.Equal(["v1.0.0"], (await GetAsync(read.Headers["Location"])).All("tag_name"));
        Assert.Equal(201, (await PostAsync("/repos/acme/renamed/releases", new JsonObject { ["tag_name"] = "v2.0.0" })).Status);
    }

    [Fact]
    public async Task AnUploadToARenamedRepositoryIsSentToTheUploadHostAgain()
    {
        var release = await CreateReleaseAsync("v1.0.0", draft: true);
        GitHub.Rename("acme/registry", "acme/renamed");

        var upload = await UploadAsync(release, "a.txt", "x");

        var host = ((string)release["upload_url"]!).Split("/repos/")[0];
        Assert.Equal((307, $"{host}/repositories/{Repository.Id}/releases/{release["id"]}/assets?name=a.txt"), (upload.Status, upload.Headers["Location"]));
    }

    [Fact]
    public async Task ADispatchedEventIsKept()
    {
        Assert.Equal(204, (await PostAsync($"{Repo}/dispatches", new JsonObject { ["event_type"] = "promoted", ["client_payload"] = new JsonObject { ["a"] = 1 } })).Status);
        Assert.Equal(422, (await PostAsync($"{Repo}/dispatches", new JsonObject { ["event_type"] = new string('x', 101) })).Status);

        var dispatch = Assert.Single(Repository.Dispatches);
        Assert.Equal(("promoted", """{"a":1}"""), (dispatch.EventType, dispatch.Payload));
    }
}
