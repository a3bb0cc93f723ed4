using System.Buffers;
using System.Globalization;
using System.Runtime.InteropServices;
using Registry.Cel.Values;

namespace Registry.Cel.Functions;

/// <summary>A timestamp on the clock and calendar of some place. Years reach from 0 to 10000, beyond those of .NET.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct LocalTime(long Year, int Month, int Day, int DayOfWeek, int DayOfYear, int SecondOfDay, int Nanoseconds)
{
    private const int DayLength = 86400;

    private static readonly SearchValues<char> s_zone = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_+-/");

    /// <summary>So many seconds ahead of UTC.</summary>
    public static LocalTime Of(CelTimestamp time, long ahead)
    {
        var seconds = time.Seconds + ahead;
        var day = seconds / DayLength;
        if (seconds % DayLength < 0) day--;
        var (year, month, date) = Civil(day);
        return new LocalTime(year, month, date, (int)((((day + 4) % 7) + 7) % 7), (int)(day - Days(year, 1, 1)), (int)(seconds - (day * DayLength)), time.Nanoseconds);
    }

    /// <summary>In a time zone: a name of the IANA database or an offset. Null when there is no such zone.</summary>
    public static LocalTime? Of(CelTimestamp time, string zone)
    {
        if (Offset(zone) is { } offset) return Of(time, offset);
        // What is no name must not become a path in the folder of the zones.
        if (zone.Length is 0 or > 64 || zone.AsSpan().ContainsAnyExcept(s_zone) || zone.StartsWith('/')) return null;
        if (!TimeZoneInfo.TryFindSystemTimeZoneById(zone, out var found)) return null;
        return Of(time, (long)found.GetUtcOffset(DateTimeOffset.FromUnixTimeSeconds(time.Seconds).UtcDateTime).TotalSeconds);
    }

    private static long? Offset(string zone)
    {
        var text = zone.AsSpan();
        var isWest = text.StartsWith("-");
        if (isWest || text.StartsWith("+")) text = text[1..];
        if (text.Length != 5 || text[2] != ':') return null;
        return int.TryParse(text[..2], NumberStyles.None, CultureInfo.InvariantCulture, out var hours) && int.TryParse(text[3..], NumberStyles.None, CultureInfo.InvariantCulture, out var minutes) && hours < 24 && minutes < 60
            ? (isWest ? -60 : 60) * ((hours * 60) + minutes)
            : null;
    }

    // The calendar of Gregory by arithmetic: https://howardhinnant.github.io/date_algorithms.html
    private static (long Year, int Month, int Day) Civil(long day)
    {
        day += 719468;
        var era = (day >= 0 ? day : day - 146096) / 146097;
        var dayOfEra = day - (era * 146097);
        var yearOfEra = (dayOfEra - (dayOfEra / 1460) + (dayOfEra / 36524) - (dayOfEra / 146096)) / 365;
        var dayOfYear = dayOfEra - ((365 * yearOfEra) + (yearOfEra / 4) - (yearOfEra / 100));
        var shifted = ((5 * dayOfYear) + 2) / 153;
        var month = (int)(shifted < 10 ? shifted + 3 : shifted - 9);
        return (yearOfEra + (era * 400) + (month <= 2 ? 1 : 0), month, (int)(dayOfYear - (((153 * shifted) + 2) / 5) + 1));
    }

    private static long Days(long year, int month, int day)
    {
        if (month <= 2) year--;
        var era = (year >= 0 ? year : year - 399) / 400;
        var yearOfEra = year - (era * 400);
        var dayOfYear = (((153 * (month > 2 ? month - 3 : month + 9)) + 2) / 5) + day - 1;
        return (era * 146097) + (yearOfEra * 365) + (yearOfEra / 4) - (yearOfEra / 100) + dayOfYear - 719468;
    }
}
