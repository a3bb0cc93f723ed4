using System.Net;

namespace Registry.Reconciler.Tests.Faults;

/// <summary>Deliveries that are lost, forged or sent again make no difference to what is done.</summary>
public sealed class WebhookTests
{
    [Fact]
    public async Task WhatNoDeliveryToldIsDoneAtTheNextInterval()
    {
        await using var world = await PublishingWorld.CreateAsync();
        var service = await world.ServeAsync("one", "--Registry:PollInterval=00:00:00.2");

        await world.EmitAsync();
        await service.SaysAsync(": 3 actions");

        await world.AssertInvariantsAsync();
        var head = world.Head;
        await service.SaysAsync(PublishingWorld.PassEnded, service.Lines.Count(line => line.Contains(PublishingWorld.PassEnded, StringComparison.Ordinal)) + 3);
        Assert.Equal(head, world.Head);
    }

    [Fact]
    public async Task ForgedDeliveriesAndThoseThatComeAgainCauseNoPass()
    {
        await using var world = await PublishingWorld.CreateAsync();
        var service = await world.ServeAsync();
        await world.EmitAsync();
        var (head, delivery) = (world.Head, Guid.NewGuid());

        for (var i = 0; i < 5; i++) Assert.Equal(HttpStatusCode.Unauthorized, await world.DeliverAsync(service, delivery, "not the secret"));
        Assert.Equal(head, world.Head);
        Assert.Equal(HttpStatusCode.Accepted, await world.DeliverAsync(service, delivery));
        await service.SaysAsync(PublishingWorld.PassEnded, 2);
        for (var i = 0; i < 5; i++) Assert.Equal(HttpStatusCode.Accepted, await world.DeliverAsync(service, delivery));

        // The next pass is that of the next true delivery.
        await world.PassAsync(service);
        Assert.Equal(3, service.Lines.Count(line => line.Contains(PublishingWorld.PassEnded, StringComparison.Ordinal)));
        await world.AssertSettledAsync(() => world.PassAsync(service));
    }
}
