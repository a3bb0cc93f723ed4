using Registry.Cli.Tests.Support;
using Registry.Reconciler.Inbox;
using static Registry.Cli.Tests.Support.TestRegistry;

namespace Registry.Cli.Tests.Inbox;

/// <summary>The reconciler's side: what waits comes in by one commit, once, whatever is cut off in between.</summary>
public sealed class InboxPassTests
{
    [Theory]
    [InlineData(Way.Path)]
    [InlineData(Way.File)]
    [InlineData(Way.Http)]
    public async Task AllThatWaitsComesInByOneCommitInOrderOfArrival(Way way)
    {
        await using var inbox = await InboxRegistry.CreateAsync(way);
        string[] branches = [await inbox.SubmitAsync("a"), await inbox.SubmitAsync("b"), await inbox.SubmitAsync("c")];
        var commits = inbox.Registry.CountCommits();

        var outcome = await inbox.PassAsync();

        Assert.Equal(branches, outcome.Folded.Select(emit => emit.Branch));
        Assert.Empty(outcome.Refused);
        Assert.Equal(commits + 1, inbox.Registry.CountCommits());
        Assert.Equal(inbox.Registry.Head, outcome.Commit);
        Assert.Equal(["2026.11.21-120000", "2026.11.21-120001", "2026.11.21-120002"], await inbox.VersionsAsync());
        Assert.Empty(inbox.Branches);
        await inbox.Registry.DoAsync("validate");
        await inbox.Registry.DoAsync("verify");
    }

    [Fact]
    public async Task AnEmitThatWasPlannedOnAnOlderCommitIsPlannedAnew()
    {
        await using var inbox = await InboxRegistry.CreateAsync(Way.Http);
        await inbox.SubmitAsync("a");
        inbox.Registry.Time.Advance(TimeSpan.FromSeconds(-1));
        // The same proposed id, as the first has not come in yet.
        await inbox.SubmitAsync("b");
        await inbox.PassAsync();
        await inbox.SubmitAsync("c");

        await inbox.PassAsync();

        Assert.Equal(["2026.11.21-120000", "2026.11.21-120001", "2026.11.21-120002"], await inbox.VersionsAsync());
        await inbox.Registry.DoAsync("validate");
    }

    [Theory]
    [InlineData(Way.Path)]
    [InlineData(Way.Http)]
    public async Task APassThatIsCutOffAfterItsCommitIsMadeUpForByTheNext(Way way)
    {
        await using var inbox = await InboxRegistry.CreateAsync(way);
        await inbox.SubmitAsync("a");
        await inbox.SubmitAsync("a", "--force");
        await inbox.SubmitAsync("a", "--force");
        await Assert.ThrowsAsync<OperationCanceledException>(() => inbox.PassAsync(new Reporter { Accepting = _ => throw new OperationCanceledException() }));
        var versions = await inbox.VersionsAsync();
        Assert.Equal((3, 3), (inbox.Branches.Count, versions.Count));
        inbox.Registry.Time.Advance(TimeSpan.FromHours(1));

        var outcome = await inbox.PassAsync();

        Assert.Null(outcome.Commit);
        Assert.All(outcome.Folded, emit => Assert.False(emit.Created));
        Assert.Equal(versions.Skip(1), outcome.Folded.Skip(1).Select(emit => emit.Version.ToString()));
        Assert.Equal(versions, await inbox.VersionsAsync());
        Assert.Empty(inbox.Branches);
    }

    [Theory]
    [InlineData(Way.Path)]
    [InlineData(Way.File)]
    public async Task ABranchThatChangedMeanwhileStays(Way way)
    {
        await using var inbox = await InboxRegistry.CreateAsync(way);
        var (moved, other) = (await inbox.SubmitAsync("a"), await inbox.SubmitAsync("b"));

        await inbox.PassAsync(new Reporter { Accepting = _ => inbox.Sandbox.Run(inbox.Registry.Path, "update-ref", $"refs/heads/{moved}", inbox.Registry.Head) });

        Assert.Equal([moved], inbox.Branches);
        Assert.NotEqual(moved, other);
    }

    [Fact]
    public async Task AnEmptyInboxOfARemoteRegistryCostsOneLook()
    {
        await using var inbox = await InboxRegistry.CreateAsync(Way.Http);
        await using var store = await Git.GitRegistryStore.OpenAsync(inbox.Location, inbox.Sandbox.Options(inbox.Registry.Time), Token);
        await InboxRegistry.ReconcileAsync(store, new SilentInboxReporter());
        inbox.Sandbox.ForgetCommands();

        var pass = await InboxRegistry.ReconcileAsync(store, new SilentInboxReporter());

        Assert.Same(InboxOutcome.Empty, pass.Inbox);
        // One for the branch, as ever, and one for what waits.
        Assert.Equal(["fetch", "ls-remote"], inbox.Sandbox.Commands.Where(command => command.Contains("origin", StringComparison.Ordinal)).Select(command => command.Split(' ')[0]));
    }

    [Fact]
    public async Task WithoutAnInboxSuchBranchesAreNobodysBusiness()
    {
        using var registry = await CreateAsync();
        registry.Commit(new HandCommit("work").Write("junk", "junk"), "emit/some/branch");
        await using var store = await Git.GitRegistryStore.OpenAsync(registry.Path, registry.Sandbox.Options(registry.Time), Token);
        registry.Time.Advance(TimeSpan.FromDays(2));

        Assert.Same(InboxOutcome.Empty, (await InboxRegistry.ReconcileAsync(store, new SilentInboxReporter())).Inbox);

        Assert.NotEmpty(registry.Sandbox.Run(registry.Path, "rev-parse", "--verify", "emit/some/branch"));
    }

    [Fact]
    public async Task ATimeAheadOfTheClockIsBroughtBack()
    {
        await using var inbox = await InboxRegistry.CreateAsync();
        inbox.Registry.Time.Advance(TimeSpan.FromHours(1));
        var branch = await inbox.SubmitAsync("a");
        var forced = await inbox.SubmitAsync("b", "--force");
        inbox.Registry.Time.Advance(TimeSpan.FromHours(-1));

        var outcome = await inbox.PassAsync();

        Assert.Equal((branch, "2026.11.21-120502"), (Assert.Single(outcome.Folded).Branch, Assert.Single(outcome.Folded).Version.ToString()));
        Assert.Equal(forced, Assert.Single(outcome.Refused).Branch);
    }

    private sealed class Reporter : IInboxReporter
    {
        public required Action<string> Accepting { get; init; }

        public Task AcceptedAsync(string commit, string description, CancellationToken cancellationToken)
        {
            Accepting(commit);
            return Task.CompletedTask;
        }

        public Task<DateTimeOffset?> RefusedAsync(string commit, string description, CancellationToken cancellationToken) => Task.FromResult<DateTimeOffset?>(null);
    }
}
