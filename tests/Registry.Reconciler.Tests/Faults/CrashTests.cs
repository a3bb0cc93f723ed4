using Registry.FakeGitHub.Faults;

namespace Registry.Reconciler.Tests.Faults;

/// <summary>Processes that are killed at a named point and started again, any number of times, end where one would have ended that nobody killed.</summary>
public sealed class CrashTests
{
    private const string Releases = "POST /repos/{owner}/{repo}/releases";
    private const string Assets = "POST /repos/{owner}/{repo}/releases/{release_id}/assets";
    private const string Release = "PATCH /repos/{owner}/{repo}/releases/{release_id}";
    private const string Reference = "GET /repos/{owner}/{repo}/git/ref/{ref}";
    private const string Push = "POST /{owner}/{repo}.git/git-receive-pack";

    /// <summary>Every point of an emit at which something was changed, or is about to be.</summary>
    public static TheoryData<string, RequestMoment, int> OfEmits { get; } = Points((Releases, 1), (Assets, 1), (Assets, 2), (Push, 1));

    /// <summary>Every point of a pass at which something was changed, or is about to be.</summary>
    public static TheoryData<string, RequestMoment, int> OfPasses { get; } = Points((Release, 1), (Reference, 1), (Push, 1));

    [Theory]
    [MemberData(nameof(OfEmits))]
    public async Task AnEmitThatIsKilledIsSentAgainAndStandsOnce(string operation, RequestMoment moment, int occurrence)
    {
        await using var world = await PublishingWorld.CreateAsync();

        await world.EmitAsync(new CrashPoint(operation, moment, occurrence));
        await world.EmitAsync();
        await world.ReconcileAsync();

        await AssertSettledAsync(world);
    }

    [Theory]
    [MemberData(nameof(OfPasses))]
    public async Task APassThatIsKilledTwiceIsMadeUpForByTheNext(string operation, RequestMoment moment, int occurrence)
    {
        await using var world = await PublishingWorld.CreateAsync();
        await world.EmitAsync();

        await world.ReconcileAsync(new CrashPoint(operation, moment, occurrence));
        // What was carried out before the kill does not come to the point again.
        if (moment == RequestMoment.Before) await world.ReconcileAsync(new CrashPoint(operation, moment, occurrence));
        await world.ReconcileAsync();

        await AssertSettledAsync(world);
    }

    private static async Task AssertSettledAsync(PublishingWorld world)
    {
        Assert.Equal(1, world.CountVersions());
        await world.AssertInvariantsAsync();
        var head = world.Head;
        Assert.Empty(await world.WritesAsync(() => world.ReconcileAsync()));
        Assert.Equal(head, world.Head);
    }

    private static TheoryData<string, RequestMoment, int> Points(params (string Operation, int Occurrence)[] requests)
    {
        TheoryData<string, RequestMoment, int> points = [];
        foreach (var (operation, occurrence) in requests)
            foreach (var moment in Enum.GetValues<RequestMoment>())
                points.Add(operation, moment, occurrence);
        return points;
    }
}
