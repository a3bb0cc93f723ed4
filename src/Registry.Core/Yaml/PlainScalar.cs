using System.Text.RegularExpressions;

namespace Registry.Core.Yaml;

/// <summary>What a scalar without quotes is.</summary>
internal enum ScalarType
{
    Text,
    Null,
    Boolean,
    Integer,
    Number,

    /// <summary>A date, with or without a time: a string under YAML 1.2, a time under 1.1.</summary>
    Time,

    /// <summary>Something that readers of YAML 1.1 and 1.2 take for different things, such as <c>no</c> and <c>010</c>.</summary>
    Ambiguous,
}

/// <summary>
/// How readers take a scalar that is written without quotes: those of the
/// <see href="https://yaml.org/spec/1.2.2/#103-core-schema">YAML 1.2 core schema</see> and those of
/// <see href="https://yaml.org/type/">YAML 1.1's types</see>. Only what both take for the same is read; the writer quotes
/// whatever any of them might take for something else than a string.
/// </summary>
internal static partial class PlainScalar
{
    // Of exponents, bases, infinities and times; hexadecimal digits are more.
    private const string NumberLetters = "eEboinfaNIFATtZ";

    /// <summary>The type on which all readers agree.</summary>
    public static ScalarType TypeOf(string text)
    {
        switch (text)
        {
            case "" or "~" or "null" or "Null" or "NULL":
                return ScalarType.Null;
            case "true" or "True" or "TRUE" or "false" or "False" or "FALSE":
                return ScalarType.Boolean;
            case "<<" or "=" or "y" or "Y" or "n" or "N":
            case "yes" or "Yes" or "YES" or "no" or "No" or "NO":
            case "on" or "On" or "ON" or "off" or "Off" or "OFF":
                return ScalarType.Ambiguous;
        }

        if (!MayBeNumber(text)) return ScalarType.Text;
        if (!AnyNumber().IsMatch(text)) return Time().IsMatch(text) ? ScalarType.Time : ScalarType.Text;
        if (Integer().IsMatch(text)) return ScalarType.Integer;
        return Number().IsMatch(text) ? ScalarType.Number : ScalarType.Ambiguous;
    }

    /// <summary>Whether every YAML 1.1 and 1.2 reader takes the text, written plain in block style, for that very string.</summary>
    public static bool IsSafe(string text)
    {
        if (text.Length == 0 || !CanStart(text[0]) || text[^1] is ' ' or ':') return false;
        for (var i = 0; i < text.Length; i++)
        {
            if (!CanContain(text[i])) return false;
            if (text[i] == ':' && text[i + 1] == ' ') return false;
            if (text[i] == '#' && text[i - 1] == ' ') return false;
        }

        return TypeOf(text) == ScalarType.Text && !LooksLikeNumber(text);
    }

    private static bool CanStart(char c) => char.IsAsciiLetterOrDigit(c) || c is '/' or '_' or '.' or '(' or '<' or '$';

    private static bool CanContain(char c) => c is >= ' ' and <= '~' or >= '\u00a1' and <= '\u02ff' and not '\u00ad';

    /// <summary>Nearly all texts are seen to be neither number nor time without a regular expression: versions by their second dot, durations by their unit.</summary>
    private static bool MayBeNumber(string text)
    {
        if (!char.IsAsciiDigit(text[0]) && text[0] is not ('+' or '-' or '.')) return false;
        var mayBeHexadecimal = text.Contains('x', StringComparison.Ordinal);
        var dots = 0;
        foreach (var c in text)
        {
            if (c == '.' && ++dots > 1) return false;
            if (char.IsAsciiLetter(c) && !mayBeHexadecimal && !NumberLetters.Contains(c, StringComparison.Ordinal)) return false;
        }

        return true;
    }

    private static bool LooksLikeNumber(string text) => (char.IsAsciiDigit(text[0]) || text[0] == '.') && NumberLike().IsMatch(text);

    [GeneratedRegex(@"^(0|-?[1-9][0-9]*)\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Integer();

    [GeneratedRegex(@"^-?(0|[1-9][0-9]*)\.[0-9]+([eE][-+][0-9]+)?\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Number();

    [GeneratedRegex(@"^[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}(([Tt]|[ ]+)[0-9]{1,2}:[0-9]{2}:[0-9]{2}(\.[0-9]*)?([ ]*(Z|[-+][0-9]{1,2}(:?[0-9]{2})?))?)?\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Time();

    // Numbers of either version: with signs, leading zeros, separators, any base, exponents, infinities, sexagesimals.
    [GeneratedRegex(@"^([-+]?[0-9][0-9_]*(\.[0-9_]*)?([eE][-+]?[0-9]+)?|[-+]?\.[0-9][0-9_]*([eE][-+]?[0-9]+)?|[-+]?0b[01_]+|[-+]?0o[0-7_]+|[-+]?0x[0-9a-fA-F_]+|[-+]?[0-9][0-9_]*(:[0-5]?[0-9])+(\.[0-9_]*)?|[-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN))\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex AnyNumber();

    // Wider than the types themselves: quoting once too often is harmless.
    [GeneratedRegex(@"^([0-9_.,:]+([eE][-+]?[0-9_]+)?|[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}.*)\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex NumberLike();
}
