namespace Registry.Cel.Values;

/// <summary>Equality of the language: of any two values, and never an error.</summary>
internal static class Equality
{
    /// <param name="left">A value.</param>
    /// <param name="right">A value.</param>
    /// <param name="charge">Told of each element that is compared; null when nobody counts.</param>
    public static bool AreEqual(CelValue left, CelValue right, ICostMeter? charge = null)
    {
        switch (left, right)
        {
            case (CelString a, CelString b):
                charge?.ChargeBytes(Math.Min(a.Value.Length, b.Value.Length));
                return a.Value == b.Value;
            case (CelBytes a, CelBytes b):
                charge?.ChargeBytes(Math.Min(a.Value.Length, b.Value.Length));
                return a.Value.Span.SequenceEqual(b.Value.Span);
            case (CelBool a, CelBool b): return a.Value == b.Value;
            case (CelNull, CelNull): return true;
            case (CelTimestamp a, CelTimestamp b): return a.CompareTo(b) == 0;
            case (CelDuration a, CelDuration b): return a.Nanoseconds == b.Nanoseconds;
            case (CelTypeValue a, CelTypeValue b): return a.Name == b.Name;
            case (CelList a, CelList b): return ListsAreEqual(a, b, charge);
            case (CelMap a, CelMap b): return MapsAreEqual(a, b, charge);
            case (CelOptional a, CelOptional b):
                return a.Value is { } held && b.Value is { } other ? AreEqual(held, other, charge) : ReferenceEquals(a.Value, b.Value);
            default: return Ordering.Numbers(left, right) == 0;
        }
    }

    /// <summary>Equal values have the same hash code.</summary>
    public static int Hash(CelValue value) => value switch
    {
        CelString text => string.GetHashCode(text.Value, StringComparison.Ordinal),
        CelBool truth => truth.Value ? 1 : 2,
        CelInt number => ((double)number.Value).GetHashCode(),
        CelUint number => ((double)number.Value).GetHashCode(),
        // Positive and negative zero are equal.
        CelDouble number => (number.Value + 0.0).GetHashCode(),
        CelBytes bytes => bytes.Value.Length,
        CelTimestamp time => time.Seconds.GetHashCode(),
        CelDuration duration => duration.Nanoseconds.GetHashCode(),
        CelTypeValue type => string.GetHashCode(type.Name, StringComparison.Ordinal),
        CelList list => HashCode.Combine(3, list.Items.Count),
        CelMap map => HashCode.Combine(4, map.Entries.Count),
        CelOptional { Value: { } held } => Hash(held),
        _ => (int)value.Kind,
    };

    private static bool ListsAreEqual(CelList left, CelList right, ICostMeter? charge)
    {
        var a = left.Span;
        var b = right.Span;
        if (a.Length != b.Length) return false;
        for (var i = 0; i < a.Length; i++)
        {
            charge?.Charge(1);
            if (!AreEqual(a[i], b[i], charge)) return false;
        }

        return true;
    }

    private static bool MapsAreEqual(CelMap left, CelMap right, ICostMeter? charge)
    {
        if (left.Entries.Count != right.Entries.Count) return false;
        foreach (var (key, value) in left.Entries)
        {
            charge?.Charge(2);
            if (!right.TryGetValue(key, out var other) || !AreEqual(value, other, charge)) return false;
        }

        return true;
    }
}
