using Registry.Cli.Hosting;
using Registry.Cli.Tests.Support;
using Registry.Core.Rules;
using static Registry.Cli.Tests.Support.TestRegistry;

namespace Registry.Cli.Tests.Inbox;

/// <summary>The builder's side: an emit becomes a branch, and the registry's own branch is left alone.</summary>
public sealed class SubmitTests
{
    private static string BranchOf(string seed) => $"emit/{Billing}/{HashOf(seed)[7..23]}";

    [Theory]
    [InlineData(Way.Path)]
    [InlineData(Way.File)]
    [InlineData(Way.Http)]
    public async Task AnEmitWaitsOnABranchOfItsOwn(Way way)
    {
        await using var inbox = await InboxRegistry.CreateAsync(way);
        var head = inbox.Registry.Head;

        var run = (await inbox.EmitAsync("a")).Ended(ExitCode.Done);

        Assert.Equal("outcome entity sourceHash commit branch", run.Names);
        Assert.Equal("queued", run.Json.GetProperty("outcome").GetString());
        Assert.Equal([BranchOf("a")], inbox.Branches);
        Assert.Equal(inbox.Sandbox.Run(inbox.Registry.Path, "rev-parse", BranchOf("a")), run.Json.GetProperty("commit").GetString());
        Assert.Equal(head, inbox.Sandbox.Run(inbox.Registry.Path, "rev-parse", $"{BranchOf("a")}^"));
        Assert.Equal(head, inbox.Registry.Head);
        Assert.Equal(3, inbox.Sandbox.Run(inbox.Registry.Path, "diff", "--name-only", "--diff-filter=A", head, BranchOf("a")).Split('\n').Length);
    }

    [Theory]
    [InlineData(Way.Path)]
    [InlineData(Way.Http)]
    public async Task EmittingTheSameAgainKeepsTheBranch(Way way)
    {
        await using var inbox = await InboxRegistry.CreateAsync(way);
        var first = (await inbox.EmitAsync("a")).Json.GetProperty("commit").GetString();

        var again = (await inbox.EmitAsync("a")).Ended(ExitCode.Done).Json;

        Assert.Equal(first, again.GetProperty("commit").GetString());
        Assert.Equal([BranchOf("a")], inbox.Branches);
    }

    [Theory]
    [InlineData(Way.Path)]
    [InlineData(Way.Http)]
    public async Task OtherContentOfTheSameSourceGetsABranchBeside(Way way)
    {
        await using var inbox = await InboxRegistry.CreateAsync(way);
        await inbox.SubmitAsync("a");

        var other = await inbox.SubmitAsync("a", "--name", "another");
        var again = await inbox.SubmitAsync("a", "--name", "another");

        Assert.Matches($"^{BranchOf("a")}-[0-9a-f]{{8}}$", other);
        Assert.Equal(other, again);
        Assert.Equal(2, inbox.Branches.Count);
    }

    [Fact]
    public async Task AForcedEmitIsAnotherBranchEachTime()
    {
        await using var inbox = await InboxRegistry.CreateAsync();

        var branches = new[] { await inbox.SubmitAsync("a", "--force"), await inbox.SubmitAsync("a", "--force") };

        Assert.All(branches, branch => Assert.Matches($"^{BranchOf("a")}-forced-[0-9a-f]{{8}}$", branch));
        Assert.Equal(branches.Order(), inbox.Branches.Order());
        Assert.Equal(2, (await inbox.PassAsync()).Folded.Count);
        Assert.Equal(2, (await inbox.VersionsAsync()).Count);
    }

    [Fact]
    public async Task AKnownSourceIsUnchangedAtOnce()
    {
        await using var inbox = await InboxRegistry.CreateAsync(Way.File);
        await inbox.SubmitAsync("a");
        var id = Assert.Single((await inbox.PassAsync()).Folded).Version.ToString();

        var run = (await inbox.EmitAsync("a")).Ended(ExitCode.Done).Json;

        Assert.Equal(("unchanged", id), (run.GetProperty("outcome").GetString(), run.GetProperty("version").GetString()));
        Assert.Empty(inbox.Branches);
    }

    [Fact]
    public async Task AnEmitIntoAnInboxMakesNothingActive()
    {
        await using var inbox = await InboxRegistry.CreateAsync();

        (await inbox.RunAsync([.. inbox.Arguments("a").Where(argument => argument != "--json"), "--set-active"])).Broke(RegistryRules.InboxSetActive, ExitCode.Refused);

        Assert.Empty(inbox.Branches);
    }

    [Fact]
    public async Task WhatTheRegistryRefusesNeverBecomesABranch()
    {
        await using var inbox = await InboxRegistry.CreateAsync();

        (await inbox.RunAsync("emit", Billing, "--source-hash", HashOf("a"))).Broke(RegistryRules.NoFiles, ExitCode.Refused);

        Assert.Empty(inbox.Branches);
    }

    [Fact]
    public async Task WhatWaitedInTheOutboxIsHandedInWithOnePush()
    {
        await using var inbox = await InboxRegistry.CreateAsync(Way.File);
        await inbox.SubmitAsync("known");
        var away = inbox.Registry.Path + ".away";
        Directory.Move(inbox.Registry.Path, away);
        foreach (var seed in new[] { "a", "b", "c" }) Assert.DoesNotContain("branch", (await inbox.EmitAsync(seed)).Ended(ExitCode.Done).Names, StringComparison.Ordinal);
        Directory.Move(away, inbox.Registry.Path);
        inbox.Sandbox.ForgetCommands();

        var run = (await inbox.RunAsync("flush", "--json")).Ended(ExitCode.Done).Json;

        Assert.Equal(["queued", "queued", "queued"], run.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("outcome").GetString()));
        Assert.Single(inbox.Sandbox.Commands, command => command.Contains(" push ", StringComparison.Ordinal));
        Assert.Equal(new[] { "a", "b", "c", "known" }.Select(BranchOf).Order(), inbox.Branches.Order());
        Assert.Equal(4, (await inbox.PassAsync()).Folded.Count);
        await inbox.Registry.DoAsync("verify");
    }

    [Fact]
    public async Task ASquattedBranchDoesNotStopAnHonestEmit()
    {
        await using var inbox = await InboxRegistry.CreateAsync(Way.Http);
        inbox.Registry.Commit(new HandCommit("squat").Write("junk", "junk"), BranchOf("a"));

        var branch = await inbox.SubmitAsync("a");
        var outcome = await inbox.PassAsync();

        Assert.NotEqual(BranchOf("a"), branch);
        Assert.Equal(branch, Assert.Single(outcome.Folded).Branch);
        Assert.Equal(BranchOf("a"), Assert.Single(outcome.Refused).Branch);
    }
}
