using System.Text.Json.Nodes;

namespace Registry.FakeGitHub.Tests.Statuses;

public sealed class StatusTests : GitHubFixture
{
    private string Head => Sandbox.Run(Bare, "rev-parse", "main");

    [Fact]
    public async Task TheNewestStatusOfEachContextCounts()
    {
        await SetAsync("pending", "build");
        Assert.Equal("pending", (await GetAsync($"{Repo}/commits/main/status"))["state"]);
        await SetAsync("success", "build");
        Assert.Equal("success", (await GetAsync($"{Repo}/commits/main/status"))["state"]);
        await SetAsync("error", "gate");

        var combined = await GetAsync($"{Repo}/commits/main/status");

        Assert.Equal(("failure", "2"), (combined["state"], combined["total_count"]));
        Assert.Equal(["error", "success", "pending"], (await GetAsync($"{Repo}/commits/main/statuses")).All("state"));
    }

    [Fact]
    public async Task AContextHasAThousandStatusesAtMost()
    {
        for (var count = 0; count < 1000; count++) await SetAsync("pending", "build");

        var oneMore = await PostAsync($"{Repo}/statuses/{Head}", new JsonObject { ["state"] = "success", ["context"] = "build" });

        Assert.Equal(422, oneMore.Status);
        Assert.Equal(201, (await PostAsync($"{Repo}/statuses/{Head}", new JsonObject { ["state"] = "success", ["context"] = "other" })).Status);
    }

    [Fact]
    public async Task AStatusNeedsACommitAndAKnownState()
    {
        Assert.Equal(422, (await PostAsync($"{Repo}/statuses/{new string('1', 40)}", new JsonObject { ["state"] = "success" })).Status);
        Assert.Equal(422, (await PostAsync($"{Repo}/statuses/{Head}", new JsonObject { ["state"] = "done" })).Status);
    }

    private async Task SetAsync(string state, string context) => Assert.Equal(201, (await PostAsync(
        $"{Repo}/statuses/{Head}", new JsonObject { ["state"] = state, ["context"] = context, ["description"] = "x", ["target_url"] = "https://example.com/" })).Status);
}
