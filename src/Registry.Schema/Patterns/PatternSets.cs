namespace Registry.Schema.Patterns;

/// <summary>Reads what stands for one code point: classes in brackets, and escapes.</summary>
internal sealed class PatternSets(PatternText text)
{
    private const string SyntaxCharacters = "^$\\.*+?()[]{}|/";

    /// <summary><c>[…]</c> or <c>[^…]</c>.</summary>
    public CodePointSet Class()
    {
        text.Take();
        var negated = text.TryTake("^");
        List<CodePointSet> sets = [];
        while (!text.TryTake("]")) sets.Add(Range());
        var set = CodePointSet.Union(sets);
        return negated ? set.Complement() : set;
    }

    /// <summary>An escape: its set, and its code point when it stands for a single one.</summary>
    public (CodePointSet Set, int? Point) Escape(bool inClass)
    {
        text.Take();
        if (text.Next is >= '1' and <= '9' or 'k') throw text.Refused("back-references are not offered");
        return text.Next switch
        {
            'd' => Taken(CodePointSet.Digits),
            'D' => Taken(CodePointSet.Digits.Complement()),
            'w' => Taken(CodePointSet.Words),
            'W' => Taken(CodePointSet.Words.Complement()),
            's' => Taken(CodePointSet.Spaces),
            'S' => Taken(CodePointSet.Spaces.Complement()),
            'p' or 'P' => (Property(), null),
            _ => Single(Point(inClass)),
        };
    }

    private (CodePointSet Set, int? Point) Taken(CodePointSet set)
    {
        text.Take();
        return (set, null);
    }

    private static (CodePointSet Set, int? Point) Single(int point) => (CodePointSet.Of(point), point);

    private CodePointSet Range()
    {
        var (set, first) = Member();
        if (!text.TryTake("-")) return set;
        if (text.Next == ']') return CodePointSet.Union([set, CodePointSet.Of('-')]);
        if (first is null || Member().Point is not { } last) throw text.Refused("a range ends in a class; a literal '-' stands first or last, or has '\\' before it");
        return last < first ? throw text.Refused("the range is out of order") : new((first.Value, last));
    }

    private (CodePointSet Set, int? Point) Member() => text.Next == '\\' ? Escape(inClass: true) : Single(text.Take());

    private CodePointSet Property()
    {
        var negated = text.Take() == 'P';
        if (!text.TryTake("{")) throw text.Refused("'{' was expected");
        var set = UnicodeProperty.Find(text.TakeUntil('}')) ?? throw text.Refused("only general categories, Any, ASCII and Assigned are offered as properties");
        return negated ? set.Complement() : set;
    }

    private int Point(bool inClass)
    {
        var escape = text.Take();
        return escape switch
        {
            't' => '\t',
            'n' => '\n',
            'v' => '\v',
            'f' => '\f',
            'r' => '\r',
            'b' when inClass => '\b',
            '-' when inClass => '-',
            '0' when !PatternText.IsDigit(text.Next) => 0,
            'c' when text.Next is (>= 'A' and <= 'Z') or (>= 'a' and <= 'z') => text.Take() % 32,
            'x' => text.TakeHex(2),
            'u' => Unicode(),
            _ when escape < 128 && SyntaxCharacters.Contains((char)escape, StringComparison.Ordinal) => escape,
            _ => throw text.Refused("this escape is none of ECMA-262 with the flag u"),
        };
    }

    /// <summary><c>\u{…}</c>, <c>\uXXXX</c>, or two of the latter that are a pair.</summary>
    private int Unicode()
    {
        if (text.TryTake("{"))
        {
            var digits = text.TakeUntil('}').TrimStart('0').PadLeft(1, '0');
            return digits.Length <= 6 && digits.All(char.IsAsciiHexDigit) && Convert.ToInt32(digits, 16) is <= 0x10FFFF and var point
                ? point : throw text.Refused("this is no code point");
        }
        var high = text.TakeHex(4);
        if (!char.IsHighSurrogate((char)high) || !text.TryTake("\\u")) return high;
        var low = text.TakeHex(4);
        return char.IsLowSurrogate((char)low) ? char.ConvertToUtf32((char)high, (char)low) : throw text.Refused("a high surrogate without its low one");
    }
}
