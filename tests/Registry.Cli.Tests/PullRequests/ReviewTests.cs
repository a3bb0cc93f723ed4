using Registry.Cli.Hosting;
using Registry.Cli.Tests.Support;
using Registry.Core.Rules;
using Registry.FakeGitHub.Faults;
using Registry.FakeGitHub.Reviews;
using static Registry.Cli.Tests.Support.TestRegistry;

namespace Registry.Cli.Tests.PullRequests;

/// <summary><c>validate --pull-request</c>: by its author and who approved it, with one comment that tells what a merge would do.</summary>
public sealed class ReviewTests
{
    private const string Branch = "change";

    [Fact]
    public async Task TheAuthorStandsForAPullRequest()
    {
        await using var hub = await GuardedAsync();
        var number = await MoveAsync(hub, "alice");

        (await ValidateAsync(hub, number)).Ended(ExitCode.Done);
    }

    [Fact]
    public async Task SoDoesWhoApprovedItAsItIs()
    {
        await using var hub = await GuardedAsync();
        var number = await MoveAsync(hub, "mallory");
        Refuses(await ValidateAsync(hub, number), RegistryRules.ChannelWho);

        await hub.GitHub.ReviewAsync(hub.Repository, number, "eve");
        await hub.GitHub.ReviewAsync(hub.Repository, number, "alice", ReviewState.Commented);
        Refuses(await ValidateAsync(hub, number), RegistryRules.ChannelWho);

        await hub.GitHub.ReviewAsync(hub.Repository, number, "alice");
        (await ValidateAsync(hub, number)).Ended(ExitCode.Done);
    }

    [Fact]
    public async Task AnApprovalEndsWithANewCommitOrAnotherWord()
    {
        await using var hub = await GuardedAsync();
        var number = await MoveAsync(hub, "mallory");
        await hub.GitHub.ReviewAsync(hub.Repository, number, "alice");
        await hub.GitHub.ReviewAsync(hub.Repository, number, "alice", ReviewState.ChangesRequested);
        Refuses(await ValidateAsync(hub, number), RegistryRules.ChannelWho);

        await hub.GitHub.ReviewAsync(hub.Repository, number, "alice");
        hub.Registry.Commit(new HandCommit("one more thing").Write("entities/acme/identity/entity.yaml", "apiVersion: registry/v1\nkind: Entity\n"), Branch, $"refs/heads/{Branch}");
        Refuses(await ValidateAsync(hub, number), RegistryRules.ChannelWho);
    }

    [Fact]
    public async Task AMemberOfATeamThatIsNamedCounts()
    {
        await using var hub = await GitHubRegistry.CreateAsync(Settings.Guarded.Replace("- \"@alice\"", "- \"@acme/releasers\"", StringComparison.Ordinal));
        await hub.Registry.DoAsync("codeowners");
        var number = await MoveAsync(hub, "carol");
        Refuses(await ValidateAsync(hub, number), RegistryRules.ChannelWho);

        hub.Registry.Variables["GITHUB_TOKEN"] = hub.GitHub.CreateToken("contents: read", "pull_requests: read", "members: read");
        hub.GitHub.AddTeamMember("acme", "releasers", "carol");

        (await ValidateAsync(hub, number)).Ended(ExitCode.Done);
    }

    [Fact]
    public async Task OneCommentTellsWhatAMergeWouldDoAndIsKeptUpToDate()
    {
        await using var hub = await GuardedAsync();
        var number = await MoveAsync(hub, "mallory");
        var summary = hub.Registry.Sandbox.Combine("summary.md");
        hub.Registry.Variables["GITHUB_STEP_SUMMARY"] = summary;

        await ValidateAsync(hub, number, "--comment");
        await ValidateAsync(hub, number, "--comment");
        var bad = Assert.Single(await hub.CommentsAsync(number)).ReplaceLineEndings("\n");
        await hub.GitHub.ReviewAsync(hub.Repository, number, "alice");
        await ValidateAsync(hub, number, "--comment");
        var good = Assert.Single(await hub.CommentsAsync(number)).ReplaceLineEndings("\n");

        Assert.Contains("- **REG4010** `entities/acme/billing/channels/stable.yaml` ", bad, StringComparison.Ordinal);
        Assert.Contains("### Registry: all checks pass\n\n\n### What a merge does\n\n---\n**acme/billing**, channel **stable**: nothing → ", good, StringComparison.Ordinal);
        Assert.EndsWith(good, File.ReadAllText(summary), StringComparison.Ordinal);
    }

