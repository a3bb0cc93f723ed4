using System.Text.Json.Nodes;
using Registry.FakeGitHub.Access;

namespace Registry.FakeGitHub.Tests.Limits;

public sealed class LimitTests : GitHubFixture
{
    [Fact]
    public async Task ThePrimaryLimitEndsWithTheHour()
    {
        GitHub.Limits.EnforcePrimary = true;
        GitHub.Limits.Hourly = 2;

        var (first, second, third) = (await GetAsync(Repo), await GetAsync(Repo), await GetAsync(Repo));
        Time.Advance(TimeSpan.FromMinutes(60));
        var later = await GetAsync(Repo);

        Assert.Equal(("2", "1"), (first.Headers["X-RateLimit-Limit"], first.Headers["X-RateLimit-Used"]));
        Assert.Equal("0", second.Headers["X-RateLimit-Remaining"]);
        Assert.Equal((403, "0"), (third.Status, third.Headers["X-RateLimit-Remaining"]));
        Assert.Equal(200, later.Status);
        Assert.Equal(Time.Now, DateTimeOffset.Parse(later.Headers["Date"], System.Globalization.CultureInfo.InvariantCulture));
    }

    [Fact]
    public async Task WhatIsNotModifiedAndAskingForTheLimitAreFree()
    {
        var tag = (await GetAsync(Repo)).Headers["ETag"];

        await GetAsync(Repo, ("If-None-Match", tag));
        var limit = await GetAsync("/rate_limit");

        Assert.Equal("1", limit.Json!["rate"]!["used"]!.ToString());
    }

    [Theory]
    [InlineData(TokenKind.Personal, 5000)]
    [InlineData(TokenKind.Workflow, 1000)]
    public async Task ALimitDependsOnTheKindOfToken(TokenKind kind, int expected)
    {
        Token = GitHub.CreateToken(kind, "tess", "contents: read");

        Assert.Equal($"{expected}", (await GetAsync(Repo)).Headers["X-RateLimit-Limit"]);
    }

    [Fact]
    public async Task EightyRequestsAMinuteMayMakeContent()
    {
        GitHub.Limits.EnforceSecondary = true;

        for (var count = 0; count < 80; count++) Assert.Equal(204, await DispatchAsync());
        var refused = await PostAsync($"{Repo}/dispatches", new JsonObject { ["event_type"] = "x" });
        var read = await GetAsync(Repo);
        Time.Advance(TimeSpan.FromSeconds(60));

        Assert.Equal((403, "60"), (refused.Status, refused.Headers["Retry-After"]));
        Assert.Equal(200, read.Status);
        Assert.Equal(204, await DispatchAsync());
    }

    [Fact]
    public async Task FiveHundredRequestsAnHourMayMakeContent()
    {
        GitHub.Limits.EnforceSecondary = true;

        for (var count = 0; count < 500; count++)
        {
            Assert.Equal(204, await DispatchAsync());
            Time.Advance(TimeSpan.FromSeconds(1));
        }

        var refused = await PostAsync($"{Repo}/dispatches", new JsonObject { ["event_type"] = "x" });
        Assert.Equal((403, "3100"), (refused.Status, refused.Headers["Retry-After"]));
    }

    [Fact]
    public async Task ReadingCostsOnePointAndWritingFive()
    {
        GitHub.Limits.EnforceSecondary = true;
        GitHub.Limits.PointsPerMinute = 11;

        Assert.Equal(204, await DispatchAsync());
        Assert.Equal(204, await DispatchAsync());
        Assert.Equal((200, 403), ((await GetAsync(Repo)).Status, (await GetAsync(Repo)).Status));
    }

    [Fact]
    public async Task RequestsAtOneTimeAreLimited()
    {
        GitHub.Limits.EnforceSecondary = true;
        GitHub.Limits.Concurrent = 1;
        var held = GitHub.Hold("GET /repos/{owner}/{repo}");
        var first = GetAsync(Repo);
        await held.Arrived;

        var second = await GetAsync(Repo);
        held.Release();

        Assert.Equal((200, 403, 200), ((await first).Status, second.Status, (await GetAsync(Repo)).Status));
    }

    private async Task<int> DispatchAsync() => (await PostAsync($"{Repo}/dispatches", new JsonObject { ["event_type"] = "x" })).Status;
}
