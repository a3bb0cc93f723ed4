using Registry.FakeGitHub.Faults;

namespace Registry.Reconciler.Tests.Faults;

/// <summary>Two services on one registry, the first of which stands still in the middle of a pass for longer than its lease is good for.</summary>
public sealed class TwoServicesTests
{
    /// <summary>
    /// How long a holder that stands still or is dead is waited for. While a service lives and has such a lease, nobody else looks at it: a slow machine loses it to nobody.
    /// </summary>
    private const string Lease = "--Registry:LeaseDuration=00:00:05";

    [Theory]
    [InlineData(Requests.ListReleases, RequestMoment.After)]
    [InlineData(Requests.EditRelease, RequestMoment.Before)]
    [InlineData(Requests.ReadReference, RequestMoment.After)]
    public async Task TheSecondDoesTheWorkAndTheFirstWritesNothingWhenItComesBack(string operation, RequestMoment moment)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "there are no signals");
        await using var world = await PublishingWorld.CreateAsync();
        var first = await world.ServeAsync("one", Lease);
        // Its own lease is an hour: it looks at the other's only when it is woken, and does not lose what it takes over.
        var second = world.Serve("two");
        await second.SaysAsync("Standing by: one holds the lease 1");
        await world.EmitAsync();
        var standsStill = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        world.GitHub.Cut = (request, when) =>
        {
            if (request.Operation != operation || when != moment || standsStill.Task.IsCompleted) return false;
            first.Signal("STOP");
            standsStill.TrySetResult();
            return false;
        };

        var woken = world.WakeAsync(first);
        await standsStill.Task.WaitAsync(world.Token);
        await world.WakeUntilAsync(second, "The lease 2 of ");
        await second.SaysAsync(PublishingWorld.PassEnded);
        var (head, asked) = (world.Head, world.GitHub.Requests.Count);
        await world.AssertInvariantsAsync();
        first.Signal("CONT");
        await first.SaysAsync("The lease is lost");
        await first.SaysAsync("Standing by: two holds the lease 2");
        await woken;

        Assert.Equal(head, world.Head);
        Assert.Contains("Lease-Number: 2\n", world.Lease, StringComparison.Ordinal);
        Assert.DoesNotContain(world.GitHub.Requests.Skip(asked), request => request.Operation == Requests.EditRelease);
        await world.AssertInvariantsAsync();
        await world.PassAsync(second);
        Assert.Equal(head, world.Head);
    }

    [Fact]
    public async Task OfTwoThatAreKilledInTurnTheNextAlwaysGoesOn()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "there are no signals");
        await using var world = await PublishingWorld.CreateAsync();
        var holder = await world.ServeAsync("one", Lease);
        foreach (var (seed, dead, name) in new[] { ('a', "one", "two"), ('b', "two", "one"), ('c', "one", "two") })
        {
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
            await victim.EndAsync();
            var next = world.Serve(name, Lease);
            await next.SaysAsync($"Standing by: {dead} holds the lease");
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
