using System.Text;

namespace Registry.Cel.Values;

/// <summary>Strings by code point.</summary>
internal static class CodePoints
{
    /// <summary>How many code points; half a pair alone counts as one.</summary>
    public static int Count(ReadOnlySpan<char> text)
    {
        var count = text.Length;
        var first = text.IndexOfAnyInRange('\ud800', '\udbff');
        if (first < 0) return count;
        for (var i = first; i + 1 < text.Length; i++)
            if (char.IsSurrogatePair(text[i], text[i + 1]))
            {
                count--;
                i++;
            }

        return count;
    }

    /// <summary>Where the code point with this number begins; the length for the one behind the last; -1 beyond.</summary>
    public static int Place(string text, long number)
    {
        var place = 0;
        for (; number > 0 && place < text.Length; number--) place += place + 1 < text.Length && char.IsSurrogatePair(text[place], text[place + 1]) ? 2 : 1;
        return number == 0 ? place : -1;
    }

    /// <summary>UTF-8 to text; null when it is not UTF-8.</summary>
    public static string? Decode(ReadOnlySpan<byte> bytes) =>
        System.Text.Unicode.Utf8.IsValid(bytes) ? Encoding.UTF8.GetString(bytes) : null;
}
