using Registry.Core.Rules;
using Registry.Core.Store;
using Registry.Git.Leases;
using Registry.Git.Tests.Support;
using Registry.Testing;

namespace Registry.Git.Tests.Leases;

/// <summary>Commits under a lease: the branch moves only while the lease is the writer's, whatever the writer believes.</summary>
public sealed class FenceTests : LeaseTestBase
{
    private string Tip => Sandbox.Run(Origin, "rev-parse", "main");

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task AWriteUnderTheLeaseIsCommittedAndRenewsIt(bool isRemote)
    {
        var (one, two) = (await JoinAsync(isRemote, "one"), await JoinAsync(isRemote, "two"));
        await one.TryAcquireAsync();
        await two.TryAcquireAsync();
        two.Clock.Advance(LeaseParty.Duration);

        var revision = await one.Store.CommitAsync(("a", "1"));

        Assert.Equal(revision, Tip);
        Assert.False(await two.TryAcquireAsync());
        Assert.True(await one.Lease.RenewAsync(StoreAssertions.Token));
        await one.Store.CommitAsync(("a", "2"));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task AWriteWithoutTheLeaseIsNotEvenPlanned(bool isRemote)
    {
        var one = await JoinAsync(isRemote, "one");
        var operation = new WriteFiles(("a", "1"));

        var result = await one.Store.ExecuteAsync(operation, StoreAssertions.Token);

        AssertFenced(result);
        Assert.Equal(0, operation.Plans);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task AHolderThatWasPausedBeyondItsLeaseWritesNothing(bool isRemote)
    {
        var (one, two) = (await JoinAsync(isRemote, "one"), await JoinAsync(isRemote, "two"));
        await one.TryAcquireAsync();
        await two.TakeOverAsync();
        var before = Tip;

        // The clock of a machine that sleeps stands still: it believes that it holds the lease.
        Assert.True(one.Lease.IsHeld);
        var result = await one.Store.ExecuteAsync(new WriteFiles(("a", "1")), StoreAssertions.Token);

        AssertFenced(result);
        Assert.Equal(before, Tip);
        Assert.False(one.Lease.IsHeld);
        await two.Store.CommitAsync(("a", "2"));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task AHolderThatIsPausedWhileItPlansWritesNothing(bool isRemote)
    {
        var (one, two) = (await JoinAsync(isRemote, "one"), await JoinAsync(isRemote, "two"));
        await one.TryAcquireAsync();
        var before = Tip;

        var result = await one.Store.ExecuteAsync(new WriteFiles(("a", "1")) { Planning = _ => two.TakeOverAsync() }, StoreAssertions.Token);

        AssertFenced(result);
        Assert.Equal(before, Tip);
    }

    [Fact]
    public async Task ATakeOverInTheMiddleOfAPushWins()
    {
        var (one, two) = (await JoinAsync(isRemote: true, "one"), await JoinAsync(isRemote: true, "two"));
        await one.TryAcquireAsync();
        var mine = Sandbox.Run(Origin, "rev-parse", RefLease.RefName);
        await two.TakeOverAsync();
        var theirs = Sandbox.Run(Origin, "rev-parse", RefLease.RefName);
        Sandbox.Run(Origin, "update-ref", RefLease.RefName, mine);
        // The server has shown the refs to the one that pushes, and has not moved them yet.
        Sandbox.WriteHook(Origin, "pre-receive", $"env -u GIT_QUARANTINE_PATH git update-ref {RefLease.RefName} {theirs}");
        var before = Tip;

        var result = await one.Store.ExecuteAsync(new WriteFiles(("a", "1")), StoreAssertions.Token);

        AssertFenced(result);
        Assert.Equal(before, Tip);
        Assert.Equal(theirs, Sandbox.Run(Origin, "rev-parse", RefLease.RefName));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task AWriterWithoutALeaseThatIsFasterOnlyCausesAnotherPlan(bool isRemote)
    {
        var one = await JoinAsync(isRemote, "one");
        await one.TryAcquireAsync();
        var isFirst = true;
        var operation = new WriteFiles(("a", "1"))
        {
            Planning = async _ =>
            {
                if (!isFirst) return;
                isFirst = false;
                if (isRemote)
                {
                    await using var other = await GitRegistryStore.OpenAsync(Origin, Sandbox.Options(), StoreAssertions.Token);
                    await other.CommitAsync(("b", "1"));
                }
                else
                {
                    // Without the writer's turn, which the one that plans has.
                    Sandbox.Run(Origin, "update-ref", "refs/heads/main", Sandbox.Run(Origin, "commit-tree", "main^{tree}", "-p", "main", "-m", "by hand"));
                }
            },
        };

        var revision = await one.Store.CommitAsync(operation);

        Assert.Equal(Tip, revision);
        Assert.Equal(2, operation.Plans);
        Assert.True(one.Lease.IsHeld);
        await one.Store.CommitAsync(("a", "2"));
    }

    [Fact]
    public async Task ACommitWhoseAnswerIsLostIsCommittedOnceAndTheLeaseGoesOn()
    {
        await using var server = new GitServer(Sandbox);
        var one = await JoinAsync(server.UrlOf(Origin), "one");
        await one.TryAcquireAsync();
        server.FailPushes(GitServerFault.DropAnswer);

        var revision = await one.Store.CommitAsync(("a", "1"));

        server.Fault = (_, _) => GitServerFault.None;
        Assert.Equal(revision, Tip);
        Assert.True(await one.Lease.RenewAsync(StoreAssertions.Token));
        Assert.Equal("2", Sandbox.Run(Origin, "rev-list", "--count", "main"));
    }

    [Fact]
    public async Task ARenewalWhoseAnswerIsLostLosesNoLease()
    {
        await using var server = new GitServer(Sandbox);
        var one = await JoinAsync(server.UrlOf(Origin), "one");
        await one.TryAcquireAsync();
        var pushes = 0;
        // The push is carried out without an answer, and then nobody can be asked about it.
        server.Fault = (method, target) =>
            method == "POST" && target.EndsWith("/git-receive-pack", StringComparison.Ordinal) && pushes++ == 0 ? GitServerFault.DropAnswer
            : pushes > 0 ? GitServerFault.Unavailable : GitServerFault.None;
        var error = await Assert.ThrowsAsync<RegistryException>(() => one.Lease.RenewAsync(StoreAssertions.Token));
        server.Fault = (_, _) => GitServerFault.None;

        Assert.Equal(RegistryRules.Unreachable, error.Rule);
        Assert.True(await one.Lease.RenewAsync(StoreAssertions.Token));
        Assert.Equal(1, one.Lease.Number);
    }

    [Fact]
    public async Task AHookThatDeclinesIsARefusalAndNoLoss()
    {
        var one = await JoinAsync(isRemote: true, "one");
        await one.TryAcquireAsync();
        Sandbox.WriteHook(Origin, "pre-receive", "echo not today >&2; exit 1");

        var refused = Assert.IsType<NotDone<string>>(await one.Store.ExecuteAsync(new WriteFiles(("a", "1")), StoreAssertions.Token));

        Assert.Equal(RegistryRules.RemoteRefused, refused.Refusal.Problems[0].Rule);
        Assert.True(one.Lease.IsHeld);
    }

    [Fact]
    public async Task AWorkTreeFollowsAFencedCommit()
    {
        var clone = Sandbox.Combine("clone");
        Sandbox.Run(Sandbox.Path, "clone", "-q", Origin, clone);
        var one = await JoinAsync(clone, "one");
        await one.TryAcquireAsync();

        await one.Store.CommitAsync(("a", "1"));

        Assert.Equal("1", await File.ReadAllTextAsync(Path.Combine(clone, "a"), StoreAssertions.Token));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task RenewalsAndCommitsAtOnceDisturbNoneOfThem(bool isRemote)
    {
        var one = await JoinAsync(isRemote, "one");
        await one.TryAcquireAsync();

        var renewals = Enumerable.Range(0, 5).Select(_ => Task.Run(() => one.Lease.RenewAsync(StoreAssertions.Token)));
        var commits = Enumerable.Range(0, 3).Select(number => Task.Run(() => one.Store.CommitAsync(($"file{number}", "1"))));
        var all = renewals.ToList();
        await Task.WhenAll([.. all, .. commits]);

        Assert.All(all, renewal => Assert.True(renewal.Result));
        Assert.Equal("4", Sandbox.Run(Origin, "rev-list", "--count", "main"));
    }

    private static void AssertFenced(StoreResult<string> result) =>
        Assert.Equal(RegistryRules.LeaseHeld, Assert.IsType<Unavailable<string>>(result).Problem.Rule);
}
