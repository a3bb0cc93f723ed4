using System.Globalization;
using Registry.Cel.Types;

namespace Registry.Cel.Values;

/// <summary>An instant from 0001-01-01T00:00:00Z to 9999-12-31T23:59:59.999999999Z.</summary>
public sealed class CelTimestamp : CelValue
{
    private const long Least = -62135596800;
    private const long Most = 253402300799;

    private CelTimestamp(long seconds, int nanoseconds) => (Seconds, Nanoseconds) = (seconds, nanoseconds);

    /// <summary>Seconds since 1970-01-01T00:00:00Z, rounded down.</summary>
    public long Seconds { get; }

    /// <summary>Nanoseconds after <see cref="Seconds"/>, from 0 to 999999999.</summary>
    public int Nanoseconds { get; }

    /// <inheritdoc/>
    public override CelTypeKind Kind => CelTypeKind.Timestamp;

    internal override string TypeName => CelType.Timestamp.Name;

    /// <summary>The instant; null when it is out of range.</summary>
    public static CelTimestamp? From(long seconds, int nanoseconds) =>
        seconds is < Least or > Most || nanoseconds is < 0 or > 999_999_999 ? null : new CelTimestamp(seconds, nanoseconds);

    /// <summary>The instant of .NET's type.</summary>
    public static CelTimestamp From(DateTimeOffset time)
    {
        var ticks = time.UtcTicks - DateTimeOffset.UnixEpoch.Ticks;
        var seconds = Math.DivRem(ticks, TimeSpan.TicksPerSecond, out var rest);
        return rest < 0 ? new(seconds - 1, (int)((rest + TimeSpan.TicksPerSecond) * 100)) : new(seconds, (int)(rest * 100));
    }

    /// <summary>RFC 3339, in UTC.</summary>
    public override string ToString() =>
        DateTimeOffset.FromUnixTimeSeconds(Seconds).ToString("yyyy-MM-dd'T'HH:mm:ss", CultureInfo.InvariantCulture) + Fraction(Nanoseconds) + "Z";

    /// <summary>Reads RFC 3339; null when the text is something else or out of range.</summary>
    internal static CelTimestamp? Parse(string text)
    {
        var zone = text.Length > 19 && text[19] == '.' ? 20 : 19;
        while (zone > 19 && zone < text.Length && char.IsAsciiDigit(text[zone])) zone++;
        var digits = Math.Max(0, zone - 20);
        if (text.Length < 20 || digits > 9 || (zone > 19 && digits == 0)) return null;
        if (!DateTime.TryParseExact(text.AsSpan(0, 19), "yyyy-MM-dd'T'HH:mm:ss", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var time)) return null;
        if (Offset(text.AsSpan(zone)) is not { } offset) return null;
        var nanoseconds = digits == 0 ? 0 : int.Parse(text.AsSpan(20, digits).ToString().PadRight(9, '0'), CultureInfo.InvariantCulture);
        return From(((time.Ticks - DateTime.UnixEpoch.Ticks) / TimeSpan.TicksPerSecond) - offset, nanoseconds);
    }

    internal int CompareTo(CelTimestamp other) => Seconds != other.Seconds ? Seconds.CompareTo(other.Seconds) : Nanoseconds.CompareTo(other.Nanoseconds);

    internal static string Fraction(int nanoseconds) => nanoseconds == 0 ? "" : "." + nanoseconds.ToString("D9", CultureInfo.InvariantCulture).TrimEnd('0');

    private static int? Offset(ReadOnlySpan<char> zone)
    {
        if (zone is "Z") return 0;
        if (zone.Length != 6 || zone[0] is not ('+' or '-') || zone[3] != ':') return null;
        if (!int.TryParse(zone[1..3], NumberStyles.None, CultureInfo.InvariantCulture, out var hours) || !int.TryParse(zone[4..], NumberStyles.None, CultureInfo.InvariantCulture, out var minutes)) return null;
        return hours > 23 || minutes > 59 ? null : (zone[0] == '-' ? -1 : 1) * ((hours * 3600) + (minutes * 60));
    }
}
