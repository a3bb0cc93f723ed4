using System.Globalization;

namespace Registry.Schema.Data;

/// <summary>A JSON number without loss: 0.<see cref="Digits"/> × 10^<see cref="Scale"/>. One number has one form, however it was written.</summary>
/// <param name="Negative">Never for zero.</param>
/// <param name="Digits">Without zeros at either end; empty for zero.</param>
/// <param name="Scale">Power of ten; 0 for zero.</param>
internal sealed record JsonNumber(bool Negative, string Digits, long Scale) : IComparable<JsonNumber>
{
    private const int ExponentDigits = 17;

    public bool IsInteger => Scale >= Digits.Length;

    /// <summary>Reads a number as JSON writes it; <see langword="null"/> when its exponent has more than 17 digits.</summary>
    public static JsonNumber? Parse(string text)
    {
        var negative = text.StartsWith('-');
        var mantissa = text.AsSpan(negative ? 1 : 0);
        long exponent = 0;
        if (mantissa.IndexOfAny('e', 'E') is >= 0 and var e)
        {
            if (Exponent(mantissa[(e + 1)..]) is not { } found) return null;
            exponent = found;
            mantissa = mantissa[..e];
        }
        var point = mantissa.IndexOf('.');
        var whole = point < 0 ? mantissa : mantissa[..point];
        var digits = string.Concat(whole, point < 0 ? [] : mantissa[(point + 1)..]);
        var significant = digits.TrimStart('0');
        var scale = whole.Length - (digits.Length - significant.Length) + exponent;
        return significant.Length == 0 ? new(false, "", 0) : new(negative, significant.TrimEnd('0'), scale);
    }

    public static JsonNumber Of(long value) => Parse(value.ToString(CultureInfo.InvariantCulture))!;

    public int CompareTo(JsonNumber? other)
    {
        if (other is null) return 1;
        if (Sign != other.Sign) return Sign.CompareTo(other.Sign);
        var size = Scale == other.Scale ? string.CompareOrdinal(Digits, other.Digits) : Scale.CompareTo(other.Scale);
        return Negative ? -size : size;
    }

    private int Sign => Digits.Length == 0 ? 0 : Negative ? -1 : 1;

    private static long? Exponent(ReadOnlySpan<char> text)
    {
        var negative = text.StartsWith('-');
        var digits = text[(negative || text.StartsWith('+') ? 1 : 0)..].TrimStart('0');
        if (digits.Length > ExponentDigits) return null;
        var size = digits.Length == 0 ? 0 : long.Parse(digits, NumberStyles.None, CultureInfo.InvariantCulture);
        return negative ? -size : size;
    }
}
