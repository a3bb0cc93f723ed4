using Registry.Cel.Tests.Support;
using Registry.Cel.Values;

namespace Registry.Cel.Tests.Evaluation;

/// <summary>What the conformance suite leaves open, or what surprises.</summary>
public sealed class SemanticsTests
{
    [Theory]
    [InlineData("string(1000000.0)", "1000000")]
    [InlineData("string(1e21)", "1e+21")]
    [InlineData("string(1e-5)", "1e-05")]
    [InlineData("string(0.1 + 0.2)", "0.30000000000000004")]
    [InlineData("string(-0.0)", "-0")]
    [InlineData("string(5e-324)", "5e-324")]
    [InlineData("string(duration('1h0.000000001s'))", "3600.000000001s")]
    [InlineData("string(timestamp('2024-02-29T12:00:00.120+02:30'))", "2024-02-29T09:30:00.12Z")]
    [InlineData("'%.0f %.2f %e %.3e'.format([0.5, 2.675, 0.0, 12345.678])", "0 2.67 0.000000e+00 1.235e+04")]
    [InlineData("'%x %X %o %b'.format([-255, 'é', 8u, -5])", "-ff C3A9 10 -101")]
    [InlineData("'a😀b'.substring(1, 2)", "😀")]
    [InlineData("'😀é'.reverse()", "é😀")]
    [InlineData("'ab'.replace('', '-')", "-a-b-")]
    [InlineData("'😀a'.split('').join('|')", "😀|a")]
    public void TextIsAsExpected(string expression, string expected) => Assert.Equal(new CelString(expected), Expressions.Evaluate(expression));

    [Theory]
    [InlineData("size('e\\u0301😀') == 3")]
    [InlineData("'\\uffff' < '😀'")]
    [InlineData("1 == 1 && dyn(1) == 1u && dyn(1u) == 1.0")]
    [InlineData("{1: 'a'}[dyn(1u)] == 'a' && {1u: 'a'}[dyn(1.0)] == 'a'")]
    [InlineData("dyn('1') != 1")]
    [InlineData("(-7) / 2 == -3 && (-7) % 2 == -1")]
    [InlineData("-9223372036854775808 % -1 == 0")]
    [InlineData("18446744073709551615u * 1u == 18446744073709551615u")]
    [InlineData("[1, 2].exists(x, 1 / (x - 1) == 1)")]
    [InlineData("duration('1.5h') == duration('90m') && duration('-1m30s') == duration('-90s')")]
    [InlineData("timestamp('0001-01-01T00:30:00Z').getFullYear('-01:00') == 0")]
    [InlineData("timestamp('9999-12-31T23:30:00Z').getFullYear('+01:00') == 10000")]
    [InlineData("timestamp('2000-12-31T00:00:00Z').getDayOfYear() == 365 && timestamp('1969-12-31T23:59:59Z').getDayOfWeek() == 3")]
    [InlineData("{'a': {'b': 1}}.transformMap(k, v, v.b) == {'a': 1}")]
    [InlineData("['a', 'b'].transformMapEntry(i, v, {v: i}) == {'a': 0, 'b': 1}")]
    [InlineData("[3, 1].map(x, x > 1, x * 2) == [6]")]
    [InlineData("cel.bind(x, 1 / 0, true)")]
    [InlineData("'NaN' == string(double('NaN'))")]
    [InlineData("optional.of([1])[?5].orValue(7) == 7 && [1][?0].optFlatMap(x, optional.none()).hasValue() == false")]
    [InlineData("math.greatest(1, 2.0, 3u) == 3u && math.least([2, 1]) == 1")]
    public void Holds(string expression) => Assert.Equal(CelBool.True, Expressions.Evaluate(expression));

    [Theory]
    [InlineData("[1].map(x, {'k': x}.k + dyn('a'))")]
    [InlineData("18446744073709551615u * 18446744073709551615u")]
    [InlineData("int(9223372036854775807.0)")]
    [InlineData("int('1.0')")]
    [InlineData("int(' 1')")]
    [InlineData("uint('-0')")]
    [InlineData("double('1_0')")]
    [InlineData("timestamp('2023-02-29T00:00:00Z')")]
    [InlineData("timestamp('2023-02-28 00:00:00Z')")]
    [InlineData("duration('1')")]
    [InlineData("duration('')")]
    [InlineData("duration('300y')")]
    [InlineData("timestamp(0).getHours('../../etc/localtime')")]
    [InlineData("base64.decode('!')")]
    [InlineData("'%.101f'.format([1.0])")]
    [InlineData("'%'.format([])")]
    [InlineData("{'a': 1}.transformMapEntry(k, v, {'x': 1, dyn('x'): 2})")]
    [InlineData("['a', 'a'].transformMapEntry(i, v, {v: i})")]
    public void Fails(string expression) => Assert.IsType<CelErrorValue>(Expressions.Evaluate(expression));

    [Fact]
    public void VariablesWithoutAValueAreErrorsWhereTheyAreUsed()
    {
        var program = Expressions.Compile("x || true", null, ("x", Types.CelType.Bool));

        Assert.Equal(CelBool.True, program.Evaluate(new Dictionary<string, CelValue>(StringComparer.Ordinal), TestContext.Current.CancellationToken));
    }

    [Fact]
    public void NamesAreLookedUpInTheContainerFirst()
    {
        var variables = new Dictionary<string, Types.CelType>(StringComparer.Ordinal) { ["a.b.x"] = Types.CelType.Int, ["a.x"] = Types.CelType.Int, ["x"] = Types.CelType.Int };
        var program = new CelEnvironment(variables, new CelOptions { Container = "a.b" }).Compile("[x, .x, a.x, [7].map(x, x)[0], [7].map(x, .x)[0]]");
        var bindings = variables.Keys.Select((name, index) => (name, index)).ToDictionary(item => item.name, item => (CelValue)CelInt.Of(item.index), StringComparer.Ordinal);

        Assert.Equal("[0,2,1,7,2]", program.Evaluate(bindings, TestContext.Current.CancellationToken).ToJson()!.ToJsonString());
    }
}
