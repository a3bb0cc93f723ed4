namespace Registry.Cel.Values;

/// <summary>The order of values, where they have one.</summary>
internal static class Ordering
{
    /// <summary>Negative, zero or positive; null when they cannot be compared, as with a NaN.</summary>
    public static int? Numbers(CelValue left, CelValue right) => (left, right) switch
    {
        (CelInt a, CelInt b) => a.Value.CompareTo(b.Value),
        (CelUint a, CelUint b) => a.Value.CompareTo(b.Value),
        (CelDouble a, CelDouble b) => Doubles(a.Value, b.Value),
        (CelInt a, CelUint b) => a.Value < 0 ? -1 : ((ulong)a.Value).CompareTo(b.Value),
        (CelUint a, CelInt b) => b.Value < 0 ? 1 : a.Value.CompareTo((ulong)b.Value),
        // As the conformance tests have it, a whole number beyond 2^53 is rounded to a double first.
        (CelInt a, CelDouble b) => Doubles(a.Value, b.Value),
        (CelDouble a, CelInt b) => Doubles(a.Value, b.Value),
        (CelUint a, CelDouble b) => Doubles(a.Value, b.Value),
        (CelDouble a, CelUint b) => Doubles(a.Value, b.Value),
        _ => null,
    };

    /// <summary>By code point, which differs from the order of UTF-16 beyond the surrogates.</summary>
    public static int Strings(string left, string right)
    {
        var length = Math.Min(left.Length, right.Length);
        var same = left.AsSpan(0, length).CommonPrefixLength(right.AsSpan(0, length));
        return same == length ? left.Length.CompareTo(right.Length) : Rank(left[same]).CompareTo(Rank(right[same]));
    }

    private static int? Doubles(double left, double right) =>
        left < right ? -1 : left > right ? 1 : double.IsNaN(left) || double.IsNaN(right) ? null : 0;

    // Half of a pair stands for a code point above all that have one unit.
    private static int Rank(char unit) => char.IsSurrogate(unit) ? unit + 0x10000 : unit;
}
