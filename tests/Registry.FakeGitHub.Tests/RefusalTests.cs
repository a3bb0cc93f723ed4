using System.Text;
using System.Text.Json.Nodes;

namespace Registry.FakeGitHub.Tests;

public sealed class RefusalTests : GitHubFixture
{
    [Fact]
    public async Task ARequestNeedsAUserAgent() => Assert.Equal(403, (await GetAsync(Repo, ("User-Agent", ""))).Status);

    [Theory]
    [InlineData("/repos/acme/registry/")]
    [InlineData("/repos/acme/registry/releases/")]
    [InlineData("/repos/acme/registry/unknown")]
    [InlineData("/repos/acme/registry/releases/abc")]
    [InlineData("/repos/acme/other")]
    [InlineData("/repositories/1/releases")]
    public async Task APathThatIsNoneIsNotFound(string path) => Assert.Equal((404, "Not Found"), ((await GetAsync(path)).Status, (await GetAsync(path))["message"]));

    [Fact]
    public async Task AMethodThatAPathLacksIsNotFound() => Assert.Equal(404, (await PutAsync($"{Repo}/releases")).Status);

    [Theory]
    [InlineData("{")]
    [InlineData("tag_name=v1")]
    public async Task WhatIsNotJsonIsNotParsed(string body)
    {
        using var content = new StringContent(body, Encoding.UTF8, "application/json");

        var reply = await SendAsync(HttpMethod.Post, $"{Repo}/releases", content);

        Assert.Equal((400, "Problems parsing JSON"), (reply.Status, reply["message"]));
    }

    [Theory]
    [InlineData("""{}""", "Release tag_name missing_field")]
    [InlineData("""{"tag_name":1}""", "Release tag_name invalid")]
    [InlineData("""{"tag_name":"v1","make_latest":true}""", "Release make_latest invalid")]
    [InlineData("""{"tag_name":"v1","make_latest":"yes"}""", "Release make_latest invalid")]
    [InlineData("""{"tag_name":"v1","draft":"true"}""", "Release draft invalid")]
    [InlineData("""{"tag_name":null}""", "Release tag_name invalid")]
    [InlineData("""{"tag_name":""}""", "Release tag_name missing_field")]
    [InlineData("""{"tag_name":"a..b"}""", "Release tag_name custom")]
    public async Task ABodyThatBreaksTheDescriptionIsRefused(string body, string expected)
    {
        var reply = await PostAsync($"{Repo}/releases", JsonNode.Parse(body));

        Assert.Equal(422, reply.Status);
        Assert.Equal([expected], Codes(reply));
    }

    [Theory]
    [InlineData("releases?per_page=many")]
    [InlineData("pulls?state=merged")]
    public async Task AParameterOfAnotherTypeIsRefused(string path) => Assert.Equal(422, (await GetAsync($"{Repo}/{path}")).Status);

    [Fact]
    public async Task AnUnknownVersionOrTypeIsRefused()
    {
        Assert.Equal(400, (await GetAsync(Repo, ("X-GitHub-Api-Version", "2020-01-01"))).Status);
        Assert.Equal(415, (await GetAsync(Repo, ("Accept", "text/html"))).Status);
        Assert.Equal(200, (await GetAsync(Repo, ("X-GitHub-Api-Version", "2022-11-28"), ("Accept", "application/vnd.github+json"))).Status);
    }

    [Fact]
    public async Task RequestsAreRecordedWithoutTheirSecrets()
    {
        await GetAsync($"{Repo}/releases?per_page=5");

        var request = Assert.Single(GitHub.Requests);
        Assert.Equal(("GET", $"{Repo}/releases?per_page=5", 200), (request.Method, request.Target, request.Status));
        Assert.Equal("GET /repos/{owner}/{repo}/releases", request.Operation);
        Assert.Equal("Bearer …", request.Headers["Authorization"]);
    }

    [Fact]
    public async Task AnAnswerThatIsKnownIsNotSentAgain()
    {
        var first = await GetAsync($"{Repo}/releases");
        var second = await GetAsync($"{Repo}/releases", ("If-None-Match", first.Headers["ETag"]));
        await CreateReleaseAsync("v1.0.0");
        var third = await GetAsync($"{Repo}/releases", ("If-None-Match", first.Headers["ETag"]));

        Assert.Equal((200, 304, 200), (first.Status, second.Status, third.Status));
    }
}
