using Registry.Cel.Syntax;
using Registry.Cel.Types;
using Registry.Cel.Values;

namespace Registry.Cel.Functions;

/// <summary>Equality and order.</summary>
internal static class Comparisons
{
    private static readonly CelType[] s_numbers = [CelType.Int, CelType.Uint, CelType.Double];

    public static Library Library { get; } = Build();

    private static Library Build()
    {
        var library = new Library()
            .Global(Operators.Equal, [Library.A, Library.A], CelType.Bool, static (context, a) => CelBool.Of(Equality.AreEqual(a[0], a[1], context)))
            .Global(Operators.NotEqual, [Library.A, Library.A], CelType.Bool, static (context, a) => CelBool.Of(!Equality.AreEqual(a[0], a[1], context)));
        Order(library, Operators.Less, static order => order < 0);
        Order(library, Operators.LessOrEqual, static order => order <= 0);
        Order(library, Operators.Greater, static order => order > 0);
        Order(library, Operators.GreaterOrEqual, static order => order >= 0);
        return library;
    }

    private static void Order(Library library, string name, Func<int, bool> holds)
    {
        Implementation numbers = (_, a) => CelBool.Of(Ordering.Numbers(a[0], a[1]) is { } order && holds(order));
        foreach (var number in s_numbers) library.Global(name, [number, number], CelType.Bool, numbers);
        library
            .Global(name, [CelType.String, CelType.String], CelType.Bool, (context, a) =>
            {
                var (left, right) = (((CelString)a[0]).Value, ((CelString)a[1]).Value);
                context.ChargeBytes(Math.Min(left.Length, right.Length));
                return CelBool.Of(holds(Ordering.Strings(left, right)));
            })
            .Global(name, [CelType.Bytes, CelType.Bytes], CelType.Bool, (context, a) =>
            {
                var (left, right) = (((CelBytes)a[0]).Value, ((CelBytes)a[1]).Value);
                context.ChargeBytes(Math.Min(left.Length, right.Length));
                return CelBool.Of(holds(left.Span.SequenceCompareTo(right.Span)));
            })
            .Global(name, [CelType.Bool, CelType.Bool], CelType.Bool, (_, a) => CelBool.Of(holds(((CelBool)a[0]).Value.CompareTo(((CelBool)a[1]).Value))))
            .Global(name, [CelType.Timestamp, CelType.Timestamp], CelType.Bool, (_, a) => CelBool.Of(holds(((CelTimestamp)a[0]).CompareTo((CelTimestamp)a[1]))))
            .Global(name, [CelType.Duration, CelType.Duration], CelType.Bool, (_, a) => CelBool.Of(holds(((CelDuration)a[0]).Nanoseconds.CompareTo(((CelDuration)a[1]).Nanoseconds))));
        foreach (var left in s_numbers)
            foreach (var right in s_numbers)
                if (!left.Equals(right)) library.Dynamic(name, [left, right], CelType.Bool, numbers);
    }
}
