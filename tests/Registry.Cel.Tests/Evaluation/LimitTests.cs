using System.Diagnostics.CodeAnalysis;
using Registry.Cel.Tests.Support;
using Registry.Cel.Types;
using Registry.Cel.Values;

namespace Registry.Cel.Tests.Evaluation;

/// <summary>A hostile expression is refused, or ends early.</summary>
public sealed class LimitTests
{
    [Theory]
    [InlineData("(", ")")]
    [InlineData("[", "]")]
    [InlineData("-(", ")")]
    [InlineData("{1: ", "}")]
    [InlineData("size([", "])")]
    [InlineData("[1].map(x, ", ")")]
    [InlineData("true ? 1 : (", ")")]
    public void NestingIsLimited(string open, string close)
    {
        var deep = string.Concat(Enumerable.Repeat(open, 1000)) + "1" + string.Concat(Enumerable.Repeat(close, 1000));

        Assert.Contains("nested deeper than", Assert.Single(Expressions.Refused(deep)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("1", " + 1")]
    [InlineData("x", ".y")]
    [InlineData("x", "[0]")]
    [InlineData("!", "!")]
    [InlineData("x", ".map(y, y)")]
    public void ChainsAreLimited(string first, string link) =>
        Assert.Contains("nested deeper than 200 levels", Assert.Single(Expressions.Refused(first + string.Concat(Enumerable.Repeat(link, 1000)) + (first == "!" ? "true" : ""), null, ("x", CelType.Dyn))).Message, StringComparison.Ordinal);

    [Fact]
    public void TheHighestDepthLeavesRoomOnTheStackOfAThread()
    {
        var options = Expressions.All with { Limits = new CelLimits { MaxDepth = CelLimits.HighestDepth } };
        string[] shapes =
        [
            Nested("[", "1", "]"), Nested("(", "1", ")"), Nested("-(", "1", ")"), Nested("true ? 1 : (", "1", ")", 2), Nested("cel.bind(v, 1, ", "v", ")", 2), Nested("optional.of(1).optMap(o, ", "1", ")", 2),
            "1" + string.Concat(Enumerable.Repeat(" + 1", CelLimits.HighestDepth - 1)), Nested("math.abs(", "1", ")"), Nested("{'a': [", "1", "]}", 2),
        ];
        List<CelValue> results = [];
        Exception? exception = null;
        // Half of what .NET gives a thread on Linux.
        var thread = new Thread(() => exception = Record.Exception(() => results.AddRange(shapes.Select(shape => Expressions.Compile(shape, options).Evaluate(new Dictionary<string, CelValue>(StringComparer.Ordinal))))), maxStackSize: 768 * 1024);

        thread.Start();
        thread.Join();

        Assert.Null(exception);
        Assert.Equal(shapes.Length, results.Count);
        Assert.All(results, result => Assert.IsNotType<CelErrorValue>(result));

        static string Nested(string open, string inner, string close, int levels = 1)
        {
            var count = (CelLimits.HighestDepth / levels) - 2;
            return string.Concat(Enumerable.Repeat(open, count)) + inner + string.Concat(Enumerable.Repeat(close, count));
        }
    }

    [Fact]
    [SuppressMessage("Usage", "CA1806", Justification = "The constructor is what is tested.")]
    public void AnUnsafeDepthIsRefused() => Assert.Throws<ArgumentOutOfRangeException>(() => new CelLimits { MaxDepth = CelLimits.HighestDepth + 1 });

    [Fact]
    public void LogicalOperatorsMayGoOn() => Assert.Equal(CelBool.True, Expressions.Evaluate("false" + string.Concat(Enumerable.Repeat(" || false", 1000)) + " || true"));

    [Fact]
    public void LengthIsLimited() =>
        Assert.Equal("1:1: the expression is longer than 10 characters", Assert.Single(Expressions.Refused("1 + 1 + 1 + 1", Expressions.All with { Limits = new CelLimits { MaxExpressionLength = 10 } })).ToString());

    [Fact]
    public void MacrosWithinMacrosAreLimited()
    {
        var nested = string.Concat(Enumerable.Range(0, 9).Select(level => $"[1].map(x{level}, ")) + "1" + new string(')', 9);

        Assert.Equal("macros are nested deeper than 8 levels", Assert.Single(Expressions.Refused(nested)).Message);
    }

    [Theory]
    [InlineData("list.map(a, list.map(b, list.map(c, list.map(d, a + b + c + d))))")]
    [InlineData("list.all(a, list.all(b, list.all(c, list.all(d, 1 / 0 == 1 || true))))")]
    [InlineData("list.map(a, text.matches('(a|aa)+$')).map(b, text.matches('(a|aa)*c'))")]
    [InlineData("list.map(a, list.map(b, text.matches('a{' + string(b) + '}c')))")]
    [InlineData("list.map(a, list.map(b, text.matches('\\\\pL' + string(a * 1000 + b))))")]
    [InlineData("list.all(a, list.all(b, duration('1h1h1h1h1h1h1h1h1h1h1h1h1h1h1h1h') != duration('1s')))")]
    [InlineData("list.map(a, list.map(b, text.replace('aaaa', 'b')))")]
    [InlineData("list.map(a, list.map(b, '%.100f'.format([1e-300])))")]
    [InlineData("list.all(a, list.all(b, timestamp(0).getHours('No/Where') == 1 || true))")]
    [InlineData("list.all(a, list.all(b, list.all(c, list == list)))")]
    [InlineData("list.all(a, list.all(b, list.all(c, a in list || true)))")]
    public void StepsAreLimited(string expression) => AssertEndsEarly(expression, "the evaluation takes more than 1000000 steps");

    [Fact]
    public void AValueThatContainsAnotherManyTimesIsNotWrittenOut() =>
        AssertEndsEarly(string.Concat(Enumerable.Range(0, 60).Select(level => $"cel.bind(v{level + 1}, [v{level}, v{level}], ")) + "v60" + new string(')', 60), "the evaluation takes more than 1000000 steps", ("v0", CelType.Dyn));

    [Fact]
    public void ComparingSuchAValueEndsToo() =>
        AssertEndsEarly(string.Concat(Enumerable.Range(0, 60).Select(level => $"cel.bind(v{level + 1}, [v{level}, v{level}], ")) + "v60 == [v59, v59]" + new string(')', 60), "the evaluation takes more than 1000000 steps", ("v0", CelType.Dyn));

    [Fact]
    public void StringsThatDoubleAreLimited() =>
        AssertEndsEarly(string.Concat(Enumerable.Range(0, 40).Select(level => $"cel.bind(v{level + 1}, v{level} + v{level}, ")) + "size(v40)" + new string(')', 40), "a value would be longer than 1000000", ("v0", CelType.Dyn));

    [Fact]
    public void ALimitIsNotAbsorbed() =>
        Assert.Equal("1:1: the evaluation takes more than 50 steps", Expressions.Fault(Expressions.Evaluate("[1, 2, 3, 4].all(x, [1, 2, 3, 4].all(y, x + y > 0)) || true", Expressions.All with { Limits = new CelLimits { MaxCost = 50 } })));

    [Fact]
    public void AnEvaluationCanBeEnded()
    {
        var program = Expressions.Compile("list.all(a, list.all(b, list.all(c, true)))", Expressions.All with { Limits = new CelLimits { MaxCost = long.MaxValue } }, ("list", CelType.Dyn));
        using var source = new CancellationTokenSource();
        source.Cancel();

        Assert.Throws<OperationCanceledException>(() => program.Evaluate(Bindings(), source.Token));
    }

    [Fact]
    public void PatternsOfOneExpressionAreLimitedTogether()
    {
        var expression = string.Join(" || ", Enumerable.Range(0, 150).Select(number => $"'a'.matches('\\\\pL{number}')"));

        Assert.Contains("the regular expressions take too many steps to compile", Expressions.Refused(expression)[0].Message, StringComparison.Ordinal);
    }

    private static void AssertEndsEarly(string expression, string message, params (string Name, CelType Type)[] more)
    {
        var program = Expressions.Compile(expression, null, [("list", CelType.List(CelType.Int)), ("text", CelType.String), .. more]);

        Assert.Equal("1:1: " + message, Expressions.Fault(program.Evaluate(Bindings(), TestContext.Current.CancellationToken)));
    }

    private static Dictionary<string, CelValue> Bindings() => new(StringComparer.Ordinal)
    {
        ["list"] = new CelList(Enumerable.Range(0, 200).Select(number => CelInt.Of(number))),
        ["text"] = new CelString(new string('a', 2000)),
        ["v0"] = new CelString(new string('x', 10)),
    };
}
