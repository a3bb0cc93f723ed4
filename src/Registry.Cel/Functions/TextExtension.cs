using System.Text;
using Registry.Cel.Evaluation;
using Registry.Cel.Types;
using Registry.Cel.Values;
using static Registry.Cel.Functions.Texts;

namespace Registry.Cel.Functions;

/// <summary>The strings library. Places are numbers of code points.</summary>
internal static class TextExtension
{
    private static readonly CelType s_list = CelType.List(CelType.String);

    public static Library Library { get; } = new Library()
        .Member("charAt", [CelType.String, CelType.Int], CelType.String, static (context, a) => Slice(context, a[0], Arithmetic.Int(a[1]), Arithmetic.Int(a[1]) + 1, clamps: true))
        .Member("indexOf", [CelType.String, CelType.String], CelType.Int, static (context, a) => IndexOf(context, a, CelInt.Of(0)))
        .Member("indexOf", [CelType.String, CelType.String, CelType.Int], CelType.Int, static (context, a) => IndexOf(context, a, a[2]))
        .Member("lastIndexOf", [CelType.String, CelType.String], CelType.Int, static (context, a) => LastIndexOf(context, a, null))
        .Member("lastIndexOf", [CelType.String, CelType.String, CelType.Int], CelType.Int, static (context, a) => LastIndexOf(context, a, a[2]))
        .Member("lowerAscii", [CelType.String], CelType.String, static (context, a) => Mapped(context, a[0], static c => char.IsAsciiLetterUpper(c) ? (char)(c | 0x20) : c))
        .Member("upperAscii", [CelType.String], CelType.String, static (context, a) => Mapped(context, a[0], static c => char.IsAsciiLetterLower(c) ? (char)(c & ~0x20) : c))
        .Member("replace", [CelType.String, CelType.String, CelType.String], CelType.String, static (context, a) => Replace(context, a, -1))
        .Member("replace", [CelType.String, CelType.String, CelType.String, CelType.Int], CelType.String, static (context, a) => Replace(context, a, Arithmetic.Int(a[3])))
        .Member("split", [CelType.String, CelType.String], s_list, static (context, a) => Split(context, a, -1))
        .Member("split", [CelType.String, CelType.String, CelType.Int], s_list, static (context, a) => Split(context, a, Arithmetic.Int(a[2])))
        .Member("substring", [CelType.String, CelType.Int], CelType.String, static (context, a) => Slice(context, a[0], Arithmetic.Int(a[1]), null))
        .Member("substring", [CelType.String, CelType.Int, CelType.Int], CelType.String, static (context, a) => Slice(context, a[0], Arithmetic.Int(a[1]), Arithmetic.Int(a[2])))
        .Member("trim", [CelType.String], CelType.String, static (context, a) =>
        {
            context.ChargeBytes(Text(a[0]).Length);
            return new CelString(Text(a[0]).Trim());
        })
        .Member("join", [s_list], CelType.String, static (context, a) => Join(context, a[0], ""))
        .Member("join", [s_list, CelType.String], CelType.String, static (context, a) => Join(context, a[0], Text(a[1])))
        .Member("reverse", [CelType.String], CelType.String, static (context, a) =>
        {
            context.ChargeNew(Text(a[0]).Length);
            return new CelString(string.Concat(Text(a[0]).EnumerateRunes().Reverse()));
        })
        .Member("format", [CelType.String, CelType.List(CelType.Dyn)], CelType.String, static (context, a) => TextFormat.Format(context, Text(a[0]), (CelList)a[1]))
        .Global("strings.quote", [CelType.String], CelType.String, static (context, a) => Quote(context, Text(a[0])));

    private static CelErrorValue OutOfRange(long index) => Library.Fail($"index out of range: {index}");

    private static CelValue Slice(EvaluationContext context, CelValue value, long start, long? end, bool clamps = false)
    {
        var text = Text(value);
        context.ChargeBytes(text.Length);
        if (end < start) return Library.Fail($"invalid substring range. start: {start}, end: {end}");
        var from = start < 0 ? -1 : CodePoints.Place(text, start);
        if (from < 0) return OutOfRange(start);
        var length = end is null ? text.Length - from : CodePoints.Place(text[from..], end.Value - start);
        if (length < 0) return clamps ? new CelString("") : OutOfRange(end!.Value);
        return new CelString(text.Substring(from, length));
    }

    private static CelValue IndexOf(EvaluationContext context, ReadOnlySpan<CelValue> a, CelValue start)
    {
        var (text, part, number) = (Text(a[0]), Text(a[1]), Arithmetic.Int(start));
        ChargeSearch(context, text, part);
        var from = number < 0 ? -1 : CodePoints.Place(text, number);
        if (from < 0) return OutOfRange(number);
        var found = text.IndexOf(part, from, StringComparison.Ordinal);
        return CelInt.Of(found < 0 ? -1 : CodePoints.Count(text.AsSpan(0, found)));
    }

