namespace Registry.Schema.Patterns;

/// <summary>A set of Unicode code points, as sorted ranges that do not touch.</summary>
internal sealed class CodePointSet
{
    private const int Last = 0x10FFFF;
    private readonly (int First, int Last)[] _ranges;
    private readonly UInt128 _ascii;
    private CodePointSet? _complement;

    public CodePointSet(params IEnumerable<(int First, int Last)> ranges)
    {
        List<(int First, int Last)> merged = [];
        foreach (var range in ranges.OrderBy(range => range.First))
        {
            if (merged.Count > 0 && range.First <= merged[^1].Last + 1) merged[^1] = (merged[^1].First, Math.Max(merged[^1].Last, range.Last));
            else merged.Add(range);
        }
        _ranges = [.. merged];
        foreach (var (first, last) in _ranges)
        {
            for (var point = first; point <= Math.Min(last, 127); point++) _ascii |= UInt128.One << point;
        }
    }

    public static CodePointSet Any { get; } = new((0, Last));

    public static CodePointSet Digits { get; } = new(('0', '9'));

    public static CodePointSet Words { get; } = new(('0', '9'), ('A', 'Z'), ('_', '_'), ('a', 'z'));

    /// <summary>WhiteSpace and LineTerminator of ECMA-262.</summary>
    public static CodePointSet Spaces { get; } = new([('\t', '\r'), (0xFEFF, 0xFEFF), (0x2028, 0x2029), .. UnicodeProperty.Find("Zs")!._ranges]);

    /// <summary>What a dot means: all but line terminators.</summary>
    public static CodePointSet NotLineEnds { get; } = new CodePointSet(('\n', '\n'), ('\r', '\r'), (0x2028, 0x2029)).Complement();

    public static CodePointSet Of(int point) => new((point, point));

    public static CodePointSet Union(IEnumerable<CodePointSet> sets) => new(sets.Distinct().SelectMany(set => set._ranges));

    /// <summary>All other code points. Made once: properties have hundreds of ranges, and a pattern may name one over and over.</summary>
    public CodePointSet Complement() => _complement ??= new(Gaps());

    private List<(int First, int Last)> Gaps()
    {
        List<(int First, int Last)> gaps = [];
        var next = 0;
        foreach (var (first, last) in _ranges)
        {
            if (first > next) gaps.Add((next, first - 1));
            next = last + 1;
        }
        if (next <= Last) gaps.Add((next, Last));
        return gaps;
    }

    public bool Contains(int point)
    {
        if (point < 128) return point >= 0 && (_ascii >> point & UInt128.One) != UInt128.Zero;
        var (low, high) = (0, _ranges.Length - 1);
        while (low <= high)
        {
            var middle = (low + high) / 2;
            if (point < _ranges[middle].First) high = middle - 1;
            else if (point > _ranges[middle].Last) low = middle + 1;
            else return true;
        }
        return false;
    }
}
