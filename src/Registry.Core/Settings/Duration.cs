using System.Globalization;

namespace Registry.Core.Settings;

/// <summary>Durations as files write them: a whole number and one of <c>s m h d</c>.</summary>
public static class Duration
{
    /// <summary>What a duration looks like, for messages.</summary>
    public const string Expected = "a whole number and one of s, m, h, d, such as 90m, at most 3650d";

    private static readonly TimeSpan s_longest = TimeSpan.FromDays(3650);

    /// <summary>Reads a duration; false when the text is something else.</summary>
    public static bool TryParse(string text, out TimeSpan duration)
    {
        duration = default;
        // Digits are looked at one by one: the framework's parsers let NUL characters at the end pass.
        if (text.Length is < 2 or > 10 || text.AsSpan(0, text.Length - 1).ContainsAnyExceptInRange('0', '9') || (text[0] == '0' && text.Length > 2))
            return false;
        var count = long.Parse(text.AsSpan(0, text.Length - 1), CultureInfo.InvariantCulture);
        var unit = text[^1] switch { 's' => 1, 'm' => 60, 'h' => 3600, 'd' => 86400, _ => 0 };
        if (unit == 0 || count * unit > s_longest.TotalSeconds) return false;
        duration = TimeSpan.FromSeconds(count * unit);
        return true;
    }

    /// <summary>The shortest form: the largest unit that gives a whole number.</summary>
    public static string Format(TimeSpan duration)
    {
        var seconds = (long)duration.TotalSeconds;
        var (count, unit) = seconds switch
        {
            0 => (0, "s"),
            _ when seconds % 86400 == 0 => (seconds / 86400, "d"),
            _ when seconds % 3600 == 0 => (seconds / 3600, "h"),
            _ when seconds % 60 == 0 => (seconds / 60, "m"),
            _ => (seconds, "s"),
        };
        return string.Create(CultureInfo.InvariantCulture, $"{count}{unit}");
    }
}
