using Registry.Cel.Evaluation;
using Registry.Cel.Types;
using Registry.Cel.Values;

namespace Registry.Cel.Functions;

/// <summary>The math library.</summary>
internal static class MathExtension
{
    private static readonly CelType[] s_numbers = [CelType.Int, CelType.Uint, CelType.Double];

    public static Library Library { get; } = Build();

    private static Library Build()
    {
        var library = new Library();
        Extreme(library, "math.greatest", 1);
        Extreme(library, "math.least", -1);
        Doubles(library, "math.ceil", Math.Ceiling);
        Doubles(library, "math.floor", Math.Floor);
        Doubles(library, "math.round", static value => Math.Round(value, MidpointRounding.AwayFromZero));
        Doubles(library, "math.trunc", Math.Truncate);
        Doubles(library, "math.sqrt", Math.Sqrt);
        Bits(library, "math.bitAnd", static (x, y) => x & y);
        Bits(library, "math.bitOr", static (x, y) => x | y);
        Bits(library, "math.bitXor", static (x, y) => x ^ y);
        Shift(library, "math.bitShiftLeft", static (value, by) => value << by);
        Shift(library, "math.bitShiftRight", static (value, by) => value >>> by);
        return library
            .Global("math.sqrt", [CelType.Int], CelType.Double, static (_, a) => new CelDouble(Math.Sqrt(Arithmetic.Int(a[0]))))
            .Global("math.sqrt", [CelType.Uint], CelType.Double, static (_, a) => new CelDouble(Math.Sqrt(((CelUint)a[0]).Value)))
            .Global("math.isNaN", [CelType.Double], CelType.Bool, static (_, a) => CelBool.Of(double.IsNaN(Double(a[0]))))
            .Global("math.isInf", [CelType.Double], CelType.Bool, static (_, a) => CelBool.Of(double.IsInfinity(Double(a[0]))))
            .Global("math.isFinite", [CelType.Double], CelType.Bool, static (_, a) => CelBool.Of(double.IsFinite(Double(a[0]))))
            .Global("math.abs", [CelType.Int], CelType.Int, static (_, a) => Arithmetic.Int(a[0]) == long.MinValue ? Library.Fail("overflow") : CelInt.Of(Math.Abs(Arithmetic.Int(a[0]))))
            .Global("math.abs", [CelType.Uint], CelType.Uint, static (_, a) => a[0])
            .Global("math.abs", [CelType.Double], CelType.Double, static (_, a) => new CelDouble(Math.Abs(Double(a[0]))))
            .Global("math.sign", [CelType.Int], CelType.Int, static (_, a) => CelInt.Of(Math.Sign(Arithmetic.Int(a[0]))))
            .Global("math.sign", [CelType.Uint], CelType.Uint, static (_, a) => new CelUint(Math.Min(((CelUint)a[0]).Value, 1)))
            .Global("math.sign", [CelType.Double], CelType.Double, static (_, a) => double.IsNaN(Double(a[0])) ? a[0] : new CelDouble(Math.Sign(Double(a[0]))))
            .Global("math.bitNot", [CelType.Int], CelType.Int, static (_, a) => CelInt.Of(~Arithmetic.Int(a[0])))
            .Global("math.bitNot", [CelType.Uint], CelType.Uint, static (_, a) => new CelUint(~((CelUint)a[0]).Value));
    }

    private static double Double(CelValue value) => ((CelDouble)value).Value;

    private static void Doubles(Library library, string name, Func<double, double> operation) =>
        library.Global(name, [CelType.Double], CelType.Double, (_, a) => new CelDouble(operation(Double(a[0]))));

    private static void Bits(Library library, string name, Func<ulong, ulong, ulong> operation) => library
        .Global(name, [CelType.Int, CelType.Int], CelType.Int, (_, a) => CelInt.Of((long)operation((ulong)Arithmetic.Int(a[0]), (ulong)Arithmetic.Int(a[1]))))
        .Global(name, [CelType.Uint, CelType.Uint], CelType.Uint, (_, a) => new CelUint(operation(((CelUint)a[0]).Value, ((CelUint)a[1]).Value)));

    private static void Shift(Library library, string name, Func<ulong, int, ulong> operation)
    {
        library
            .Global(name, [CelType.Int, CelType.Int], CelType.Int, (_, a) => Shifted((ulong)Arithmetic.Int(a[0]), a[1]) is { } bits ? CelInt.Of((long)bits) : NegativeOffset())
            .Global(name, [CelType.Uint, CelType.Int], CelType.Uint, (_, a) => Shifted(((CelUint)a[0]).Value, a[1]) is { } bits ? new CelUint(bits) : NegativeOffset());

        ulong? Shifted(ulong value, CelValue by) => Arithmetic.Int(by) switch
        {
            < 0 => null,
            >= 64 => 0,
            var count => operation(value, (int)count),
        };
    }

    private static CelErrorValue NegativeOffset() => Library.Fail("negative offset");

    /// <summary>One number, two, or a list of them; the first of those that are equal.</summary>
    private static void Extreme(Library library, string name, int sign)
    {
        Implementation run = (context, a) => Extreme(context, a, sign);
        foreach (var number in s_numbers)
            library.Global(name, [number], number, run).Global(name, [CelType.List(number)], number, (context, a) => ExtremeOfList(context, a, sign));
        foreach (var left in s_numbers)
            foreach (var right in s_numbers)
                library.Global(name, [left, right], left.Equals(right) ? left : CelType.Dyn, run);
    }

    private static CelValue ExtremeOfList(EvaluationContext context, ReadOnlySpan<CelValue> a, int sign) =>
        a[0] is CelList { Items.Count: > 0 } list ? Extreme(context, list.Span, sign) : Library.Fail("the list is empty");

    private static CelValue Extreme(EvaluationContext context, ReadOnlySpan<CelValue> values, int sign)
    {
        var best = values[0];
        foreach (var value in values)
        {
            context.Charge(1);
            if (value is not (CelInt or CelUint or CelDouble)) return Library.Fail($"no such overload: {value.TypeName} is not a number");
            if (Ordering.Numbers(value, best) * sign > 0) best = value;
        }

        return best;
    }
}