    [Fact]
    public async Task TheStatusOfTheCommitTurnsGreenWithTheApprovalThatIsAskedFor()
    {
        await using var hub = await GuardedAsync();
        var number = await MoveAsync(hub, "mallory");
        var commit = hub.Registry.Sandbox.Run(hub.Registry.Path, "rev-parse", Branch);

        await ValidateAsync(hub, number, "--status", commit);
        Assert.Equal(["registry/validate: failure"], await hub.StatusesAsync(commit));
        await hub.GitHub.ReviewAsync(hub.Repository, number, "alice");
        await ValidateAsync(hub, number, "--status", commit);

        Assert.Equal(["registry/validate: success"], await hub.StatusesAsync(commit));
    }

    [Fact]
    public async Task ACommentThatCannotBeWrittenChangesNothingOfWhatWasFound()
    {
        await using var hub = await GuardedAsync();
        var number = await MoveAsync(hub, "alice");
        hub.GitHub.Fail(Fault.ServerError(), "POST /repos/{owner}/{repo}/issues/{issue_number}/comments");

        var run = (await ValidateAsync(hub, number, "--comment")).Ended(ExitCode.Done);

        Assert.Contains("no comment: ", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task NobodyIsNamedForAPullRequestBesides()
    {
        await using var hub = await GuardedAsync();
        var number = await MoveAsync(hub, "mallory");

        (await ValidateAsync(hub, number, "--by", "@alice")).Broke(RegistryRules.BadRequest, ExitCode.WrongUsage);
    }

    [Fact]
    public async Task AMoveToAVersionThatIsNotThereIsShownAsWhatItIs()
    {
        await using var hub = await GuardedAsync();
        await hub.Registry.EmitAsync("a");
        var number = await hub.OpenAsync("alice", Branch, new HandCommit("nowhere").Write(ChannelPath("stable"), "version: 2027.01.01-000000\n"));

        Refuses(await ValidateAsync(hub, number, "--comment"), RegistryRules.ChannelTarget);

        Assert.Contains("channel **stable**: nothing → 2027.01.01-000000", Assert.Single(await hub.CommentsAsync(number)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task AnUnknownPullRequestIsAnError()
    {
        await using var hub = await GuardedAsync();
        await MoveAsync(hub, "alice");

        (await ValidateAsync(hub, 77)).Broke(RegistryRules.GitHubFailed, ExitCode.Failed);
    }

    [Fact]
    public async Task TheLogNamesThePullRequestOfAMergeAndWhoMergedIt()
    {
        await using var hub = await GuardedAsync();
        var id = await hub.Registry.EmitAsync("b");
        hub.Registry.Commit(new HandCommit("by mallory").Write(ChannelPath("stable"), $"version: {id}\nreason: the customer waits\n"), Branch);
        var merge = hub.Registry.Sandbox.Run(
            hub.Registry.Path, "commit-tree", $"{Branch}^{{tree}}", "-p", "main", "-p", Branch, "-m", "Merge pull request #12 from mallory/change", "-m", "By the way");
        hub.Registry.Sandbox.Run(hub.Registry.Path, "update-ref", "refs/heads/main", merge);
        var second = await hub.Registry.EmitAsync("c");
        hub.Registry.Commit(new HandCommit($"promote to stable (#13)").Write(ChannelPath("stable"), $"version: {second}\n"));

        var items = (await hub.Registry.DoAsync("log", Billing, "--channel", "stable", "--json")).Json.GetProperty("items").EnumerateArray().ToList();

        Assert.Equal([13, 12], items.Select(item => item.GetProperty("pullRequest").GetInt32()));
        Assert.Equal((merge, id, "the customer waits"), (items[1].GetProperty("commit").GetString(), items[1].GetProperty("version").GetString(), items[1].GetProperty("reason").GetString()));
    }

    private static async Task<GitHubRegistry> GuardedAsync()
    {
        var hub = await GitHubRegistry.CreateAsync(Settings.Guarded);
        await hub.Registry.DoAsync("codeowners");
        return hub;
    }

    private static async Task<int> MoveAsync(GitHubRegistry hub, string login)
    {
        var id = await hub.Registry.EmitAsync("a");
        return await hub.OpenAsync(login, Branch, new HandCommit("move").Write(ChannelPath("stable"), $"version: {id}\n"));
    }

    private static Task<CommandRun> ValidateAsync(GitHubRegistry hub, int number, params string[] more) =>
        hub.RunHereAsync(["validate", "--base", "main", "--head", Branch, "--pull-request", $"{number}", .. more]);

    private static void Refuses(CommandRun run, Rule rule) => Assert.Contains($"error {rule.Code}: ", run.Ended(ExitCode.Failed).Output, StringComparison.Ordinal);
}
