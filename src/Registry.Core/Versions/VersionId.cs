using System.Globalization;

namespace Registry.Core.Versions;

/// <summary>
/// The id of a version: a UTC second, written <c>YYYY.MM.DD-HHMMSS</c>. Ordered by time, which is also the ordinal order of
/// the text. The default value is the first second of year 1 and comes before every real id.
/// </summary>
public readonly record struct VersionId : IComparable<VersionId>
{
    /// <summary>Length of the text form, in characters.</summary>
    public const int TextLength = 17;

    /// <summary>What the text form looks like, for messages.</summary>
    public const string Expected = "a version id such as 2026.11.21-104301";

    private readonly long _seconds;

    private VersionId(long seconds) => _seconds = seconds;

    /// <summary>The second that the id names, in UTC.</summary>
    public DateTimeOffset Time => new(_seconds * TimeSpan.TicksPerSecond, TimeSpan.Zero);

    /// <summary>The folder of the id's month, <c>YYYY.MM</c>.</summary>
    public string Month => Time.ToString("yyyy.MM", CultureInfo.InvariantCulture);

    /// <summary>The id of the second that <paramref name="time"/> falls into.</summary>
    public static VersionId From(DateTimeOffset time) => new(time.UtcTicks / TimeSpan.TicksPerSecond);

    /// <summary>The id one second later.</summary>
    public VersionId Next() => new(_seconds + 1);

    /// <summary>Parses an id.</summary>
    /// <exception cref="FormatException">The text is not an id.</exception>
    public static VersionId Parse(string text) =>
        TryParse(text, out var id) ? id : throw new FormatException($"'{text}' is not {Expected}.");

    /// <summary>Parses an id; false when the text is something else, such as a day that does not exist.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out VersionId id)
    {
        id = default;
        // A hand-written scan: whole registries are validated, and the general parser costs ten times as much.
        if (text.Length != TextLength || text[4] != '.' || text[7] != '.' || text[10] != '-') return false;
        if (!TryDigits(text[..4], out var year) || !TryDigits(text[5..7], out var month) || !TryDigits(text[8..10], out var day)
            || !TryDigits(text[11..13], out var hour) || !TryDigits(text[13..15], out var minute) || !TryDigits(text[15..], out var second))
            return false;
        if (year < 1 || month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(year, month)
            || hour > 23 || minute > 59 || second > 59)
            return false;

        id = new VersionId(new DateTime(year, month, day, hour, minute, second, DateTimeKind.Utc).Ticks / TimeSpan.TicksPerSecond);
        return true;
    }

    /// <inheritdoc/>
    public int CompareTo(VersionId other) => _seconds.CompareTo(other._seconds);

    /// <summary>Whether <paramref name="left"/> is earlier.</summary>
    public static bool operator <(VersionId left, VersionId right) => left._seconds < right._seconds;

    /// <summary>Whether <paramref name="left"/> is later.</summary>
    public static bool operator >(VersionId left, VersionId right) => left._seconds > right._seconds;

    /// <summary>Whether <paramref name="left"/> is earlier or the same.</summary>
    public static bool operator <=(VersionId left, VersionId right) => left._seconds <= right._seconds;

    /// <summary>Whether <paramref name="left"/> is later or the same.</summary>
    public static bool operator >=(VersionId left, VersionId right) => left._seconds >= right._seconds;

    /// <inheritdoc/>
    public override string ToString()
    {
        // By hand like the parser: every command prints an id, and most need no other formatting of times.
        var time = Time.UtcDateTime;
        Span<char> text = stackalloc char[TextLength];
        PutDigits(text[..4], time.Year);
        text[4] = '.';
        PutDigits(text[5..7], time.Month);
        text[7] = '.';
        PutDigits(text[8..10], time.Day);
        text[10] = '-';
        PutDigits(text[11..13], time.Hour);
        PutDigits(text[13..15], time.Minute);
        PutDigits(text[15..], time.Second);
        return text.ToString();
    }

    private static void PutDigits(Span<char> text, int value)
    {
        for (var i = text.Length - 1; i >= 0; i--, value /= 10) text[i] = (char)('0' + (value % 10));
    }

    private static bool TryDigits(ReadOnlySpan<char> text, out int value)
    {
        value = 0;
        foreach (var c in text)
        {
            if (!char.IsAsciiDigit(c)) return false;
            value = (value * 10) + (c - '0');
        }

        return true;
    }
}
