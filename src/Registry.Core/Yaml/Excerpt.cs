using System.Globalization;
using System.Text;

namespace Registry.Core.Yaml;

/// <summary>Text of a file as messages show it: short, on one line, harmless to a terminal, and without passwords.</summary>
internal static class Excerpt
{
    private const int MaxLength = 80;

    /// <summary>The text, cut after 80 characters, with what cannot be seen written as an escape.</summary>
    public static string Of(string text)
    {
        var shown = new StringBuilder();
        foreach (var rune in WithoutCredentials(text).EnumerateRunes())
        {
            if (shown.Length >= MaxLength) return shown.Append('…').ToString();
            if (Rune.IsControl(rune) || HiddenCharacters.Contains(rune)) shown.Append("\\u").Append(rune.Value.ToString("X4", CultureInfo.InvariantCulture));
            else shown.Append(rune);
        }

        return shown.ToString();
    }

    /// <summary>The text, with what stands between <c>://</c> and <c>@</c> in an address blotted out.</summary>
    private static string WithoutCredentials(string text)
    {
        var start = text.IndexOf("://", StringComparison.Ordinal) + 3;
        if (start < 3) return text;
        var end = text.AsSpan(start).IndexOfAny('/', '?', '#') is var length and >= 0 ? start + length : text.Length;
        var at = text.AsSpan(start..end).LastIndexOf('@');
        return at < 0 ? text : $"{text[..start]}***{text[(start + at)..]}";
    }
}
