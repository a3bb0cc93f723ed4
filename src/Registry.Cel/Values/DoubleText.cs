using System.Globalization;
using System.Numerics;
using System.Text;

namespace Registry.Cel.Values;

/// <summary>Doubles as text. .NET rounds halves away from zero, the language to even, so digits are made here.</summary>
internal static class DoubleText
{
    /// <summary>The shortest text that gives the same double; with an exponent from 1e+21 on and below 1e-4. The definition leaves that open.</summary>
    public static string General(double value) => Special(value) ?? (Shortest(value) is var (digits, exponent) && exponent is < -4 or >= 21
        ? Sign(value) + Scientific(digits, exponent)
        : Plain(value));

    /// <summary>The shortest text that gives the same double, without an exponent.</summary>
    public static string Plain(double value)
    {
        if (Special(value) is { } special) return special;
        var (digits, exponent) = Shortest(value);
        if (exponent < 0) return $"{Sign(value)}0.{new string('0', -exponent - 1)}{digits}";
        return digits.Length <= exponent + 1
            ? Sign(value) + digits.PadRight(exponent + 1, '0')
            : $"{Sign(value)}{digits.AsSpan(0, exponent + 1)}.{digits.AsSpan(exponent + 1)}";
    }

    /// <summary>With so many digits after the point, halves to even.</summary>
    public static string Fixed(double value, int precision)
    {
        if (Special(value) is { } special) return special;
        var digits = Scaled(value, precision).ToString(CultureInfo.InvariantCulture).PadLeft(precision + 1, '0');
        var text = new StringBuilder(Sign(value)).Append(digits.AsSpan(0, digits.Length - precision));
        return precision == 0 ? text.ToString() : text.Append('.').Append(digits.AsSpan(digits.Length - precision)).ToString();
    }

    /// <summary>With one digit before the point and so many after it, halves to even.</summary>
    public static string Exponential(double value, int precision)
    {
        if (Special(value) is { } special) return special;
        if (value == 0) return Sign(value) + Scientific(new string('0', precision + 1), 0);
        var exponent = Shortest(value).Exponent;
        var digits = Scaled(value, precision - exponent).ToString(CultureInfo.InvariantCulture);
        if (digits.Length > precision + 1) (digits, exponent) = (digits[..(precision + 1)], exponent + 1);
        return Sign(value) + Scientific(digits, exponent);
    }

    private static string? Special(double value) =>
        double.IsNaN(value) ? "NaN" : double.IsPositiveInfinity(value) ? "Infinity" : double.IsNegativeInfinity(value) ? "-Infinity" : null;

    private static string Sign(double value) => double.IsNegative(value) ? "-" : "";

    private static string Scientific(string digits, int exponent) =>
        $"{digits[0]}{(digits.Length > 1 ? "." : "")}{digits.AsSpan(1)}e{(exponent < 0 ? '-' : '+')}{Math.Abs(exponent).ToString("D2", CultureInfo.InvariantCulture)}";

    private static (string Digits, int Exponent) Shortest(double value)
    {
        var text = Math.Abs(value).ToString("R", CultureInfo.InvariantCulture);
        var e = text.IndexOf('E', StringComparison.Ordinal);
        var exponent = e < 0 ? 0 : int.Parse(text.AsSpan(e + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
        var mantissa = e < 0 ? text : text[..e];
        var point = mantissa.IndexOf('.', StringComparison.Ordinal);
        var digits = mantissa.Replace(".", "", StringComparison.Ordinal);
        var leading = digits.Length - digits.TrimStart('0').Length;
        if (leading == digits.Length) return ("0", 0);
        return (digits.Trim('0'), exponent + (point < 0 ? mantissa.Length : point) - 1 - leading);
    }

    /// <summary>The absolute value times ten to a power, rounded half to even.</summary>
    private static BigInteger Scaled(double value, int power)
    {
        var bits = BitConverter.DoubleToUInt64Bits(value);
        var exponent = (int)((bits >> 52) & 0x7ff);
        var mantissa = (BigInteger)(bits & 0xfffffffffffff) + (exponent == 0 ? 0 : BigInteger.One << 52);
        var two = Math.Max(exponent, 1) - 1075;
        var above = mantissa * (two > 0 ? BigInteger.One << two : 1) * (power > 0 ? BigInteger.Pow(10, power) : 1);
        var below = (two < 0 ? BigInteger.One << -two : 1) * (power < 0 ? BigInteger.Pow(10, -power) : 1);
        var quotient = BigInteger.DivRem(above, below, out var rest);
        var half = (rest * 2).CompareTo(below);
        return half > 0 || (half == 0 && !quotient.IsEven) ? quotient + 1 : quotient;
    }
}
