using System.Text.Json.Nodes;

namespace Registry.FakeGitHub.Tests.Pulls;

public sealed class PullRefTests : GitHubFixture
{
    private const string Head = "refs/pull/1/head";
    private const string Merge = "refs/pull/1/merge";

    private string Remote => $"{GitHub.Url.Replace("http://", $"http://x-access-token:{Token}@", StringComparison.Ordinal)}/acme/registry.git";

    [Fact]
    public async Task APullRequestHasItsHeadAndItsMergeAsRefs()
    {
        var head = Commit("feature.txt", "f", "feature");
        var onto = Commit("main.txt", "m");

        var pull = await CreateAsync();

        Assert.Equal(head, Fetched(Head));
        Assert.Equal(pull["merge_commit_sha"], Fetched(Merge));
        Assert.Equal($"{Fetched(Merge)} {onto} {head}", Sandbox.Run(Bare, "rev-list", "--parents", "-n1", Merge));
        Assert.Equal($"Merge {head} into {onto}", Sandbox.Run(Bare, "log", "-1", "--format=%s", Merge));
        Assert.Equal(("f", "m"), (Sandbox.Run(Bare, "show", $"{Merge}:feature.txt"), Sandbox.Run(Bare, "show", $"{Merge}:main.txt")));
    }

    [Fact]
    public async Task WhoFetchesSeesTheBranchesAsTheyAreNow()
    {
        Commit("feature.txt", "f", "feature");
        await CreateAsync();
        var head = Commit("feature.txt", "g", "feature");
        var onto = Commit("main.txt", "m");

        Sandbox.Run(Work, "fetch", "-q", Remote, $"+{Head}:refs/seen/head", $"+{Merge}:refs/seen/merge");

        Assert.Equal(head, Sandbox.Run(Work, "rev-parse", "refs/seen/head"));
        Assert.Equal($"{onto} {head}", Sandbox.Run(Work, "log", "-1", "--format=%P", "refs/seen/merge"));
    }

    [Fact]
    public async Task APushThroughTheServerRenewsTheRefs()
    {
        Commit("feature.txt", "f", "feature");
        await CreateAsync();
        Sandbox.Run(Work, "checkout", "-q", "-b", "newer", "main");
        Sandbox.Run(Work, "commit", "-q", "--allow-empty", "-m", "Newer");

        Sandbox.Run(Work, "push", "-q", Remote, "newer:main");

        Assert.Equal(Sandbox.Run(Work, "rev-parse", "newer"), Sandbox.Run(Bare, "rev-parse", $"{Merge}^1"));
    }

    [Fact]
    public async Task AnUnchangedPullRequestKeepsItsMerge()
    {
        Commit("feature.txt", "f", "feature");
        await CreateAsync();
        var before = Fetched(Merge);

        Time.Advance(TimeSpan.FromMinutes(1));
        await GetAsync($"{Repo}/pulls/1");

        Assert.Equal(before, Fetched(Merge));
    }

    [Fact]
    public async Task WhatConflictsHasNoMergeUntilItIsResolved()
    {
        Commit("same.txt", "f", "feature");
        Commit("same.txt", "m");
        await CreateAsync();

        Assert.Null(Fetched(Merge));
        Assert.NotNull(Fetched(Head));
        Sandbox.Run(Work, "push", "-q", "--force", "origin", "main~1:refs/heads/main");
        Assert.NotNull(Fetched(Merge));
        Assert.Equal("true", (await GetAsync($"{Repo}/pulls/1"))["mergeable"]);
    }

    [Fact]
    public async Task AClosedPullRequestKeepsItsHeadAndGetsItsMergeBackWhenReopened()
    {
        Commit("feature.txt", "f", "feature");
        await CreateAsync();

        await PatchAsync($"{Repo}/pulls/1", new JsonObject { ["state"] = "closed" });

        Assert.Equal((true, false), (Fetched(Head) is not null, Fetched(Merge) is not null));
        await PatchAsync($"{Repo}/pulls/1", new JsonObject { ["state"] = "open" });
        Assert.NotNull(Fetched(Merge));
        await PutAsync($"{Repo}/pulls/1/merge");
        Assert.Equal((true, false), (Fetched(Head) is not null, Fetched(Merge) is not null));
    }

    [Fact]
    public async Task APullRequestForAnotherBaseIsMergedWithThat()
    {
        Commit("feature.txt", "f", "feature");
        await CreateAsync();
        Sandbox.Run(Work, "checkout", "-q", "main");
        var other = Commit("other.txt", "o", "other");

        await PatchAsync($"{Repo}/pulls/1", new JsonObject { ["base"] = "other" });

        Assert.Equal(other, Sandbox.Run(Bare, "rev-parse", $"{Merge}^1"));
    }

    [Theory]
    [InlineData("HEAD:refs/pull/1/head")]
    [InlineData("HEAD:refs/pull/7/head")]
    [InlineData(":refs/pull/1/merge")]
    public async Task NobodyPushesToTheRefsOfAPullRequest(string refspec)
    {
        var head = Commit("feature.txt", "f", "feature");
        await CreateAsync();
        Commit("main.txt", "m");

        var push = Assert.Throws<InvalidOperationException>(() => Sandbox.Run(Work, "push", Remote, $"+{refspec}"));

        Assert.Contains("hidden ref", push.Message, StringComparison.Ordinal);
        Assert.Equal(head, Fetched(Head));
    }

    private string? Fetched(string name) => Sandbox.Run(Work, "ls-remote", Remote, name) is { Length: > 0 } line ? line.Split('\t')[0] : null;

    private async Task<Reply> CreateAsync()
    {
        var pull = await PostAsync($"{Repo}/pulls", new JsonObject { ["title"] = "Feature", ["head"] = "feature", ["base"] = "main" });
        Assert.Equal(201, pull.Status);
        return pull;
    }
}
