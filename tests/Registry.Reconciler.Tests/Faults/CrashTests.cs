using Registry.FakeGitHub.Faults;

namespace Registry.Reconciler.Tests.Faults;

/// <summary>Processes that are killed at a named point and started again, any number of times, end where one would have ended that nobody killed.</summary>
public sealed class CrashTests
{
    /// <summary>Every point of an emit at which something was changed, or is about to be.</summary>
    public static TheoryData<string, RequestMoment, int> OfEmits { get; } = Points((Requests.CreateRelease, 1), (Requests.UploadAsset, 1), (Requests.UploadAsset, 2), (Requests.Push, 1));

    /// <summary>Every point of a pass at which something was changed, or is about to be.</summary>
    public static TheoryData<string, RequestMoment, int> OfPasses { get; } = Points((Requests.EditRelease, 1), (Requests.ReadReference, 1), (Requests.Push, 1));

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
        await world.AssertSettledAsync(() => world.ReconcileAsync());
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
