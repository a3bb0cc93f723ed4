using Registry.Cli.Hosting;
using Registry.Cli.Tests.Support;
using Registry.Core.Rules;
using static Registry.Cli.Tests.Support.TestRegistry;

namespace Registry.Cli.Tests.Inbox;

/// <summary><c>emit --wait</c>: the id comes when the reconciler has folded the emit in.</summary>
public sealed class WaitTests
{
    [Theory]
    [InlineData(Way.Path, "")]
    [InlineData(Way.File, "")]
    [InlineData(Way.Http, "--force")]
    public async Task WaitingGivesTheIdThatTheVersionGot(Way way, string more)
    {
        await using var inbox = await InboxRegistry.CreateAsync(way);
        var waiting = inbox.RunAsync(inbox.Arguments("a", ["--wait-for", "3000d", .. more.Length > 0 ? new[] { more } : []]));
        await ReachAsync(inbox, waiting, () => inbox.Branches.Count == 1);
        await inbox.PassAsync();

        await ReachAsync(inbox, waiting, () => waiting.IsCompleted);
        var run = (await waiting).Ended(ExitCode.Done);

        Assert.Equal("outcome entity version ordinal sourceHash manifestSha commit", run.Names);
        Assert.Equal(("created", Assert.Single(await inbox.VersionsAsync())), (run.Json.GetProperty("outcome").GetString(), run.Json.GetProperty("version").GetString()));
    }

    [Fact]
    public async Task WhenTheTimeIsOverTheEmitStillWaits()
    {
        await using var inbox = await InboxRegistry.CreateAsync();
        var waiting = inbox.RunAsync([.. inbox.Arguments("a", "--wait").Where(argument => argument != "--json")]);

        await ReachAsync(inbox, waiting, () => waiting.IsCompleted);

        var run = (await waiting).Broke(RegistryRules.InboxTimeout, ExitCode.Failed);
        Assert.Contains("within 10m", run.Error, StringComparison.Ordinal);
        Assert.Single((await inbox.PassAsync()).Folded);
    }

    [Fact]
    public async Task ABranchThatIsRemovedWithoutItsVersionWasRefused()
    {
        await using var inbox = await InboxRegistry.CreateAsync(Way.File);
        var waiting = inbox.RunAsync([.. inbox.Arguments("a", "--wait-for", "3000d").Where(argument => argument != "--json")]);
        await ReachAsync(inbox, waiting, () => inbox.Branches.Count == 1);
        inbox.Sandbox.Run(inbox.Registry.Path, "update-ref", "-d", $"refs/heads/{inbox.Branches[0]}");

        await ReachAsync(inbox, waiting, () => waiting.IsCompleted);

        (await waiting).Broke(RegistryRules.InboxRemoved, ExitCode.Refused);
    }

    [Fact]
    public async Task ADurationIsOneOfTheFilesForm()
    {
        await using var inbox = await InboxRegistry.CreateAsync();

        var run = await inbox.RunAsync(inbox.Arguments("a", "--wait-for", "soon"));

        Assert.Equal(ExitCode.WrongUsage, run.Exit);
        Assert.Empty(inbox.Branches);
    }

    /// <summary>Moves the clock on until something is so; the command looks again each time.</summary>
    private static async Task ReachAsync(InboxRegistry inbox, Task<CommandRun> waiting, Func<bool> isReached)
    {
        while (!isReached())
        {
            Token.ThrowIfCancellationRequested();
            if (waiting.IsFaulted) await waiting;
            inbox.Registry.Time.Advance(TimeSpan.FromSeconds(1));
            await Task.Yield();
        }
    }
}
