using System.Buffers;
using System.Globalization;
using System.Numerics;
using Registry.Cel.Types;

namespace Registry.Cel.Values;

/// <summary>A length of time: nanoseconds in 64 bits, which is about 292 years either way.</summary>
public sealed class CelDuration(long nanoseconds) : CelValue
{
    private const long Second = 1_000_000_000;
    private static readonly SearchValues<char> s_number = SearchValues.Create("0123456789.");

    /// <summary>The whole length in nanoseconds.</summary>
    public long Nanoseconds { get; } = nanoseconds;

    /// <inheritdoc/>
    public override CelTypeKind Kind => CelTypeKind.Duration;

    internal override string TypeName => CelType.Duration.Name;

    /// <summary>In seconds, such as <c>1.5s</c>.</summary>
    public override string ToString()
    {
        var (seconds, rest) = (Nanoseconds / Second, (int)Math.Abs(Nanoseconds % Second));
        var sign = seconds == 0 && Nanoseconds < 0 ? "-" : "";
        return $"{sign}{seconds.ToString(CultureInfo.InvariantCulture)}{CelTimestamp.Fraction(rest)}s";
    }

    /// <summary>Reads a sequence of numbers with units, such as <c>-1h30m</c> or <c>1.5s</c>; null when the text is something else or out of range.</summary>
    internal static CelDuration? Parse(string text)
    {
        var rest = text.AsSpan();
        var negative = rest.StartsWith("-");
        if (negative || rest.StartsWith("+")) rest = rest[1..];
        if (rest is "0") return new CelDuration(0);
        // Longer text cannot be meant, and digits cost time.
        if (rest.IsEmpty || rest.Length > 200) return null;
        BigInteger sum = 0;
        while (!rest.IsEmpty)
        {
            var number = rest.IndexOfAnyExcept(s_number);
            if (number <= 0) return null;
            var end = rest[number..].IndexOfAny(s_number);
            var unit = end < 0 ? rest[number..] : rest.Slice(number, end);
            if (Scale(unit) is not { } scale || Part(rest[..number], scale) is not { } part) return null;
            sum += part;
            rest = rest[(number + unit.Length)..];
        }

        if (negative) sum = -sum;
        return sum < long.MinValue || sum > long.MaxValue ? null : new CelDuration((long)sum);
    }

    private static BigInteger? Part(ReadOnlySpan<char> number, long scale)
    {
        var point = number.IndexOf('.');
        var whole = point < 0 ? number : number[..point];
        var fraction = point < 0 ? [] : number[(point + 1)..];
        if (fraction.Contains('.') || whole.Length + fraction.Length == 0) return null;
        var sum = whole.IsEmpty ? 0 : BigInteger.Parse(whole, CultureInfo.InvariantCulture) * scale;
        return fraction.IsEmpty ? sum : sum + (BigInteger.Parse(fraction, CultureInfo.InvariantCulture) * scale / BigInteger.Pow(10, fraction.Length));
    }

    private static long? Scale(ReadOnlySpan<char> unit) => unit switch
    {
        "ns" => 1,
        "us" or "µs" or "μs" => 1_000,
        "ms" => 1_000_000,
        "s" => Second,
        "m" => 60 * Second,
        "h" => 3600 * Second,
        _ => null,
    };
}
