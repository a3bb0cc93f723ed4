using Registry.Core.Rules;
using Registry.Git.Leases;
using Registry.Git.Tests.Support;

namespace Registry.Git.Tests.Leases;

/// <summary>Who holds the lease of a registry, and from when to when.</summary>
public sealed class RefLeaseTests : LeaseTestBase
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task TheFirstTakesItAndTheSecondSeesWhoHasIt(bool isRemote)
    {
        var (one, two) = (await JoinAsync(isRemote, "one"), await JoinAsync(isRemote, "two"));

        Assert.True(await one.TryAcquireAsync());
        Assert.False(await two.TryAcquireAsync());

        Assert.True(one.Lease.IsHeld);
        Assert.Equal(1, one.Lease.Number);
        Assert.False(two.Lease.IsHeld);
        Assert.Equal("one", two.Lease.Seen?.Holder);
        Assert.Contains("Lease-Holder: one\n", LeaseText(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task ALeaseThatStoodStillForItsDurationIsTakenOverWithTheNextNumber(bool isRemote)
    {
        var (one, two) = (await JoinAsync(isRemote, "one"), await JoinAsync(isRemote, "two"));
        await one.TryAcquireAsync();
        await two.TryAcquireAsync();

        two.Clock.Advance(LeaseParty.Duration - TimeSpan.FromTicks(1));
        Assert.False(await two.TryAcquireAsync());
        two.Clock.Advance(TimeSpan.FromTicks(1));
        Assert.True(await two.TryAcquireAsync());

        Assert.Equal(2, two.Lease.Number);
        Assert.False(await one.Lease.RenewAsync(StoreAssertions.Token));
        Assert.False(one.Lease.IsHeld);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task ARenewalStartsTheWaitOfOthersAnew(bool isRemote)
    {
        var (one, two) = (await JoinAsync(isRemote, "one"), await JoinAsync(isRemote, "two"));
        await one.TryAcquireAsync();
        await two.TryAcquireAsync();
        two.Clock.Advance(LeaseParty.Duration);

        Assert.True(await one.Lease.RenewAsync(StoreAssertions.Token));

        Assert.False(await two.TryAcquireAsync());
        two.Clock.Advance(LeaseParty.Duration);
        Assert.True(await two.TryAcquireAsync());
    }

    [Theory]
    [InlineData(-3)]
    [InlineData(3)]
    public async Task AWallClockThatIsDaysOffChangesNothing(int days)
    {
        var (one, two) = (await JoinAsync(isRemote: false, "one"), await JoinAsync(isRemote: false, "two"));
        await one.TryAcquireAsync();
        two.Clock.Now += TimeSpan.FromDays(days);
        await two.TryAcquireAsync();

        one.Clock.Now -= TimeSpan.FromDays(days);
        two.Clock.Now += TimeSpan.FromDays(days);

        Assert.False(await two.TryAcquireAsync());
        Assert.True(one.Lease.IsHeld);
        two.Clock.Advance(LeaseParty.Duration);
        Assert.True(await two.TryAcquireAsync());
    }

    [Fact]
    public async Task TheHolderStopsTrustingItselfBeforeOthersMayTakeOver()
    {
        var one = await JoinAsync(isRemote: false, "one");
        await one.TryAcquireAsync();

        one.Clock.Advance(LeaseParty.Duration * 0.7);
        Assert.True(one.Lease.IsHeld);
        one.Clock.Advance(LeaseParty.Duration * 0.1);

        Assert.False(one.Lease.IsHeld);
        Assert.Equal(0, one.Lease.Number);
    }

    [Fact]
    public async Task AHolderWhoseTimeIsOverButWhomNobodyReplacedGoesOnWithItsNumber()
    {
        var one = await JoinAsync(isRemote: false, "one");
        await one.TryAcquireAsync();
        one.Clock.Advance(LeaseParty.Duration * 5);

        Assert.True(await one.TryAcquireAsync());

        Assert.Equal(1, one.Lease.Number);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task ALeaseThatIsGivenBackIsFreeAtOnceAndItsNumberIsNotUsedAgain(bool isRemote)
    {
        var (one, two) = (await JoinAsync(isRemote, "one"), await JoinAsync(isRemote, "two"));
        await one.TryAcquireAsync();
        await one.Lease.ReleaseAsync(StoreAssertions.Token);

        Assert.False(one.Lease.IsHeld);
        Assert.True(await two.TryAcquireAsync());
        Assert.Equal(2, two.Lease.Number);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task OfManyAtOnceOneWins(bool isRemote)
    {
        var parties = await Task.WhenAll(Enumerable.Range(0, 6).Select(number => JoinAsync(isRemote, $"party{number}")));

        var won = await Task.WhenAll(parties.Select(party => Task.Run(party.TryAcquireAsync)));

        Assert.Single(won, isHeld => isHeld);
        Assert.Equal([1], parties.Where(party => party.Lease.IsHeld).Select(party => party.Lease.Number));
    }

    [Fact]
    public async Task TheLoserOfATakeOverWaitsForTheWinnersDuration()
    {
        var (one, two, three) = (await JoinAsync(isRemote: false, "one"), await JoinAsync(isRemote: false, "two"), await JoinAsync(isRemote: false, "three"));
        await one.TryAcquireAsync();
        await three.TryAcquireAsync();
        await two.TakeOverAsync();
        three.Clock.Advance(LeaseParty.Duration);

        Assert.False(await three.TryAcquireAsync());
        Assert.Equal("two", three.Lease.Seen?.Holder);
    }

    [Fact]
    public async Task ALeaseOfMonthsLeavesFewObjects()
    {
        var one = await JoinAsync(isRemote: false, "one");
        await one.TryAcquireAsync();
        for (var renewal = 0; renewal < 300; renewal++) Assert.True(await one.Lease.RenewAsync(StoreAssertions.Token));

        var loose = Directory.EnumerateFiles(Path.Combine(Origin, "objects"), "*", SearchOption.AllDirectories).Count();

        Assert.InRange(loose, 1, 270);
    }

    [Fact]
    public async Task ARefThatIsNoLeaseIsNotOverwritten()
    {
        var one = await JoinAsync(isRemote: false, "one");
        Sandbox.Run(Origin, "update-ref", RefLease.RefName, "main");

        var error = await Assert.ThrowsAsync<RegistryException>(one.TryAcquireAsync);

        Assert.Equal(RegistryRules.LeaseHeld, error.Rule);
        Assert.Equal(Sandbox.Run(Origin, "rev-parse", "main"), Sandbox.Run(Origin, "rev-parse", RefLease.RefName));
    }

    [Theory]
    [InlineData("", 60)]
    [InlineData("two\nlines", 60)]
    [InlineData("one", 0.5)]
    [InlineData("one", 100_000)]
    public async Task AHolderThatCannotBeWrittenDownIsRefused(string holder, double seconds)
    {
        var options = Sandbox.Options() with { Lease = new LeaseOptions { Holder = holder, Duration = TimeSpan.FromSeconds(seconds) } };

        var error = await Assert.ThrowsAsync<RegistryException>(() => GitRegistryStore.OpenAsync(Origin, options, StoreAssertions.Token));

        Assert.Equal(RegistryRules.BadRequest, error.Rule);
    }
}
