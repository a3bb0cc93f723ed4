using System.Net;
using Registry.FakeGitHub.Faults;

namespace Registry.Reconciler.Tests.Faults;

/// <summary>Pushes of a service that lose a race, whose answers are lost, and that the registry's branch does not take.</summary>
public sealed class RefusedPushTests
{
    [Fact]
    public async Task APushThatLosesTheRaceAgainAndAgainIsPlannedAnewEachTime()
    {
        await using var world = await PublishingWorld.CreateAsync();
        await world.EmitAsync();
        var service = await world.ServeAsync();
        var first = await world.ActiveAsync("dev");
        await world.EmitAsync(seed: 'b');
        var races = 0;
        world.GitHub.Cut = (request, moment) =>
        {
            if (request.Operation != Requests.Push || moment != RequestMoment.Before || races == 5) return false;
            // What the pass has decided is forbidden by the time that it lands.
            if (++races == 3) world.Write("entities/acme/billing/channels/dev.yaml", $"version: {first}\nhold:\n  by: Tess Ter\n");
            else world.Write("README.md", $"{races}");
            return false;
        };

        await world.PassAsync(service);

        Assert.Equal(5, races);
        Assert.Equal(first, await world.ActiveAsync("dev"));
        Assert.NotEqual(first, await world.ActiveAsync("stable"));
        await world.AssertSettledAsync(() => world.PassAsync(service));
    }

    [Fact]
    public async Task APushWhoseAnswerIsLostIsNotMadeTwice()
    {
        await using var world = await PublishingWorld.CreateAsync();
        var service = await world.ServeAsync();
        await world.EmitAsync();
        var before = world.Head;
        var lost = 0;
        world.GitHub.Cut = (request, moment) => request.Operation == Requests.Push && moment == RequestMoment.After && lost++ == 0;

        await world.PassAsync(service);

        Assert.Equal(before, world.Git("rev-parse", "main~1"));
        Assert.DoesNotContain("failed, the next is in", service.Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await world.ProbeAsync(service)).Status);
        await world.AssertSettledAsync(() => world.PassAsync(service));
    }

    [Fact]
    public async Task ABranchThatTakesNoPushStallsTheServiceAndIsNotTriedAgainAtOnce()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "hooks of the tests are scripts of sh");
        await using var world = await PublishingWorld.CreateAsync();
        var service = await world.ServeAsync();
        await world.EmitAsync();
        var head = world.Head;
        world.WriteHook("pre-receive", "while read old new ref; do\n  if [ $ref = refs/heads/main ]; then\n    echo x >> \"$GIT_DIR/refused\"\n    echo 'error: GH013: Repository rule violations found for refs/heads/main.' >&2\n    exit 1\n  fi\ndone");

        for (var pass = 1; pass <= 3; pass++)
        {
            await world.PassAsync(service);
            await service.SaysAsync("The pass is stalled: error REG6006", pass);
        }

        // What is published stays so, and is published once; each pass asks the branch once.
        Assert.Equal(3, world.Refusals);
        Assert.Equal(head, world.Head);
        Assert.Single(world.GitHub.Requests, request => request.Operation == Requests.EditRelease);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await world.ProbeAsync(service)).Status);
        await world.KillAsync(service);
        var restarted = await world.ServeAsync();
        Assert.Equal(4, world.Refusals);
        world.WriteHook("pre-receive", "exit 0");
        await world.PassAsync(restarted);

        Assert.Equal(HttpStatusCode.OK, (await world.ProbeAsync(restarted)).Status);
        await world.AssertSettledAsync(() => world.PassAsync(restarted));
    }
}