    private static CelValue LastIndexOf(EvaluationContext context, ReadOnlySpan<CelValue> a, CelValue? last)
    {
        var (text, part) = (Text(a[0]), Text(a[1]));
        ChargeSearch(context, text, part);
        var at = text.Length;
        if (last is not null)
        {
            at = Arithmetic.Int(last) < 0 ? -1 : CodePoints.Place(text, Arithmetic.Int(last));
            if (at < 0) return OutOfRange(Arithmetic.Int(last));
        }

        var end = Math.Min((long)at + part.Length, text.Length);
        var found = text.AsSpan(0, (int)end).LastIndexOf(part, StringComparison.Ordinal);
        return CelInt.Of(found < 0 ? -1 : CodePoints.Count(text.AsSpan(0, found)));
    }

    private static CelString Mapped(EvaluationContext context, CelValue value, Func<char, char> map)
    {
        var text = Text(value);
        context.ChargeNew(text.Length);
        return new CelString(string.Create(text.Length, (text, map), static (span, state) =>
        {
            for (var i = 0; i < span.Length; i++) span[i] = state.map(state.text[i]);
        }));
    }

    private static CelString Replace(EvaluationContext context, ReadOnlySpan<CelValue> a, long limit)
    {
        var (text, old, with) = (Text(a[0]), Text(a[1]), Text(a[2]));
        ChargeSearch(context, text, old);
        var result = new StringBuilder();
        var at = 0;
        while (limit != 0)
        {
            // An empty text stands before each code point and at the end.
            var found = old.Length > 0 ? text.IndexOf(old, at, StringComparison.Ordinal) : at;
            if (found < 0) break;
            context.Charge(1);
            context.ChargeNew(result.Length + with.Length, bytesEach: 0);
            context.ChargeBytes(with.Length);
            result.Append(text.AsSpan(at, found - at)).Append(with);
            at = found + old.Length;
            limit--;
            if (old.Length > 0) continue;
            if (at == text.Length) return new CelString(result.ToString());
            var next = at + CodePoints.Place(text[at..Math.Min(at + 2, text.Length)], 1);
            result.Append(text.AsSpan(at, next - at));
            at = next;
        }

        context.ChargeNew((long)result.Length + text.Length - at);
        return new CelString(result.Append(text.AsSpan(at)).ToString());
    }

    private static CelList Split(EvaluationContext context, ReadOnlySpan<CelValue> a, long limit)
    {
        var (text, separator) = (Text(a[0]), Text(a[1]));
        ChargeSearch(context, text, separator);
        if (limit == 0) return new CelList([]);
        var count = limit < 0 ? int.MaxValue : (int)Math.Min(limit, int.MaxValue);
        var parts = separator.Length > 0 ? text.Split(separator, count) : Characters(text, count);
        context.ChargeNew(parts.Length, bytesEach: 32);
        return new CelList([.. parts.Select(part => new CelString(part))]);
    }

    private static string[] Characters(string text, int count)
    {
        List<string> parts = [];
        var at = 0;
        while (at < text.Length && parts.Count < count - 1)
        {
            var length = at + 1 < text.Length && char.IsSurrogatePair(text[at], text[at + 1]) ? 2 : 1;
            parts.Add(text.Substring(at, length));
            at += length;
        }

        if (at < text.Length) parts.Add(text[at..]);
        return [.. parts];
    }

    private static CelValue Join(EvaluationContext context, CelValue list, string separator)
    {
        var result = new StringBuilder();
        var isFirst = true;
        foreach (var item in ((CelList)list).Span)
        {
            if (item is not CelString part) return Library.Fail($"no such overload: join of {item.TypeName}");
            context.ChargeNew((long)result.Length + separator.Length + part.Value.Length, bytesEach: 0);
            context.ChargeBytes(separator.Length + part.Value.Length);
            result.Append(isFirst ? "" : separator).Append(part.Value);
            isFirst = false;
        }

        return new CelString(result.ToString());
    }

    private static CelString Quote(EvaluationContext context, string text)
    {
        context.ChargeNew((text.Length * 2L) + 2);
        var result = new StringBuilder("\"");
        foreach (var c in text)
        {
            var escape = "\a\b\f\n\r\t\v\\\"".IndexOf(c, StringComparison.Ordinal);
            if (escape < 0) result.Append(c);
            else result.Append('\\').Append("abfnrtv\\\""[escape]);
        }

        return new CelString(result.Append('"').ToString());
    }
}
