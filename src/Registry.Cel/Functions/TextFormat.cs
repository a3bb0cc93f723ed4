using System.Globalization;
using System.Text;
using Registry.Cel.Evaluation;
using Registry.Cel.Values;

namespace Registry.Cel.Functions;

/// <summary><c>format()</c>: <c>%s %d %f %e %b %o %x %X</c>, with a precision for <c>%f</c> and <c>%e</c>.</summary>
internal static class TextFormat
{
    private const int DefaultPrecision = 6;
    private const int MaxPrecision = 100;

    public static CelValue Format(EvaluationContext context, string format, CelList arguments)
    {
        var result = new StringBuilder();
        var next = 0;
        for (var at = 0; at < format.Length; at++)
        {
            if (format[at] != '%')
            {
                var end = format.IndexOf('%', at) is var percent && percent < 0 ? format.Length : percent;
                Append(context, result, format.AsSpan(at, end - at));
                at = end - 1;
                continue;
            }

            var (clause, precision, length) = Clause(format.AsSpan(at + 1));
            at += length;
            if (clause == '%')
            {
                Append(context, result, "%");
                continue;
            }

            if (precision > MaxPrecision) return Library.Fail($"a precision above {MaxPrecision} is not supported");
            if (!"sdfebxoX".Contains(clause, StringComparison.Ordinal)) return Library.Fail($"could not parse formatting clause: unrecognized formatting clause \"{clause}\"");
            if (next >= arguments.Items.Count) return Library.Fail($"index {next} out of range");
            var value = arguments.Items[next++];
            var fault = clause == 's' ? Text(context, result, value) : Number(context, result, clause, precision, value);
            if (fault is not null) return fault;
        }

        return new CelString(result.ToString());
    }

    private static (char Clause, int Precision, int Length) Clause(ReadOnlySpan<char> text)
    {
        var digits = text.StartsWith(".") ? text[1..].IndexOfAnyExceptInRange('0', '9') : 0;
        if (digits < 0 || text.IsEmpty) return ('\0', 0, text.Length);
        var length = text.StartsWith(".") ? digits + 1 : 0;
        var precision = digits == 0 ? DefaultPrecision : int.TryParse(text.Slice(1, digits), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : int.MaxValue;
        return length < text.Length ? (text[length], precision, length + 1) : ('\0', 0, length);
    }

    private static void Append(EvaluationContext context, StringBuilder result, ReadOnlySpan<char> text)
    {
        context.ChargeNew((long)result.Length + text.Length, bytesEach: 0);
        context.ChargeBytes(text.Length);
        result.Append(text);
    }

    /// <summary>Appends a value as <c>%s</c> has it; returns why it cannot.</summary>
    private static CelErrorValue? Text(EvaluationContext context, StringBuilder result, CelValue value)
    {
        context.Charge(1);
        switch (value)
        {
            case CelList list:
                return Joined(context, result, "[", list.Items, "]", item => Text(context, result, item));
            case CelMap map:
                // By the text of the keys, so that equal maps print the same.
                context.Charge(8L * map.Entries.Count);
                var sorted = map.Entries.Select(entry => (Key: ValueText.Of(entry.Key), entry.Value)).OrderBy(entry => entry.Key, Comparer<string>.Create(Ordering.Strings)).ToList();
                return Joined(context, result, "{", sorted, "}", entry =>
                {
                    Append(context, result, entry.Key + ": ");
                    return Text(context, result, entry.Value);
                });
            case CelBytes bytes:
                Append(context, result, Encoding.UTF8.GetString(bytes.Value.Span));
                return null;
            case CelDouble number:
                Append(context, result, DoubleText.Plain(number.Value));
                return null;
            case CelOptional or CelErrorValue:
                return Library.Fail($"error during formatting: string clause can only be used on strings, bools, bytes, ints, doubles, maps, lists, types, durations, and timestamps, was given {value.TypeName}");
            default:
                Append(context, result, ValueText.Of(value));
                return null;
        }
    }

    private static CelErrorValue? Joined<T>(EvaluationContext context, StringBuilder result, string open, IReadOnlyList<T> items, string close, Func<T, CelErrorValue?> item)
    {
        Append(context, result, open);
        for (var i = 0; i < items.Count; i++)
        {
            if (i > 0) Append(context, result, ", ");
            if (item(items[i]) is { } fault) return fault;
        }

        Append(context, result, close);
        return null;
    }

    private static CelErrorValue? Number(EvaluationContext context, StringBuilder result, char clause, int precision, CelValue value)
    {
        // Digits of doubles come from long numbers.
        context.Charge(60);
        var text = (clause, value) switch
        {
            ('d', CelInt or CelUint) => ValueText.Of(value),
            ('d', CelDouble number) => DoubleText.Plain(number.Value),
            ('f', CelDouble number) => DoubleText.Fixed(number.Value, precision),
            ('f', CelInt or CelUint) => DoubleText.Fixed(AsDouble(value), precision),
            ('e', CelDouble number) => DoubleText.Exponential(number.Value, precision),
            ('e', CelInt or CelUint) => DoubleText.Exponential(AsDouble(value), precision),
            ('b', CelBool truth) => truth.Value ? "1" : "0",
            ('b', _) => Digits(value, 2),
            ('o', _) => Digits(value, 8),
            ('x', CelString or CelBytes) => Hexadecimal(context, value, isUpper: false),
            ('X', CelString or CelBytes) => Hexadecimal(context, value, isUpper: true),
            ('x', _) => Digits(value, 16),
            ('X', _) => Digits(value, 16)?.ToUpperInvariant(),
            _ => null,
        };
        if (text is null) return Library.Fail($"error during formatting: %{clause} cannot be used on {value.TypeName}");
        Append(context, result, text);
        return null;
    }

    private static double AsDouble(CelValue value) => value is CelInt number ? number.Value : ((CelUint)value).Value;

    private static string Hexadecimal(EvaluationContext context, CelValue value, bool isUpper)
    {
        var bytes = value is CelBytes plain ? plain.Value.Span : Encoding.UTF8.GetBytes(Texts.Text(value));
        context.ChargeNew(bytes.Length * 2L);
        return isUpper ? Convert.ToHexString(bytes) : Convert.ToHexStringLower(bytes);
    }

    private static string? Digits(CelValue value, int radix)
    {
        var (sign, magnitude) = value switch
        {
            CelInt { Value: < 0 } number => ("-", (ulong)-(Int128)number.Value),
            CelInt number => ("", (ulong)number.Value),
            CelUint number => ("", number.Value),
            _ => (null, 0UL),
        };
        if (sign is null) return null;
        var digits = new StringBuilder();
        do
        {
            digits.Insert(0, "0123456789abcdef"[(int)(magnitude % (ulong)radix)]);
            magnitude /= (ulong)radix;
        }
        while (magnitude > 0);
        return sign + digits;
    }
}
