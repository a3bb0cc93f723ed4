using Registry.Testing;

namespace Registry.Reconciler.Tests.Faults;

/// <summary>Clocks that are wrong, and dates of commits that are: no version soaks for less than an hour because of them.</summary>
public sealed class ClockTests
{
    private static readonly TimeSpan s_soak = TimeSpan.FromHours(1);

    private readonly ManualTimeProvider _right = new(TimeProvider.System.GetUtcNow());

    [Theory]
    [InlineData(10)]
    [InlineData(3 * 24 * 60)]
    public async Task AMoveThatAClockAheadSawSoaksLongerAndNeverLess(int minutes)
    {
        await using var world = await PublishingWorld.CreateAsync();
        await world.EmitAsync();
        await world.PassAtAsync("ahead", new ManualTimeProvider(_right.Now.AddMinutes(minutes)));

        _right.Advance(s_soak);
        await world.PassAtAsync("right", _right);
        Assert.Null(await world.ActiveAsync("soaked"));
        _right.Advance(TimeSpan.FromMinutes(minutes));
        await world.PassAtAsync("right", _right);

        await AssertSoakedAsync(world);
    }

    [Theory]
    [InlineData(10)]
    [InlineData(3 * 24 * 60)]
    public async Task AClockThatIsSetBackWhileAVersionSoaksDelaysItOnly(int minutes)
    {
        await using var world = await PublishingWorld.CreateAsync();
        await world.EmitAsync();
        await world.PassAtAsync("one", _right);
        _right.Now -= TimeSpan.FromMinutes(minutes);

        var early = await world.PassAtAsync("one", _right);
        _right.Advance(s_soak);
        await world.PassAtAsync("one", _right);

        Assert.Equal(s_soak, Assert.Single(early.Waiting).Due - _right.Now + s_soak);
        Assert.Null(await world.ActiveAsync("soaked"));
        _right.Advance(TimeSpan.FromMinutes(minutes));
        await world.PassAtAsync("one", _right);
        await AssertSoakedAsync(world);
    }

    [Fact]
    public async Task AMoveByACommitOfThePastSoaksFromWhenItIsSeen()
    {
        await using var world = await PublishingWorld.CreateAsync();
        await world.EmitAsync();
        await world.PassAtAsync("one", _right);
        var first = await world.ActiveAsync("dev");
        await world.EmitAsync(seed: 'b');
        await world.PassAtAsync("one", _right);
        world.Write("entities/acme/billing/channels/dev.yaml", $"version: {first}\nhold:\n  by: Tess Ter\n", TimeSpan.FromDays(3));

        await world.PassAtAsync("one", _right);
        _right.Advance(s_soak - TimeSpan.FromSeconds(2));
        await world.PassAtAsync("one", _right);
        Assert.Null(await world.ActiveAsync("soaked"));
        _right.Advance(TimeSpan.FromSeconds(2));
        await world.PassAtAsync("one", _right);

        await AssertSoakedAsync(world);
    }

    private async Task AssertSoakedAsync(PublishingWorld world)
    {
        Assert.Equal(await world.ActiveAsync("dev"), await world.ActiveAsync("soaked"));
        await world.AssertInvariantsAsync();
        var head = world.Head;
        Assert.Null((await world.PassAtAsync("right", _right)).Commit);
        Assert.Equal(head, world.Head);
    }
}
