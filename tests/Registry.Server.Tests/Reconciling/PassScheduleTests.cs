using Registry.Server.Hosting;
using Registry.Server.Reconciling;

namespace Registry.Server.Tests.Reconciling;

public sealed class PassScheduleTests
{
    private static readonly DateTimeOffset s_now = new(2026, 11, 21, 12, 0, 0, TimeSpan.Zero);

    private readonly PassSchedule _schedule = new(new ServerOptions { PollInterval = TimeSpan.FromMinutes(1) }) { Random = new Random(1) };

    [Fact]
    public void PassesAreAnIntervalApartGiveOrTakeATenth()
    {
        var waits = Enumerable.Range(0, 200).Select(_ => _schedule.AfterPass(s_now, null).TotalSeconds).ToList();

        Assert.All(waits, wait => Assert.InRange(wait, 54, 66));
        Assert.True(waits.Max() - waits.Min() > 6);
    }

    [Theory]
    [InlineData(20, 20)]
    [InlineData(-5, 1)]
    public void WhatComesDueSoonerIsNotMissed(int due, int expected) =>
        Assert.Equal(TimeSpan.FromSeconds(expected), _schedule.AfterPass(s_now, s_now.AddSeconds(due)));

    [Fact]
    public void WhatComesDueLaterChangesNothing() => Assert.InRange(_schedule.AfterPass(s_now, s_now.AddDays(1)).TotalSeconds, 54, 66);

    [Theory]
    [InlineData(1, 2.5, 5)]
    [InlineData(2, 5, 10)]
    [InlineData(5, 40, 80)]
    [InlineData(50, 450, 900)]
    public void FailuresWaitTwiceAsLongEachTimeUpToAQuarterOfAnHour(int failures, double least, double most)
    {
        for (var i = 0; i < 50; i++) Assert.InRange(_schedule.AfterFailure(failures).TotalSeconds, least, most);
    }
}
