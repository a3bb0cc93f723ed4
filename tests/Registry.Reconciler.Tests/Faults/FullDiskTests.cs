namespace Registry.Reconciler.Tests.Faults;

/// <summary>A pass on a machine whose disk is full, wherever it becomes so.</summary>
public sealed class FullDiskTests
{
    [Fact]
    public async Task APassThatFindsNoRoomSaysSoAndTheNextOneMakesUpForIt()
    {
        Assert.SkipUnless(PublishingWorld.HasDisks(), "a process cannot have a disk of its own here");
        await using var world = await PublishingWorld.CreateAsync();
        await world.EmitAsync();
        var head = world.Head;
        var failed = 0;

        for (var kilobytes = 20; world.Head == head; kilobytes += 20)
        {
            var (exit, error) = await world.ReconcileOnDiskAsync(kilobytes);
            if (exit == 0) continue;
            failed++;
            Assert.True(error.Contains("error REG6010", StringComparison.Ordinal), $"{kilobytes} KiB: {error}");
            Assert.Equal(head, world.Head);
        }

        // One that has no room for the clone, and one that has published and has no room for the commit.
        Assert.InRange(failed, 2, 20);
        Assert.Equal(1, world.GitHub.Requests.Count(request => request.Operation == Requests.CreateRelease));
        await world.AssertSettledAsync(() => world.ReconcileAsync());
    }
}
