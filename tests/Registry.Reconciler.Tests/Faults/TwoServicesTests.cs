using Registry.FakeGitHub.Faults;
using Registry.Testing;

namespace Registry.Reconciler.Tests.Faults;

/// <summary>Two services on one registry, the first of which stands still in the middle of a pass for longer than its lease is good for.</summary>
public sealed class TwoServicesTests
{
    private const string Lease = "--Registry:LeaseDuration=00:00:02";

    /// <summary>Long enough that a busy machine does not lose it by being slow: that is another fault.</summary>
    private const string LongLease = "--Registry:LeaseDuration=00:00:06";

    [Theory]
    [InlineData(Requests.ListReleases, RequestMoment.After)]
    [InlineData(Requests.EditRelease, RequestMoment.Before)]
    [InlineData(Requests.ReadReference, RequestMoment.After)]
    public async Task TheSecondDoesTheWorkAndTheFirstWritesNothingWhenItComesBack(string operation, RequestMoment moment)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "there are no signals");
        // A machine that is busy with other tests loses a short lease by being slow, which is another fault than this.
        Assert.SkipUnless(LongTests.AreWanted, LongTests.Why);
        await using var world = await PublishingWorld.CreateAsync();
        var first = await world.ServeAsync("one", Lease);
        var second = world.Serve("two", Lease);
        await second.SaysAsync("Standing by: one holds the lease 1");
        await world.EmitAsync();
        var stopped = 0;
        world.GitHub.Cut = (request, when) =>
        {
            if (request.Operation == operation && when == moment && Interlocked.Exchange(ref stopped, 1) == 0) first.Signal("STOP");
            return false;
        };

        var woken = world.WakeAsync(first);
        await second.SaysAsync("The lease 2 of ");
        await second.SaysAsync(PublishingWorld.PassEnded);
        var (head, asked) = (world.Head, world.GitHub.Requests.Count);
        await world.AssertInvariantsAsync();
        first.Signal("CONT");
        await first.SaysAsync("The lease is lost");
        await first.SaysAsync("Standing by: two holds the lease 2");
        await woken;

        Assert.Equal(1, stopped);
        Assert.Equal(head, world.Head);
        Assert.Contains("Lease-Number: 2\n", world.Lease, StringComparison.Ordinal);
        Assert.DoesNotContain(world.GitHub.Requests.Skip(asked), request => request.Operation == Requests.EditRelease);
        // The lease is renewed all the time, which is no write of the pass.
        await world.AssertInvariantsAsync();
        await world.PassAsync(second);
        Assert.Equal(head, world.Head);
    }

    [Fact]
    public async Task OfTwoThatAreKilledInTurnTheNextAlwaysGoesOn()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "there are no signals");
        // A machine that is busy with other tests loses a short lease by being slow, which is another fault than this.
        Assert.SkipUnless(LongTests.AreWanted, LongTests.Why);
        await using var world = await PublishingWorld.CreateAsync();
        var holder = await world.ServeAsync("one", LongLease);
        foreach (var (seed, name) in new[] { ('a', "two"), ('b', "one"), ('c', "two") })
        {
            var next = world.Serve(name, LongLease);
            await next.SaysAsync("Standing by");
            await world.EmitAsync(seed: seed);
            var killed = 0;
            var victim = holder;
            world.GitHub.Cut = (request, moment) =>
            {
                if (request.Operation != Requests.EditRelease || moment != RequestMoment.After || Interlocked.Exchange(ref killed, 1) != 0) return false;
                victim.Signal("KILL");
                return true;
            };
            await world.WakeAsync(victim);
            await next.SaysAsync(PublishingWorld.PassEnded);
            world.GitHub.Cut = null;
            Assert.Equal(1, killed);
            await world.AssertInvariantsAsync();
            holder = next;
        }

        Assert.Contains("Lease-Number: 4\n", world.Lease, StringComparison.Ordinal);
        var head = world.Head;
        await world.PassAsync(holder);
        Assert.Equal(head, world.Head);
    }
}
