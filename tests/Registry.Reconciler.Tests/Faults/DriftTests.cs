namespace Registry.Reconciler.Tests.Faults;

/// <summary>What a service says of releases that are not as they were recorded, and of those that are.</summary>
public sealed class DriftTests
{
    [Fact]
    public async Task WhatAPassPublishesItselfIsNoReleaseThatNobodyRecorded()
    {
        await using var world = await PublishingWorld.CreateAsync();
        await world.EmitAsync();

        var service = await world.ServeAsync();
        await world.PassAsync(service);

        Assert.DoesNotContain("REG5009", service.Text, StringComparison.Ordinal);
        await world.AssertSettledAsync(() => world.PassAsync(service));
    }

    [Fact]
    public async Task AnAssetThatSomebodyRenamedIsToldAndPublishingGoesOn()
    {
        await using var world = await PublishingWorld.CreateAsync();
        await world.EmitAsync();
        var service = await world.ServeAsync("one", "--Registry:FullInterval=00:00:00.2", "--Registry:PollInterval=00:00:00.2");
        await service.SaysAsync(PublishingWorld.PassEnded, 2);
        await world.RenameAssetAsync("a.bin", "renamed.bin");

        await service.SaysAsync("renamed.bin");
        await service.SaysAsync("REG5002");
        await world.EmitAsync(seed: 'b');
        // A pass or more: what it takes is nobody's business here.
        while (world.Git("ls-tree", "-r", "--name-only", "main").Split('\n').Count(path => path.Contains("/releases/", StringComparison.Ordinal)) < 2) await world.PassAsync(service);

        // Nothing is written to the release that somebody changed, and the next one is whole.
        Assert.Equal(2, world.GitHub.Requests.Count(request => request.Operation == Requests.CreateRelease));
        Assert.Equal(4, world.GitHub.Requests.Count(request => request.Operation == Requests.UploadAsset));
        await world.RenameAssetAsync("renamed.bin", "a.bin");
        await world.AssertInvariantsAsync();
        var head = world.Head;
        await service.SaysAsync(": 0 actions, 0 problems", service.Lines.Count(line => line.Contains(": 0 actions, 0 problems", StringComparison.Ordinal)) + 2);
        Assert.Equal(head, world.Head);
    }
}
