using System.Net;

namespace Registry.Reconciler.Tests.Faults;

/// <summary>A registry that somebody sets back by force: no service publishes or moves anything until somebody says that it is meant.</summary>
public sealed class RewrittenHistoryTests
{
    [Fact]
    public async Task EveryServiceStopsHoweverOftenItIsStartedUntilTheHistoryIsAccepted()
    {
        await using var world = await PublishingWorld.CreateAsync();
        await world.EmitAsync();
        var service = await world.ServeAsync();
        await world.PassAsync(service);
        // As if the records and the moves had never been: all of it would be done again.
        world.Git("update-ref", "refs/heads/main", world.Git("commit-tree", "-m", "set back", "main~1^{tree}"));
        var head = world.Head;
        var asked = world.GitHub.Requests.Count;

        await world.PassAsync(service);
        await service.SaysAsync("The pass is stalled: error REG6017");
        for (var restarts = 0; restarts < 3; restarts++)
        {
            await world.KillAsync(service);
            service = await world.ServeAsync();
            await service.SaysAsync("The pass is stalled: error REG6017");
        }

        var (status, body) = await world.ProbeAsync(service);
        Assert.Equal((HttpStatusCode.ServiceUnavailable, "failing"), (status, body.GetProperty("status").GetString()));
        Assert.Equal(head, world.Head);
        Assert.DoesNotContain(world.GitHub.Requests.Skip(asked), request => request.Target.StartsWith("/repos/", StringComparison.Ordinal));

        await world.RunAsync("reconcile", "--accept-history", head);
        await world.PassAsync(service);

        // The release that was published before is recorded again, and not published.
        Assert.Single(world.GitHub.Requests, request => request.Operation == Requests.CreateRelease);
        Assert.Equal(head, world.Git("rev-parse", "main~1"));
        await world.AssertSettledAsync(() => world.PassAsync(service));
    }
}
