using System.Text;

namespace Registry.Core.Yaml;

/// <summary>
/// Characters that show nothing or reorder what is shown, so that a reviewer sees another text than the file holds
/// (<see href="https://www.unicode.org/reports/tr36/">Unicode security considerations</see>). Files hold them only as
/// escapes in double quotes. The joiners U+200C and U+200D are not among them: words and emoji need those.
/// </summary>
internal static class HiddenCharacters
{
    /// <summary>All of them; each is one UTF-16 unit.</summary>
    public const string All =
        "\u00AD\u061C\u180E\u200B\u200E\u200F\u2028\u2029\u202A\u202B\u202C\u202D\u202E"
        + "\u2060\u2061\u2062\u2063\u2064\u2066\u2067\u2068\u2069\u206A\u206B\u206C\u206D\u206E\u206F"
        + "\uFEFF\uFFF9\uFFFA\uFFFB\uFFFE\uFFFF";

    /// <summary>Whether <paramref name="c"/> is one.</summary>
    public static bool Contains(char c) => c >= '\u00AD' && All.Contains(c, StringComparison.Ordinal);

    /// <summary>Whether <paramref name="rune"/> is one.</summary>
    public static bool Contains(Rune rune) => rune.IsBmp && Contains((char)rune.Value);
}
