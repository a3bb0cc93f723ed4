using Registry.Core.Proposals;
using Registry.GitHub.PullRequests;
using Registry.Workflows.Tests.Files;

namespace Registry.Workflows.Tests.Runs;

public sealed class ValidateTests
{
    [Fact]
    public async Task ANewRegistryHasTheWorkflows()
    {
        await using var registry = await RegistryOnGitHub.CreateAsync();

        Assert.All(WorkflowFiles.OfTemplate, name => Assert.Equal(WorkflowFiles.Text(name).TrimEnd(), registry.Sandbox.Run(registry.Bare, "cat-file", "blob", $"main:.github/workflows/{name}.yml")));
    }

    [Fact]
    public async Task APullRequestThatMayGetInPassesAndHasOneCommentHoweverOftenItIsChecked()
    {
        await using var registry = await RegistryOnGitHub.CreateAsync();
        registry.Commit("move", RegistryOnGitHub.Channel("stable", registry.Versions[0]));
        var pull = await registry.OpenAsync("move");

        var first = (await registry.ValidateAsync(pull)).Passed();
        var second = (await registry.ValidateAsync(pull)).Passed();

        Assert.Empty(first.Commands);
        Assert.Contains("all checks pass", first.Summary, StringComparison.Ordinal);
        Assert.Contains($"channel **stable**: nothing → {registry.Versions[0]}", first.Summary, StringComparison.Ordinal);
        Assert.Equal(first.Summary, second.Summary);
        var comment = Assert.Single(await registry.CommentsAsync(pull.Number));
        Assert.Equal(first.Summary, comment.Body);
        Assert.StartsWith(ChangeText.Marker, comment.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WhatIsWrongIsAnnotatedAndTheCommentFollowsWhatIsPushed()
    {
        await using var registry = await RegistryOnGitHub.CreateAsync();
        registry.Commit("move", RegistryOnGitHub.Channel("stable", "2020.01.01-000000"));
        var pull = await registry.OpenAsync("move");

        var bad = (await registry.ValidateAsync(pull)).Failed("file=entities/acme/billing/channels/stable.yaml");
        registry.Commit("move", RegistryOnGitHub.Channel("stable", registry.Versions[0]));
        var good = (await registry.ValidateAsync(await registry.FindAsync(pull.Number))).Passed();

        Assert.Contains("1 problems", bad.Summary, StringComparison.Ordinal);
        Assert.Equal(good.Summary, Assert.Single(await registry.CommentsAsync(pull.Number)).Body);
    }

    [Fact]
    public async Task AnApprovalThatAPolicyAsksForTurnsTheCheckGreen()
    {
        await using var registry = await RegistryOnGitHub.CreateAsync();
        registry.Commit("move", RegistryOnGitHub.Channel("guarded", registry.Versions[0]));
        var pull = await registry.OpenAsync("move");

        (await registry.ValidateAsync(pull)).Failed("@carol");
        await registry.GitHub.ReviewAsync(registry.Repository, pull.Number, "carol");

        (await registry.ValidateAsync(pull, "pull_request_review")).Passed();
    }

    [Fact]
    public async Task ChangesThatAreRightAloneAndWrongTogetherDoNotBothGetIn()
    {
        await using var registry = await RegistryOnGitHub.CreateAsync();
        var (archive, move) = await OpenContradictionAsync(registry);

        (await registry.ValidateAsync(archive)).Passed();
        (await registry.ValidateAsync(move)).Passed();
        Assert.IsType<Merged>(await registry.MergeAsync(archive));

        (await registry.ValidateAsync(move)).Failed("archived");
    }

    [Fact]
    public async Task InAQueueAChangeIsCheckedBehindThoseInFrontOfIt()
    {
        await using var registry = await RegistryOnGitHub.CreateAsync();
        var (archive, move) = await OpenContradictionAsync(registry);
        var main = registry.Sandbox.Run(registry.Bare, "rev-parse", "main");

        var first = registry.Enqueue(archive, main);
        var second = registry.Enqueue(move, first.Head);

        (await registry.ValidateGroupAsync(first.Branch, main, first.Head)).Passed();
        (await registry.ValidateGroupAsync(second.Branch, first.Head, second.Head)).Failed("archived");
        Assert.Contains("1 problems", Assert.Single(await registry.CommentsAsync(move.Number)).Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AConflictIsSaidPlainly()
    {
        await using var registry = await RegistryOnGitHub.CreateAsync();
        registry.Commit("move", RegistryOnGitHub.Channel("stable", registry.Versions[0]));
        registry.Commit("main", RegistryOnGitHub.Channel("stable", registry.Versions[1]));

        (await registry.ValidateAsync(await registry.OpenAsync("move"))).Failed("Most likely they conflict");
    }

    [Fact]
    public async Task ACommitIsNotCheckedByTheMergeOfAnother()
    {
        await using var registry = await RegistryOnGitHub.CreateAsync();
        registry.Commit("move", RegistryOnGitHub.Channel("stable", "2020.01.01-000000"));
        var bad = await registry.OpenAsync("move");
        registry.Commit("move", RegistryOnGitHub.Channel("stable", registry.Versions[0]));

        (await registry.ValidateAsync(bad)).Failed("GitHub has no merge of pull request 1 and its base branch at this commit");
    }

    private static async Task<(PullRequest Archive, PullRequest Move)> OpenContradictionAsync(RegistryOnGitHub registry)
    {
        registry.Sandbox.Run(registry.Bare, "branch", "archive", "main");
        await registry.CommandAsync("archive", $"{RegistryOnGitHub.Entity}@{registry.Versions[1]}", "--reason", "Broken", "--branch", "archive");
        registry.Commit("move", RegistryOnGitHub.Channel("stable", registry.Versions[1]));
        return (await registry.OpenAsync("archive"), await registry.OpenAsync("move"));
    }
}
