using Registry.Core.Versions;

namespace Registry.Core.Channels;

/// <summary>A stay in a channel that has ended.</summary>
/// <param name="Version">The version that was there.</param>
/// <param name="Soaked">For how long, in whole seconds.</param>
public sealed record EndedStay(VersionId Version, TimeSpan Soaked);

/// <summary>
/// How long versions have been in a channel, as whoever carried out or saw the moves wrote it down by his own clock. Dates of commits,
/// which a committer sets, have no part in it.
/// </summary>
/// <param name="Version">Where the channel pointed when it was last looked at.</param>
/// <param name="Since">When it was first seen there.</param>
/// <param name="Ended">Earlier stays, newest first, each version once: the last few, and those that were long enough for a channel that follows.</param>
public sealed record ChannelSoak(VersionId Version, DateTimeOffset Since, IReadOnlyList<EndedStay> Ended)
{
    private const int MostEnded = 100;

    // Of the stays that help nobody the last ones are kept, so that a refusal can tell what is missing.
    private const int MostShort = 10;

    /// <summary>The longest stay of a version; <see langword="null"/> when none is known.</summary>
    public TimeSpan? StayOf(VersionId version, DateTimeOffset now)
    {
        var ended = Ended.FirstOrDefault(stay => stay.Version == version)?.Soaked;
        return version == Version ? Longer(ended, Elapsed(now)) : ended;
    }

    /// <summary>What is known after the channel has moved.</summary>
    /// <param name="version">Where it points now.</param>
    /// <param name="now">The clock of who moves it, or sees that it has moved.</param>
    /// <param name="enough">Shorter stays help no channel that follows, and are forgotten sooner.</param>
    public ChannelSoak MoveTo(VersionId version, DateTimeOffset now, TimeSpan enough)
    {
        if (version == Version) return this;
        var stay = Longer(StayOf(Version, now), TimeSpan.Zero);
        var ended = Ended.Where(ended => ended.Version != Version).Prepend(new EndedStay(Version, stay));
        return new ChannelSoak(version, ToSecond(now), [.. ended.Where((one, age) => age < MostShort || one.Soaked >= enough).Take(MostEnded)]);
    }

    /// <summary>What is known of a channel that is seen for the first time.</summary>
    public static ChannelSoak Begin(VersionId version, DateTimeOffset now) => new(version, ToSecond(now), []);

    /// <summary>A clock that was set back must not give a negative time.</summary>
    private TimeSpan Elapsed(DateTimeOffset now) => now > Since ? TimeSpan.FromSeconds(Math.Floor((now - Since).TotalSeconds)) : TimeSpan.Zero;

    private static DateTimeOffset ToSecond(DateTimeOffset time) => DateTimeOffset.FromUnixTimeSeconds(time.ToUnixTimeSeconds());

    private static TimeSpan Longer(TimeSpan? one, TimeSpan other) => one > other ? one.Value : other;
}
