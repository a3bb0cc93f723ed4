using System.Buffers;
using System.Globalization;
using System.Text;
using Registry.Cel.Evaluation;
using Registry.Cel.Types;
using Registry.Cel.Values;
using static Registry.Cel.Functions.Texts;

namespace Registry.Cel.Functions;

/// <summary>Functions with the names of types, and <c>type</c> and <c>dyn</c>.</summary>
internal static class Conversions
{
    private const string Range = "the number is out of range";

    private static readonly SearchValues<char> s_double = SearchValues.Create("0123456789+-.eE");

    public static Library Library { get; } = new Library()
        .Global("dyn", [Library.A], CelType.Dyn, Same)
        .Global("type", [Library.A], CelType.Type(Library.A), static (_, a) => new CelTypeValue(a[0].TypeName))
        .Global("bool", [CelType.Bool], CelType.Bool, Same)
        .Global("bool", [CelType.String], CelType.Bool, static (_, a) => Truth(Text(a[0])))
        .Global("int", [CelType.Int], CelType.Int, Same)
        .Global("int", [CelType.Uint], CelType.Int, static (_, a) => ((CelUint)a[0]).Value is var value && value <= long.MaxValue ? CelInt.Of((long)value) : Library.Fail(Range))
        // The bounds themselves are refused: a double there may stand for numbers beyond.
        .Global("int", [CelType.Double], CelType.Int, static (_, a) => ((CelDouble)a[0]).Value is > -9223372036854775808.0 and < 9223372036854775808.0 and var value ? CelInt.Of((long)value) : Library.Fail(Range))
        .Global("int", [CelType.String], CelType.Int, static (context, a) => long.TryParse(Digits(context, a[0]), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) ? CelInt.Of(value) : NotA("int", a[0]))
        .Global("int", [CelType.Timestamp], CelType.Int, static (_, a) => CelInt.Of(((CelTimestamp)a[0]).Seconds))
        .Global("uint", [CelType.Uint], CelType.Uint, Same)
        .Global("uint", [CelType.Int], CelType.Uint, static (_, a) => ((CelInt)a[0]).Value is >= 0 and var value ? new CelUint((ulong)value) : Library.Fail(Range))
        .Global("uint", [CelType.Double], CelType.Uint, static (_, a) => ((CelDouble)a[0]).Value is >= 0 and < 18446744073709551616.0 and var value ? new CelUint((ulong)value) : Library.Fail(Range))
        .Global("uint", [CelType.String], CelType.Uint, static (context, a) => ulong.TryParse(Digits(context, a[0]), NumberStyles.None, CultureInfo.InvariantCulture, out var value) ? new CelUint(value) : NotA("uint", a[0]))
        .Global("double", [CelType.Double], CelType.Double, Same)
        .Global("double", [CelType.Int], CelType.Double, static (_, a) => new CelDouble(((CelInt)a[0]).Value))
        .Global("double", [CelType.Uint], CelType.Double, static (_, a) => new CelDouble(((CelUint)a[0]).Value))
        .Global("double", [CelType.String], CelType.Double, static (context, a) => Double(Digits(context, a[0])) is { } value ? new CelDouble(value) : NotA("double", a[0]))
        .Global("string", [CelType.String], CelType.String, Same)
        .Global("string", [CelType.Bool], CelType.String, ToText)
        .Global("string", [CelType.Int], CelType.String, ToText)
        .Global("string", [CelType.Uint], CelType.String, ToText)
        .Global("string", [CelType.Double], CelType.String, ToText)
        .Global("string", [CelType.Timestamp], CelType.String, ToText)
        .Global("string", [CelType.Duration], CelType.String, ToText)
        .Global("string", [CelType.Bytes], CelType.String, static (context, a) =>
        {
            var bytes = ((CelBytes)a[0]).Value;
            context.ChargeNew(bytes.Length);
            return CodePoints.Decode(bytes.Span) is { } text ? new CelString(text) : Library.Fail("invalid UTF-8");
        })
        .Global("bytes", [CelType.Bytes], CelType.Bytes, Same)
        .Global("bytes", [CelType.String], CelType.Bytes, static (context, a) =>
        {
            context.ChargeNew(Encoding.UTF8.GetByteCount(Text(a[0])));
            return new CelBytes(Encoding.UTF8.GetBytes(Text(a[0])));
        })
        .Global("timestamp", [CelType.Timestamp], CelType.Timestamp, Same)
        .Global("timestamp", [CelType.String], CelType.Timestamp, static (context, a) => (CelValue?)CelTimestamp.Parse(Digits(context, a[0])) ?? NotA("timestamp", a[0]))
        .Global("timestamp", [CelType.Int], CelType.Timestamp, static (_, a) => (CelValue?)CelTimestamp.From(((CelInt)a[0]).Value, 0) ?? Library.Fail("the timestamp is out of range"))
        .Global("duration", [CelType.Duration], CelType.Duration, Same)
        .Global("duration", [CelType.String], CelType.Duration, static (context, a) => (CelValue?)CelDuration.Parse(Digits(context, a[0])) ?? NotA("duration", a[0]));

    private static CelValue Same(EvaluationContext context, ReadOnlySpan<CelValue> arguments) => arguments[0];

    private static CelString ToText(EvaluationContext context, ReadOnlySpan<CelValue> arguments) => new(ValueText.Of(arguments[0]));

    private static CelValue Truth(string text) => text switch
    {
        "1" or "t" or "T" or "true" or "TRUE" or "True" => CelBool.True,
        "0" or "f" or "F" or "false" or "FALSE" or "False" => CelBool.False,
        _ => Library.Fail("the string is not a bool"),
    };

    /// <summary>A string with numbers in it; reading it costs.</summary>
    private static string Digits(EvaluationContext context, CelValue value)
    {
        context.Charge(Text(value).Length);
        return Text(value);
    }

    private static double? Double(string text) => text switch
    {
        "NaN" => double.NaN,
        "Infinity" or "+Infinity" or "Inf" or "+Inf" or "inf" or "+inf" => double.PositiveInfinity,
        "-Infinity" or "-Inf" or "-inf" => double.NegativeInfinity,
        _ when text.Length == 0 || text.AsSpan().ContainsAnyExcept(s_double) => null,
        _ => double.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out var value) ? value : null,
    };

    private static CelErrorValue NotA(string type, CelValue value)
    {
        var text = Text(value);
        return Library.Fail($"the string \"{(text.Length > 40 ? text[..40] + "…" : text)}\" is not a {type}, or out of range");
    }
}
