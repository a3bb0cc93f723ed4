using Registry.Cel.Evaluation;
using Registry.Cel.Syntax;
using Registry.Cel.Types;
using Registry.Cel.Values;

namespace Registry.Cel.Functions;

/// <summary>Strings and bytes.</summary>
internal static class Texts
{
    public static Library Library { get; } = new Library()
        .Global("size", [CelType.String], CelType.Int, Size)
        .Member("size", [CelType.String], CelType.Int, Size)
        .Global("size", [CelType.Bytes], CelType.Int, static (_, a) => CelInt.Of(((CelBytes)a[0]).Value.Length))
        .Member("size", [CelType.Bytes], CelType.Int, static (_, a) => CelInt.Of(((CelBytes)a[0]).Value.Length))
        .Global(Operators.Add, [CelType.String, CelType.String], CelType.String, static (context, a) =>
        {
            var (left, right) = (Text(a[0]), Text(a[1]));
            context.ChargeNew((long)left.Length + right.Length);
            return new CelString(left + right);
        })
        .Global(Operators.Add, [CelType.Bytes, CelType.Bytes], CelType.Bytes, static (context, a) =>
        {
            var (left, right) = (((CelBytes)a[0]).Value, ((CelBytes)a[1]).Value);
            context.ChargeNew((long)left.Length + right.Length);
            return new CelBytes((byte[])[.. left.Span, .. right.Span]);
        })
        .Member("contains", [CelType.String, CelType.String], CelType.Bool, static (context, a) => Search(context, a, static (text, part) => text.Contains(part, StringComparison.Ordinal)))
        .Member("startsWith", [CelType.String, CelType.String], CelType.Bool, static (context, a) => Search(context, a, static (text, part) => text.StartsWith(part, StringComparison.Ordinal)))
        .Member("endsWith", [CelType.String, CelType.String], CelType.Bool, static (context, a) => Search(context, a, static (text, part) => text.EndsWith(part, StringComparison.Ordinal)))
        .Global("matches", [CelType.String, CelType.String], CelType.Bool, Matches)
        .Member("matches", [CelType.String, CelType.String], CelType.Bool, Matches);

    public static string Text(CelValue value) => ((CelString)value).Value;

    /// <summary>A search may look at each character of the text as often as the part is long.</summary>
    public static void ChargeSearch(EvaluationContext context, string text, string part) => context.ChargeBytes(text.Length + ((long)text.Length * part.Length / 16));

    private static CelInt Size(EvaluationContext context, ReadOnlySpan<CelValue> a)
    {
        context.ChargeBytes(Text(a[0]).Length);
        return CelInt.Of(CodePoints.Count(Text(a[0])));
    }

    private static CelBool Search(EvaluationContext context, ReadOnlySpan<CelValue> a, Func<string, string, bool> search)
    {
        ChargeSearch(context, Text(a[0]), Text(a[1]));
        return CelBool.Of(search(Text(a[0]), Text(a[1])));
    }

    private static CelValue Matches(EvaluationContext context, ReadOnlySpan<CelValue> a)
    {
        if (context.Pattern(Text(a[1]), out var fault) is not { } pattern) return Library.Fail(fault!);
        context.Charge(pattern.CostOfMatch(Text(a[0])));
        return pattern.IsMatch(Text(a[0]), out fault) is { } result ? CelBool.Of(result) : Library.Fail(fault!);
    }
}
