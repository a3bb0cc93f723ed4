using System.Globalization;
using System.Text;
using Registry.Cel.Values;

namespace Registry.Cel.Syntax;

/// <summary>Strings and bytes, with or without escapes.</summary>
internal static class StringLiteral
{
    /// <summary>Reads a literal and moves behind it; null when none begins here.</summary>
    /// <exception cref="SyntaxException">It does not end, or has an escape that does not exist.</exception>
    public static CelValue? TryRead(string text, ref int at)
    {
        var start = at;
        var (open, raw, bytes) = Prefix(text, at);
        if (open < 0) return null;
        var quote = text[open];
        var triple = IsTriple(text, open);
        var content = open + (triple ? 3 : 1);
        var end = End(text, content, quote, triple, raw);
        if (end < 0) throw new SyntaxException(start, bytes ? "the bytes do not end" : "the string does not end");
        at = end + (triple ? 3 : 1);
        return bytes ? new CelBytes(Bytes(text, content, end, raw)) : new CelString(raw ? text[content..end] : String(text, content, end));
    }

    private static (int Open, bool Raw, bool Bytes) Prefix(string text, int at)
    {
        var (raw, bytes) = (false, false);
        for (; at < text.Length; at++)
        {
            if (text[at] is '"' or '\'') return (at, raw, bytes);
            if (text[at] is 'r' or 'R' && !raw) raw = true;
            else if (text[at] is 'b' or 'B' && !bytes) bytes = true;
            else break;
        }

        return (-1, false, false);
    }

    private static int End(string text, int at, char quote, bool triple, bool raw)
    {
        for (; at < text.Length; at++)
        {
            if (text[at] == '\\' && !raw) at++;
            else if (text[at] is '\n' or '\r' && !triple) return -1;
            else if (text[at] == quote && (!triple || IsTriple(text, at))) return at;
        }

        return -1;
    }

    private static bool IsTriple(string text, int at) => at + 2 < text.Length && text[at + 1] == text[at] && text[at + 2] == text[at];

    private static string String(string text, int at, int end)
    {
        if (text.AsSpan(at, end - at).IndexOf('\\') < 0) return text[at..end];
        var result = new StringBuilder(end - at);
        while (at < end)
        {
            if (text[at] != '\\')
            {
                result.Append(text[at++]);
                continue;
            }

            var (value, length) = Escape(text, at);
            if (!Rune.IsValid(value)) throw new SyntaxException(at, "the escape is not a code point");
            result.Append(new Rune(value).ToString());
            at += length;
        }

        return result.ToString();
    }

    private static byte[] Bytes(string text, int at, int end, bool raw)
    {
        if (raw) return Encoding.UTF8.GetBytes(text[at..end]);
        var result = new List<byte>(end - at);
        while (at < end)
        {
            if (text[at] != '\\')
            {
                var plain = text.IndexOf('\\', at, end - at) is var next && next < 0 ? end : next;
                result.AddRange(Encoding.UTF8.GetBytes(text[at..plain]));
                at = plain;
                continue;
            }

            if (text[at + 1] is 'u' or 'U') throw new SyntaxException(at, "bytes have no escapes by code point; write UTF-8 or \\x");
            var (value, length) = Escape(text, at);
            result.Add((byte)value);
            at += length;
        }

        return [.. result];
    }

    private static (int Value, int Length) Escape(string text, int at)
    {
        var c = text[at + 1];
        var simple = "abfnrtv\\?\"'`".IndexOf(c, StringComparison.Ordinal);
        if (simple >= 0) return ("\a\b\f\n\r\t\v\\?\"'`"[simple], 2);
        var (from, count, style) = c switch
        {
            'x' or 'X' => (at + 2, 2, NumberStyles.AllowHexSpecifier),
            'u' => (at + 2, 4, NumberStyles.AllowHexSpecifier),
            'U' => (at + 2, 8, NumberStyles.AllowHexSpecifier),
            >= '0' and <= '3' => (at + 1, 3, NumberStyles.None),
            _ => throw new SyntaxException(at, $"the escape '\\{c}' does not exist"),
        };
        var digits = from + count <= text.Length ? text.AsSpan(from, count) : default;
        if (style == NumberStyles.None) return digits.Length == 3 && !digits.ContainsAnyExceptInRange('0', '7') ? (((digits[0] - '0') * 64) + ((digits[1] - '0') * 8) + digits[2] - '0', 4) : throw Incomplete(at);
        return uint.TryParse(digits, style, CultureInfo.InvariantCulture, out var value) && value <= int.MaxValue ? ((int)value, count + 2) : throw Incomplete(at);
    }

    private static SyntaxException Incomplete(int at) => new(at, "the escape is not complete");
}
