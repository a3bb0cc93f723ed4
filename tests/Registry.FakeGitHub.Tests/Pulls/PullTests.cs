using System.Text.Json.Nodes;

namespace Registry.FakeGitHub.Tests.Pulls;

public sealed class PullTests : GitHubFixture
{
    [Theory]
    [InlineData("merge", 2)]
    [InlineData("squash", 1)]
    public async Task AMergeMakesACommitThatGitSees(string method, int parents)
    {
        var head = Commit("feature.txt", "f", "feature");
        Commit("main.txt", "m");
        var pull = await CreateAsync();

        var merged = await PutAsync($"{Repo}/pulls/1/merge", new JsonObject { ["sha"] = head, ["merge_method"] = method });

        Assert.Equal(("clean", "true"), (pull["mergeable_state"], pull["mergeable"]));
        Assert.Equal(200, merged.Status);
        Assert.Equal(merged["sha"], Sandbox.Run(Bare, "rev-parse", "main"));
        Assert.Equal(parents, Sandbox.Run(Bare, "rev-list", "--parents", "-n1", "main").Split(' ').Length - 1);
        Assert.Equal("f", Sandbox.Run(Bare, "show", "main:feature.txt"));
        var after = await GetAsync($"{Repo}/pulls/1");
        Assert.Equal(("closed", "true", merged["sha"]), (after["state"], after["merged"], after["merge_commit_sha"]));
        Assert.Equal(405, (await PutAsync($"{Repo}/pulls/1/merge")).Status);
    }

    [Fact]
    public async Task AMergeOfAnotherHeadIsAConflict()
    {
        var seen = Commit("feature.txt", "f", "feature");
        await CreateAsync();
        Commit("feature.txt", "g", "feature");

        var merge = await PutAsync($"{Repo}/pulls/1/merge", new JsonObject { ["sha"] = seen });

        Assert.Equal((409, "Head branch was modified. Review and try the merge again."), (merge.Status, merge["message"]));
    }

    [Fact]
    public async Task WhatConflictsIsNotMerged()
    {
        Commit("same.txt", "f", "feature");
        Commit("same.txt", "m");
        var pull = await CreateAsync();

        var merge = await PutAsync($"{Repo}/pulls/1/merge");

        Assert.Equal(("dirty", "false"), (pull["mergeable_state"], pull["mergeable"]));
        Assert.Equal((405, "Pull Request is not mergeable"), (merge.Status, merge["message"]));
    }

    [Fact]
    public async Task ThereIsOneOpenPullRequestForABranch()
    {
        Commit("feature.txt", "f", "feature");
        await CreateAsync();

        var second = await PostAsync($"{Repo}/pulls", Body());
        await PatchAsync($"{Repo}/pulls/1", new JsonObject { ["state"] = "closed" });
        var third = await PostAsync($"{Repo}/pulls", Body());

        Assert.Equal(422, second.Status);
        Assert.Equal("A pull request already exists for acme:feature.", (string)second.Json!["errors"]![0]!["message"]!);
        Assert.Equal(("2", 422), (third["number"], (await PatchAsync($"{Repo}/pulls/1", new JsonObject { ["state"] = "open" })).Status));
    }

    [Theory]
    [InlineData("main", "main", "PullRequest custom")]
    [InlineData("nowhere", "main", "PullRequest head invalid")]
    [InlineData("feature", "nowhere", "PullRequest base invalid")]
    public async Task ABranchWithoutCommitsOfItsOwnIsRefused(string head, string onto, string expected)
    {
        Commit("feature.txt", "f", "feature");

        var reply = await PostAsync($"{Repo}/pulls", new JsonObject { ["title"] = "Feature", ["head"] = head, ["base"] = onto });

        Assert.Equal([expected], Codes(reply));
    }

    [Fact]
    public async Task AListIsFilteredByHeadBaseAndState()
    {
        Commit("feature.txt", "f", "feature");
        await CreateAsync();
        Commit("other.txt", "o", "other");
        await PostAsync($"{Repo}/pulls", new JsonObject { ["title"] = "Other", ["head"] = "other", ["base"] = "main" });
        await PatchAsync($"{Repo}/pulls/2", new JsonObject { ["state"] = "closed", ["title"] = "Done" });

        Assert.Equal(["Feature"], (await GetAsync($"{Repo}/pulls")).All("title"));
        Assert.Equal(["Done", "Feature"], (await GetAsync($"{Repo}/pulls?state=all")).All("title"));
        Assert.Equal(["Done"], (await GetAsync($"{Repo}/pulls?state=closed&base=main")).All("title"));
        Assert.Equal(["Feature"], (await GetAsync($"{Repo}/pulls?state=all&head=acme:feature")).All("title"));
        Assert.Empty((await GetAsync($"{Repo}/pulls?base=release")).Json!.AsArray());
    }

    [Fact]
    public async Task APushUpdatesAndMergesAPullRequest()
    {
        Commit("feature.txt", "f", "feature");
        await CreateAsync();
        var head = Commit("feature.txt", "g", "feature");

        Assert.Equal(head, (await GetAsync($"{Repo}/pulls/1")).Json!["head"]!["sha"]!.ToString());
        Assert.Equal(head, Sandbox.Run(Bare, "rev-parse", "refs/pull/1/head"));
        Assert.Equal(["Feature"], (await GetAsync($"{Repo}/commits/{head}/pulls")).All("title"));

        Sandbox.Run(Work, "push", "-q", "origin", "feature:main");

        Assert.Equal(("closed", "true"), ((await GetAsync($"{Repo}/pulls/1"))["state"], (await GetAsync($"{Repo}/pulls/1"))["merged"]));
    }

    [Fact]
    public async Task CommentsAreMadeChangedListedAndDeleted()
    {
        Commit("feature.txt", "f", "feature");
        await CreateAsync();
        var comment = await PostAsync($"{Repo}/issues/1/comments", new JsonObject { ["body"] = "one" });

        var changed = await PatchAsync($"{Repo}/issues/comments/{comment["id"]}", new JsonObject { ["body"] = "two" });

        Assert.Equal((201, 200), (comment.Status, changed.Status));
        Assert.Equal(["two"], (await GetAsync($"{Repo}/issues/1/comments")).All("body"));
        Assert.Equal("two", (await GetAsync($"{Repo}/issues/comments/{comment["id"]}"))["body"]);
        Assert.Equal(204, (await DeleteAsync($"{Repo}/issues/comments/{comment["id"]}")).Status);
        Assert.Empty((await GetAsync($"{Repo}/issues/1/comments")).Json!.AsArray());
        Assert.Equal(404, (await PostAsync($"{Repo}/issues/7/comments", new JsonObject { ["body"] = "x" })).Status);
    }

    private async Task<Reply> CreateAsync()
    {
        var pull = await PostAsync($"{Repo}/pulls", Body());
        Assert.Equal(201, pull.Status);
        return pull;
    }

    private static JsonObject Body() => new() { ["title"] = "Feature", ["head"] = "feature", ["base"] = "main" };
}
