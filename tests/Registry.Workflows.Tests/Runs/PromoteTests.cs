using Registry.FakeGitHub.Access;

namespace Registry.Workflows.Tests.Runs;

public sealed class PromoteTests
{
    [Fact]
    public async Task APromotionOpensAPullRequestAndASecondOneBringsItUpToDate()
    {
        await using var registry = await RegistryOnGitHub.CreateAsync();

        var first = (await registry.PromoteAsync(registry.Versions[0], reason: "Ready")).Passed();
        var opened = await registry.FindAsync(1);
        var again = (await registry.PromoteAsync(registry.Versions[0], reason: "Ready")).Passed();
        var repeated = await registry.FindAsync(1);
        (await registry.PromoteAsync(registry.Versions[1], reason: "Newer")).Passed();
        var updated = await registry.FindAsync(1);

        Assert.Equal(("promote/acme/billing/stable", "main"), (opened.Head.Ref, opened.Base.Ref));
        Assert.Equal($"promote acme/billing {registry.Versions[0]} to stable", opened.Title);
        Assert.Contains("Why: `Ready`", opened.Body, StringComparison.Ordinal);
        Assert.Contains(opened.HtmlUrl, first.Summary, StringComparison.Ordinal);
        Assert.Contains(opened.HtmlUrl, again.Summary, StringComparison.Ordinal);
        Assert.Equal(opened.Head.Sha, repeated.Head.Sha);
        Assert.Equal($"promote acme/billing {registry.Versions[1]} to stable", updated.Title);
        Assert.Contains("Why: `Newer`", updated.Body, StringComparison.Ordinal);
        Assert.Null(await registry.Alice.PullRequests.FindAsync(GitHub.Repositories.RepositoryName.Parse("acme/registry"), 2, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task TheCommitIsByWhoStartedTheWorkflow()
    {
        await using var registry = await RegistryOnGitHub.CreateAsync();

        (await registry.PromoteAsync(registry.Versions[0])).Passed();

        const string Bob = "bob <1234+bob@users.noreply.github.com>";
        Assert.Equal($"{Bob} {Bob}", registry.Sandbox.Run(registry.Bare, "log", "-1", "--format=%an <%ae> %cn <%ce>", "promote/acme/billing/stable"));
    }

    [Fact]
    public async Task ARollbackIsProposedToo()
    {
        await using var registry = await RegistryOnGitHub.CreateAsync();
        foreach (var version in registry.Versions) await registry.CommandAsync("promote", $"{RegistryOnGitHub.Entity}@{version}", "--channel", "stable");

        (await registry.PromoteAsync("", reason: "Broken", rollback: true)).Passed();
        var toTheLast = await registry.FindAsync(1);
        (await registry.PromoteAsync(registry.Versions[0], reason: "Worse", rollback: true)).Passed();
        var toANamedOne = await registry.FindAsync(1);

        Assert.Equal("rollback/acme/billing/stable", toTheLast.Head.Ref);
        Assert.Equal($"roll back acme/billing stable to {registry.Versions[0]}", toTheLast.Title);
        Assert.Equal(toTheLast.Title, toANamedOne.Title);
        Assert.Contains("`Worse`", toANamedOne.Body, StringComparison.Ordinal);
        (await registry.ValidateAsync(toANamedOne)).Passed();
    }

    [Fact]
    public async Task TheTokenOfTheRepositoryIsPreferred()
    {
        await using var registry = await RegistryOnGitHub.CreateAsync();
        var secret = registry.GitHub.CreateToken(TokenKind.Installation, "acme-registry[bot]", "contents: write", "pull_requests: write");

        (await registry.PromoteAsync(registry.Versions[0], secret: secret)).Passed();

        Assert.Equal("acme-registry[bot]", (await registry.FindAsync(1)).User!.Login);
    }

    [Fact]
    public async Task WhatCannotBeProposedFailsTheRun()
    {
        await using var registry = await RegistryOnGitHub.CreateAsync();

        var run = await registry.PromoteAsync("9.9.9");

        Assert.False(run.Succeeded, run.Log);
        Assert.Contains("9.9.9", run.Log, StringComparison.Ordinal);
    }
}
