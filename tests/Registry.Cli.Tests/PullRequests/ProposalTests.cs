using Registry.Cli.Hosting;
using Registry.Cli.Tests.Support;
using Registry.Core.Rules;
using Registry.FakeGitHub.Faults;
using Registry.Testing;
using static Registry.Cli.Tests.Support.TestRegistry;

namespace Registry.Cli.Tests.PullRequests;

/// <summary><c>promote</c> and <c>rollback</c> with <c>--pull-request</c>, against a registry on GitHub and one that is not.</summary>
public sealed class ProposalTests
{
    private const string Branch = "promote/acme/billing/stable";
    private const string CreatePull = "POST /repos/{owner}/{repo}/pulls";
    private const string Push = "POST /{owner}/{repo}.git/git-receive-pack";

    [Fact]
    public async Task APromotionIsOneCommitOnABranchAndAPullRequestThatTellsWhatItDoes()
    {
        await using var hub = await GitHubRegistry.CreateAsync();
        var first = await hub.Registry.EmitAsync("a", Billing, "--set-active");
        var second = await hub.Registry.EmitAsync("b", Billing, "--semver", "1.1.0", "--changelog", "Fixes the sums");
        var head = hub.Registry.Head;

        var run = (await hub.RunAsync("promote", $"{Billing}@{second}", "--channel", "stable", "--reason", "the customer waits", "--pull-request", "--json")).Ended(ExitCode.Done);

        Assert.Equal("outcome entity channel from to branch commit pullRequest title text", run.Names);
        Assert.Equal("created", run.Json.GetProperty("outcome").GetString());
        Assert.Equal((head, ChannelPath("stable")), (hub.Registry.Sandbox.Run(hub.Registry.Path, "rev-parse", $"{Branch}^"), hub.Registry.Sandbox.Run(hub.Registry.Path, "diff", "--name-only", "main", Branch)));
        Assert.Equal($"version: {second}\nreason: the customer waits\n", hub.Registry.Text(ChannelPath("stable"), Branch));
        Assert.Equal(head, hub.Registry.Head);
        var pull = Assert.Single(await hub.PullRequestsAsync());
        Assert.Equal(($"promote {Billing} {second} to stable", Branch), (pull.GetProperty("title").GetString(), pull.GetProperty("head").GetProperty("ref").GetString()));
        foreach (var part in new[] { first, second, "1.1.0", "Fixes the sums", "the customer waits", "b.bin" })
            Assert.Contains(part, pull.GetProperty("body").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task RunningItAgainKeepsBranchAndPullRequest()
    {
        await using var hub = await GitHubRegistry.CreateAsync();
        var id = await hub.Registry.EmitAsync("a");
        await ProposeAsync(hub, id, "created");
        var commit = hub.Registry.Sandbox.Run(hub.Registry.Path, "rev-parse", Branch);
        await hub.Registry.EmitAsync("z", "acme/identity");

        await ProposeAsync(hub, id, "unchanged");

        Assert.Equal(commit, hub.Registry.Sandbox.Run(hub.Registry.Path, "rev-parse", Branch));
        Assert.Single(await hub.PullRequestsAsync());
    }

    [Fact]
    public async Task AnotherVersionUpdatesTheSamePullRequest()
    {
        await using var hub = await GitHubRegistry.CreateAsync();
        var first = await hub.Registry.EmitAsync("a");
        var second = await hub.Registry.EmitAsync("b");
        await ProposeAsync(hub, first, "created");

        await ProposeAsync(hub, second, "updated");

        Assert.Equal($"version: {second}\n", hub.Registry.Text(ChannelPath("stable"), Branch));
        Assert.Contains(second, Assert.Single(await hub.PullRequestsAsync()).GetProperty("title").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task AChannelThatMovedMeanwhileIsToldAndTheProposalMadeAnew()
    {
        await using var hub = await GitHubRegistry.CreateAsync();
        var first = await hub.Registry.EmitAsync("a");
        var second = await hub.Registry.EmitAsync("b");
        await ProposeAsync(hub, second, "created");
        await hub.Registry.PromoteAsync(first);

        var run = (await hub.RunAsync("promote", $"{Billing}@{second}", "--channel", "stable", "--pull-request")).Ended(ExitCode.Done);

        Assert.StartsWith($"{Billing} stable has moved since {Branch} was made; it is made anew\nregenerated {Branch}", run.Output, StringComparison.Ordinal);
        Assert.Equal(hub.Registry.Head, hub.Registry.Sandbox.Run(hub.Registry.Path, "rev-parse", $"{Branch}^"));
        Assert.Contains($"{first} → {second}", Assert.Single(await hub.PullRequestsAsync()).GetProperty("body").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task ABranchWithCommitsOfOthersIsNotOverwritten()
    {
        await using var hub = await GitHubRegistry.CreateAsync();
        var id = await hub.Registry.EmitAsync("a");
        hub.Registry.Commit(new HandCommit("my own work").Write("notes.md", "mine\n"), Branch);
        var commit = hub.Registry.Sandbox.Run(hub.Registry.Path, "rev-parse", Branch);

        var run = await hub.RunAsync("promote", $"{Billing}@{id}", "--channel", "stable", "--pull-request");

        run.Broke(RegistryRules.BranchTaken, ExitCode.Refused);
        Assert.Equal(commit, hub.Registry.Sandbox.Run(hub.Registry.Path, "rev-parse", Branch));
    }

    [Fact]
    public async Task WhatWaitingMeetsIsListedAndWhatNeverWillBeIsRefused()
    {
        await using var hub = await GitHubRegistry.CreateAsync(Settings.Soaking);
        var old = await hub.Registry.EmitAsync("a");
        var id = await hub.Registry.EmitAsync("b");
        await hub.Registry.PromoteAsync(id, "dev");
        await hub.Registry.PromoteAsync(id, "beta");

        var run = await hub.RunAsync("promote", $"{Billing}@{id}", "--channel", "stable", "--pull-request", "--json");
        var back = await hub.RunAsync("promote", $"{Billing}@{old}", "--channel", "beta", "--pull-request");

        Assert.Contains("- [ ] REG4005: ", run.Ended(ExitCode.Done).Json.GetProperty("text").GetString(), StringComparison.Ordinal);
        back.Broke(RegistryRules.ChannelOrder, ExitCode.Refused);
        Assert.DoesNotContain("REG4004", back.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ARollbackIsProposedWithItsHold()
    {
        await using var hub = await GitHubRegistry.CreateAsync();
        var first = await hub.Registry.EmitAsync("a", Billing, "--set-active");
        var second = await hub.Registry.EmitAsync("b", Billing, "--set-active");

        (await hub.RunAsync("rollback", Billing, "--channel", "stable", "--reason", "it crashes", "--pull-request")).Ended(ExitCode.Done);

        var pull = Assert.Single(await hub.PullRequestsAsync());
        Assert.Equal($"roll back {Billing} stable to {first}", pull.GetProperty("title").GetString());
        Assert.Contains($"### Versions that it takes out\n\n#### {second}", pull.GetProperty("body").GetString()!.ReplaceLineEndings("\n"), StringComparison.Ordinal);
        Assert.Contains("hold:\n", hub.Registry.Text(ChannelPath("stable"), "rollback/acme/billing/stable"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task WithoutGitHubTheBranchIsMadeAndTheTextPrinted()
    {
        using var registry = await CreateAsync();
        var id = await registry.EmitAsync("a");

        var run = await registry.DoAsync("promote", $"{Billing}@{id}", "--channel", "stable", "--pull-request");

        Assert.Contains($"**{Billing}**, channel **stable**: nothing → {id}", run.Output, StringComparison.Ordinal);
        Assert.Contains("no pull request: ", run.Error, StringComparison.Ordinal);
        Assert.Equal($"version: {id}\n", registry.Text(ChannelPath("stable"), Branch));
    }

    [Fact]
    public async Task WhatIsSoAlreadyNeedsNoProposal()
    {
        await using var hub = await GitHubRegistry.CreateAsync();
        var id = await hub.Registry.EmitAsync("a", Billing, "--set-active");

        await ProposeAsync(hub, id, "unchanged");

        Assert.Empty(await hub.PullRequestsAsync());
    }

    [Fact]
    public async Task APullRequestWhoseAnswerWasLostIsFoundAgain()
    {
        await using var hub = await GitHubRegistry.CreateAsync();
        var id = await hub.Registry.EmitAsync("a");
        hub.GitHub.Fail(Fault.AnswerLost, CreatePull);

        await ProposeAsync(hub, id, "created");

        Assert.Single(await hub.PullRequestsAsync());
    }

    [Fact]
    public async Task APushWhoseAnswerWasLostCounts()
    {
        await using var hub = await GitHubRegistry.CreateAsync();
        var id = await hub.Registry.EmitAsync("a");
        hub.GitHub.Fail(Fault.AnswerLost, Push);

        await ProposeAsync(hub, id, "created");

        Assert.Equal($"version: {id}\n", hub.Registry.Text(ChannelPath("stable"), Branch));
    }

    [Fact]
    public async Task APushThatIsRefusedIsToldAndOpensNoPullRequest()
    {
        await using var hub = await GitHubRegistry.CreateAsync();
        var id = await hub.Registry.EmitAsync("a");
        var reader = hub.Url.Replace(hub.Registry.Variables["GITHUB_TOKEN"], hub.GitHub.CreateToken("contents: read"), StringComparison.Ordinal);

        var run = await hub.Registry.RunAtAsync(reader, "promote", $"{Billing}@{id}", "--channel", "stable", "--pull-request");

        run.Broke(RegistryRules.RemoteRefused, ExitCode.Refused);
        Assert.Empty(await hub.PullRequestsAsync());
    }

    [Fact]
    public async Task APassOfTheReconcilerWhoseAnswerWasLostIsNotMadeTwice()
    {
        await using var hub = await GitHubRegistry.CreateAsync(Settings.Guarded);
        var id = await hub.Registry.EmitAsync("a");
        hub.Registry.Commit(new HandCommit("files that all can reach").Write("registry.yaml", Settings.Guarded.Replace("path: registry/files", $"path: {hub.Registry.Files}", StringComparison.Ordinal)));
        var commits = hub.Registry.CountCommits();
        hub.GitHub.Fail(Fault.AnswerLost, Push);

        (await hub.RunAsync("reconcile", "--once")).Ended(ExitCode.Done);
        (await hub.RunAsync("reconcile", "--once")).Ended(ExitCode.Done);

        Assert.Equal((commits + 1, $"version: {id}\n"), (hub.Registry.CountCommits(), hub.Registry.Text(ChannelPath("dev"))));
    }

    [Fact]
    public async Task WithoutGitHubTheBranchIsPushedToTheRemote()
    {
        using var registry = await CreateAsync();
        var id = await registry.EmitAsync("a");
        await using var server = new GitServer(registry.Sandbox);

        var run = (await registry.RunAtAsync(server.UrlOf(registry.Path), "promote", $"{Billing}@{id}", "--channel", "stable", "--pull-request")).Ended(ExitCode.Done);

        Assert.Contains($"channel **stable**: nothing → {id}", run.Output, StringComparison.Ordinal);
        Assert.Equal($"version: {id}\n", registry.Text(ChannelPath("stable"), Branch));
    }

    [Fact]
    public async Task AfterAPushThatWasLostAnotherRunSucceeds()
    {
        await using var hub = await GitHubRegistry.CreateAsync();
        var id = await hub.Registry.EmitAsync("a");
        // git's transport sends a request again once.
        hub.GitHub.Fail(Fault.RequestLost, Push, times: 2);

        (await hub.RunAsync("promote", $"{Billing}@{id}", "--channel", "stable", "--pull-request")).Broke(RegistryRules.Unreachable, ExitCode.Failed);

        Assert.Empty(await hub.PullRequestsAsync());
        await ProposeAsync(hub, id, "created");
    }

    [Fact]
    public async Task ARefusalOfGitHubIsToldAndAnotherRunGoesOnFromTheBranch()
    {
        await using var hub = await GitHubRegistry.CreateAsync();
        var id = await hub.Registry.EmitAsync("a");
        var token = hub.Registry.Variables["GITHUB_TOKEN"];
        hub.Registry.Variables["GITHUB_TOKEN"] = hub.GitHub.CreateToken("contents: read");

        var run = await hub.RunAsync("promote", $"{Billing}@{id}", "--channel", "stable", "--pull-request");

        run.Broke(RegistryRules.GitHubFailed, ExitCode.Failed);
        Assert.DoesNotContain(hub.Registry.Variables["GITHUB_TOKEN"], run.Error, StringComparison.Ordinal);
        hub.Registry.Variables["GITHUB_TOKEN"] = token;
        await ProposeAsync(hub, id, "unchanged");
        Assert.Single(await hub.PullRequestsAsync());
    }

    private static async Task ProposeAsync(GitHubRegistry hub, string id, string outcome)
    {
        var run = (await hub.RunAsync("promote", $"{Billing}@{id}", "--channel", "stable", "--pull-request", "--json")).Ended(ExitCode.Done);
        Assert.Equal(outcome, run.Json.GetProperty("outcome").GetString());
    }
}
