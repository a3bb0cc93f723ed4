namespace Registry.Cel.Values;

/// <summary>Keys of maps: numbers are the same key when they are the same number exactly.</summary>
internal sealed class KeyComparer : IEqualityComparer<CelValue>
{
    public static KeyComparer Instance { get; } = new();

    public static bool IsKey(CelValue value) => value is CelString or CelInt or CelUint or CelBool;

    public bool Equals(CelValue? x, CelValue? y) => (x, y) switch
    {
        (CelString a, CelString b) => a.Value == b.Value,
        (CelBool a, CelBool b) => a.Value == b.Value,
        (CelInt a, CelInt b) => a.Value == b.Value,
        _ => Whole(x) is { } a && Whole(y) is { } b && a == b,
    };

    public int GetHashCode(CelValue obj) => obj switch
    {
        CelString text => string.GetHashCode(text.Value, StringComparison.Ordinal),
        CelBool truth => truth.Value ? 1 : 0,
        // Combined with the process's seed, so that no input can choose numbers that collide.
        _ => Whole(obj) is { } number ? HashCode.Combine(number) : 0,
    };

    private static Int128? Whole(CelValue? value) => value switch
    {
        CelInt number => number.Value,
        CelUint number => number.Value,
        CelDouble { Value: >= -9223372036854775808.0 and < 18446744073709551616.0 } number when Math.Floor(number.Value) == number.Value => (Int128)number.Value,
        _ => null,
    };
}
