#pragma warning disable CA5394 // Not a secret: a failure is run again from the seed.
using System.Globalization;
using System.Numerics;
using Registry.Schema.Data;

namespace Registry.Schema.Tests.Fuzz;

public sealed class NumberFuzzTests
{
    public static TheoryData<int> Seeds => Effort.Seeds;

    [Theory]
    [MemberData(nameof(Seeds))]
    public void NumbersCompareLikeExactFractions(int seed)
    {
        Random random = new(seed);
        for (var round = 0; round < Effort.Rounds; round++)
        {
            var (left, right) = (Number(random), Number(random));
            var (a, b) = (JsonNumber.Parse(left.Text)!, JsonNumber.Parse(right.Text)!);

            Assert.True(Math.Sign(a.CompareTo(b)) == left.Scaled.CompareTo(right.Scaled), $"seed {seed}: {left.Text} and {right.Text}");
            Assert.True((a == b) == (left.Scaled == right.Scaled), $"seed {seed}: {left.Text} and {right.Text}");
            Assert.True(a.IsInteger == (left.Scaled % BigInteger.Pow(10, 40)).IsZero, $"seed {seed}: {left.Text}");
        }
    }

    /// <summary>A number as JSON writes it, and times 10^40.</summary>
    private static (string Text, BigInteger Scaled) Number(Random random)
    {
        var whole = random.Next(3) == 0 ? "0" : random.NextInt64(1, random.Next(2) == 0 ? 20 : long.MaxValue).ToString(CultureInfo.InvariantCulture);
        var fraction = string.Concat(random.GetItems("0015".AsSpan(), random.Next(6)));
        var exponent = random.Next(-12, 12);
        var negative = random.Next(2) == 0;
        var digits = BigInteger.Parse(whole + fraction, CultureInfo.InvariantCulture) * BigInteger.Pow(10, 40 - fraction.Length + exponent);
        var mantissa = fraction.Length == 0 ? whole : $"{whole}.{fraction}";
        return ($"{(negative ? "-" : "")}{mantissa}{(exponent == 0 && random.Next(2) == 0 ? "" : $"e{(exponent >= 0 && random.Next(2) == 0 ? "+" : "")}{exponent}")}", negative ? -digits : digits);
    }
}
