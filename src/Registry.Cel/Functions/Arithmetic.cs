using Registry.Cel.Syntax;
using Registry.Cel.Types;
using Registry.Cel.Values;

namespace Registry.Cel.Functions;

/// <summary>Operators on numbers, and <c>!</c>. What does not fit 64 bits is an error.</summary>
internal static class Arithmetic
{
    private const string Overflow = "the result is out of range: overflow";
    private const string DivideByZero = "divide by zero";
    private const string ModulusByZero = "modulus by zero";

    public static Library Library { get; } = new Library()
        .Global(Operators.Add, [CelType.Int, CelType.Int], CelType.Int, static (_, a) => Ints(a, static (x, y) => x + y))
        .Global(Operators.Add, [CelType.Uint, CelType.Uint], CelType.Uint, static (_, a) => Uints(a, static (x, y) => x + y))
        .Global(Operators.Add, [CelType.Double, CelType.Double], CelType.Double, static (_, a) => Doubles(a, static (x, y) => x + y))
        .Global(Operators.Subtract, [CelType.Int, CelType.Int], CelType.Int, static (_, a) => Ints(a, static (x, y) => x - y))
        .Global(Operators.Subtract, [CelType.Uint, CelType.Uint], CelType.Uint, static (_, a) => Uints(a, static (x, y) => x - y))
        .Global(Operators.Subtract, [CelType.Double, CelType.Double], CelType.Double, static (_, a) => Doubles(a, static (x, y) => x - y))
        .Global(Operators.Multiply, [CelType.Int, CelType.Int], CelType.Int, static (_, a) => Ints(a, static (x, y) => x * y))
        .Global(Operators.Multiply, [CelType.Uint, CelType.Uint], CelType.Uint, static (_, a) => Uints(a, static (x, y) => Product(x, y)))
        .Global(Operators.Multiply, [CelType.Double, CelType.Double], CelType.Double, static (_, a) => Doubles(a, static (x, y) => x * y))
        .Global(Operators.Divide, [CelType.Int, CelType.Int], CelType.Int, static (_, a) => IsZero(a[1]) ? Library.Fail(DivideByZero) : Ints(a, static (x, y) => x / y))
        .Global(Operators.Divide, [CelType.Uint, CelType.Uint], CelType.Uint, static (_, a) => IsZero(a[1]) ? Library.Fail(DivideByZero) : Uints(a, static (x, y) => x / y))
        .Global(Operators.Divide, [CelType.Double, CelType.Double], CelType.Double, static (_, a) => Doubles(a, static (x, y) => x / y))
        .Global(Operators.Modulo, [CelType.Int, CelType.Int], CelType.Int, static (_, a) => IsZero(a[1]) ? Library.Fail(ModulusByZero) : Ints(a, static (x, y) => x % y))
        .Global(Operators.Modulo, [CelType.Uint, CelType.Uint], CelType.Uint, static (_, a) => IsZero(a[1]) ? Library.Fail(ModulusByZero) : Uints(a, static (x, y) => x % y))
        .Global(Operators.Negate, [CelType.Int], CelType.Int, static (_, a) => Int(a[0]) == long.MinValue ? Library.Fail(Overflow) : CelInt.Of(-Int(a[0])))
        .Global(Operators.Negate, [CelType.Double], CelType.Double, static (_, a) => new CelDouble(-((CelDouble)a[0]).Value))
        .Global(Operators.Not, [CelType.Bool], CelType.Bool, static (_, a) => CelBool.Of(!((CelBool)a[0]).Value));

    public static long Int(CelValue value) => ((CelInt)value).Value;

    // The product of two of the largest is beyond 128 bits with a sign.
    private static Int128 Product(Int128 x, Int128 y) => x != 0 && y > ulong.MaxValue / x ? -1 : x * y;

    private static bool IsZero(CelValue value) => value is CelInt { Value: 0 } or CelUint { Value: 0 };

    // In 128 bits nothing overflows, and an exception would cost a thousand times as much.
    private static CelValue Ints(ReadOnlySpan<CelValue> a, Func<Int128, Int128, Int128> operation)
    {
        var result = operation(Int(a[0]), Int(a[1]));
        return result < long.MinValue || result > long.MaxValue ? Library.Fail(Overflow) : CelInt.Of((long)result);
    }

    private static CelValue Uints(ReadOnlySpan<CelValue> a, Func<Int128, Int128, Int128> operation)
    {
        var result = operation(((CelUint)a[0]).Value, ((CelUint)a[1]).Value);
        return result < 0 || result > ulong.MaxValue ? Library.Fail(Overflow) : new CelUint((ulong)result);
    }

    private static CelDouble Doubles(ReadOnlySpan<CelValue> a, Func<double, double, double> operation) =>
        new(operation(((CelDouble)a[0]).Value, ((CelDouble)a[1]).Value));
}
