namespace Registry.Schema.Patterns;

/// <summary>Reads a pattern code point by code point.</summary>
internal sealed class PatternText(string text)
{
    private int _at;

    /// <summary>The code point that comes next; -1 at the end.</summary>
    public int Next => _at >= text.Length ? -1 : char.IsSurrogatePair(text, _at) ? char.ConvertToUtf32(text, _at) : text[_at];

    public bool AtEnd => _at >= text.Length;

    public int Take()
    {
        if (Next is not (>= 0 and var point)) throw Refused("it ends too early");
        _at += point > char.MaxValue ? 2 : 1;
        return point;
    }

    public bool TryTake(string expected)
    {
        if (string.CompareOrdinal(text, _at, expected, 0, expected.Length) != 0) return false;
        _at += expected.Length;
        return true;
    }

    /// <summary>What stands before an end mark, which is taken too.</summary>
    public string TakeUntil(char end)
    {
        var found = text.IndexOf(end, _at);
        if (found < 0) throw Refused($"'{end}' is missing");
        var taken = text[_at..found];
        _at = found + 1;
        return taken;
    }

    public int TakeHex(int digits)
    {
        var taken = _at + digits <= text.Length ? text.Substring(_at, digits) : "";
        if (taken.Length == 0 || !taken.All(char.IsAsciiHexDigit)) throw Refused($"{digits} hexadecimal digits were expected");
        _at += digits;
        return Convert.ToInt32(taken, 16);
    }

    /// <summary>A decimal number; what is larger than any limit comes out as such.</summary>
    public int TakeNumber()
    {
        if (!IsDigit(Next)) throw Refused("a number was expected");
        var number = 0L;
        while (IsDigit(Next)) number = Math.Min((number * 10) + Take() - '0', SchemaLimits.PatternInstructions + 1);
        return (int)number;
    }

    public PatternException Refused(string message) => new($"at character {_at + 1} of the pattern: {message}");

    public static bool IsDigit(int point) => point is >= '0' and <= '9';
}
