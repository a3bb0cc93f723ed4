using System.Globalization;
using System.Text;

namespace Registry.Cel.Functions.Patterns;

/// <summary>A set of code points, which .NET's classes, made of UTF-16 units, cannot say.</summary>
internal sealed class CodePointSet
{
    private const int Last = 0x10ffff;

    private readonly List<(int From, int To)> _ranges = [];

    public static CodePointSet Digit { get; } = new CodePointSet().Add('0', '9');

    public static CodePointSet Word { get; } = new CodePointSet().Add('0', '9').Add('A', 'Z').Add('_', '_').Add('a', 'z');

    public static CodePointSet Space { get; } = new CodePointSet().Add('\t', '\n').Add('\f', '\r').Add(' ', ' ');

    public static CodePointSet All { get; } = new CodePointSet().Add(0, Last);

    public static CodePointSet NoLineFeed { get; } = new CodePointSet().Add('\n', '\n').Negated();

    public CodePointSet Add(int from, int to)
    {
        _ranges.Add((from, to));
        return this;
    }

    public CodePointSet Add(CodePointSet other)
    {
        _ranges.AddRange(other._ranges);
        return this;
    }

    public CodePointSet Negated()
    {
        var result = new CodePointSet();
        var next = 0;
        foreach (var (from, to) in Merged())
        {
            if (from > next) result.Add(next, from - 1);
            next = to + 1;
        }

        return next <= Last ? result.Add(next, Last) : result;
    }

    /// <summary>With the other cases of its letters.</summary>
    public CodePointSet Folded()
    {
        var result = new CodePointSet().Add(this);
        foreach (var (from, to) in Merged())
            for (var c = from; c <= Math.Min(to, char.MaxValue); c++)
                foreach (var other in CaseFolding.Others((char)c)) result.Add(other, other);
        return result;
    }

    /// <summary>As a pattern of .NET, one atom.</summary>
    public string Format()
    {
        var single = new StringBuilder();
        List<string> parts = [];
        foreach (var (from, to) in Merged())
        {
            Units(single, from, Math.Min(to, 0xd7ff));
            Units(single, Math.Max(from, 0xe000), Math.Min(to, 0xffff));
            if (to > 0xffff) Pairs(parts, Math.Max(from, 0x10000), to);
        }

        if (single.Length > 0) parts.Insert(0, $"[{single}]");
        // A class that contains nothing.
        if (parts.Count == 0) return "[^\\u0000-\\uffff]";
        return parts.Count == 1 && single.Length > 0 ? parts[0] : $"(?:{string.Join('|', parts)})";
    }

    private List<(int From, int To)> Merged()
    {
        List<(int From, int To)> merged = [];
        foreach (var (from, to) in _ranges.Order())
        {
            if (merged.Count > 0 && from <= merged[^1].To + 1) merged[^1] = (merged[^1].From, Math.Max(to, merged[^1].To));
            else merged.Add((from, to));
        }

        return merged;
    }

    private static void Units(StringBuilder text, int from, int to)
    {
        if (from > to) return;
        text.Append(Unit(from));
        if (to > from) text.Append('-').Append(Unit(to));
    }

    private static void Pairs(List<string> parts, int from, int to)
    {
        var (first, last) = (char.ConvertFromUtf32(from), char.ConvertFromUtf32(to));
        if (first[0] == last[0])
        {
            parts.Add($"{Unit(first[0])}[{Unit(first[1])}-{Unit(last[1])}]");
            return;
        }

        parts.Add($"{Unit(first[0])}[{Unit(first[1])}-\\udfff]");
        if (first[0] + 1 < last[0]) parts.Add($"[{Unit(first[0] + 1)}-{Unit(last[0] - 1)}][\\udc00-\\udfff]");
        parts.Add($"{Unit(last[0])}[\\udc00-{Unit(last[1])}]");
    }

    private static string Unit(int unit) => "\\u" + unit.ToString("x4", CultureInfo.InvariantCulture);
}
