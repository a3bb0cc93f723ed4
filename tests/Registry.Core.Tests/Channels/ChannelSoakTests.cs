using Registry.Core.Channels;
using Registry.Core.Versions;

namespace Registry.Core.Tests.Channels;

/// <summary>How long versions have been in a channel.</summary>
public sealed class ChannelSoakTests
{
    private static readonly DateTimeOffset s_noon = new(2026, 11, 21, 12, 0, 0, TimeSpan.Zero);
    private static readonly VersionId s_first = VersionId.Parse("2026.11.20-100000");
    private static readonly VersionId s_second = VersionId.Parse("2026.11.20-110000");
    private static readonly TimeSpan s_hour = TimeSpan.FromHours(1);

    [Fact]
    public void AStayIsAsLongAsTheClockOfWhoSawItSays()
    {
        var soak = ChannelSoak.Begin(s_first, s_noon);

        Assert.Equal((s_hour, null), (soak.StayOf(s_first, s_noon + s_hour), soak.StayOf(s_second, s_noon + s_hour)));
    }

    [Fact]
    public void AClockThatWasSetBackGivesNoTime()
    {
        var soak = ChannelSoak.Begin(s_first, s_noon);

        Assert.Equal(TimeSpan.Zero, soak.StayOf(s_first, s_noon - TimeSpan.FromDays(3)));
        Assert.Equal(TimeSpan.Zero, soak.MoveTo(s_second, s_noon - s_hour, TimeSpan.Zero).StayOf(s_first, s_noon));
    }

    [Fact]
    public void AStayThatEndedCountsAsItWasAndTheLongestOfTwoWins()
    {
        var soak = ChannelSoak.Begin(s_first, s_noon).MoveTo(s_second, s_noon + (2 * s_hour), s_hour);
        Assert.Equal(2 * s_hour, soak.StayOf(s_first, s_noon + TimeSpan.FromDays(9)));

        soak = soak.MoveTo(s_first, s_noon + (3 * s_hour), s_hour);
        Assert.Equal(2 * s_hour, soak.StayOf(s_first, s_noon + (4 * s_hour)));
        Assert.Equal(3 * s_hour, soak.StayOf(s_first, s_noon + (6 * s_hour)));
        Assert.Equal([s_second, s_first], soak.MoveTo(s_second, s_noon + (6 * s_hour), s_hour).MoveTo(s_first, s_noon + (7 * s_hour), s_hour).Ended.Select(stay => stay.Version));
    }

    [Fact]
    public void ManyShortStaysPushNoLongOneOut()
    {
        var soak = ChannelSoak.Begin(s_first, s_noon);
        var now = s_noon + s_hour;
        for (var number = 0; number < 500; number++, now += TimeSpan.FromMinutes(1)) soak = soak.MoveTo(VersionId.From(s_noon.AddSeconds(number)), now, s_hour);

        Assert.Equal(s_hour, soak.StayOf(s_first, now));
        Assert.InRange(soak.Ended.Count, 2, 20);
        var written = ChannelSoakFormat.Write(soak);
        Assert.Equal(written, ChannelSoakFormat.Write(ChannelSoakFormat.Read("soak", written).Get()));
    }
}
