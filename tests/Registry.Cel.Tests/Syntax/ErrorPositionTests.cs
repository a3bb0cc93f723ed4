using Registry.Cel.Tests.Support;
using Registry.Cel.Types;

namespace Registry.Cel.Tests.Syntax;

public sealed class ErrorPositionTests
{
    [Theory]
    [InlineData("1 +", 1, 4, "expected a value, found the end")]
    [InlineData("(1", 1, 3, "expected ')', found the end")]
    [InlineData("[1, 2", 1, 6, "expected ']', found the end")]
    [InlineData("1 2", 1, 3, "expected an operator or the end, found a literal")]
    [InlineData("'😀' @", 1, 5, "'@' has no place here")]
    [InlineData("true &&\n  !", 2, 4, "expected a value, found the end")]
    [InlineData("'abc", 1, 1, "the string does not end")]
    [InlineData("'\\q'", 1, 2, "the escape '\\q' does not exist")]
    [InlineData("'\\ud800'", 1, 2, "the escape is not a code point")]
    [InlineData("b'\\u00e9'", 1, 3, "bytes have no escapes by code point; write UTF-8 or \\x")]
    [InlineData("9223372036854775808", 1, 1, "the number is out of range")]
    [InlineData("a.true", 1, 3, "expected the name of a field, found 'true'")]
    [InlineData("let", 1, 1, "'let' is reserved")]
    [InlineData("!-1", 1, 1, "'!' and '-' cannot follow each other")]
    [InlineData("has(1)", 1, 1, "has() takes a field, such as has(a.b)")]
    [InlineData("[1].map(a.b, 1)", 1, 11, "a variable must be a simple name")]
    [InlineData("f(1,)", 1, 5, "expected an argument, found ')'")]
    public void SyntaxIsRefusedWhereItIsWrong(string expression, int line, int column, string message) =>
        Assert.Equal([new CelError(message, line, column)], Expressions.Refused(expression, new CelOptions()));

    [Fact]
    public void EveryFaultOfNamesAndTypesIsReportedInTheOrderOfTheText()
    {
        var errors = Expressions.Refused("'é' + y == z\n&& 1 + 'a' == 2", null, ("y", CelType.Int));

        Assert.Equal(
        [
            "1:5: found no matching overload for '_+_' applied to '(string, int)'",
            "1:12: undeclared reference to 'z' (in container '')",
            "2:6: found no matching overload for '_+_' applied to '(int, string)'",
        ], errors.Select(error => error.ToString()));
    }

    [Theory]
    [InlineData("1 +\n 1 / 0", "2:4: divide by zero")]
    [InlineData("{'a': 1}.b", "1:10: no such key: b")]
    [InlineData("[1][dyn(2)]", "1:4: invalid argument: index 2 is out of bounds of 1 elements")]
    [InlineData("{'a': 1, 'a': 2}", "1:10: the key \"a\" stands there twice")]
    [InlineData("[0].map(i, 1 / i)", "1:14: divide by zero")]
    [InlineData("dyn(1) + 'a'", "1:8: no such overload: _+_(int, string)")]
    public void AnErrorOfTheEvaluationSaysWhere(string expression, string error) => Assert.Equal(error, Expressions.Fault(Expressions.Evaluate(expression)));

    [Theory]
    [InlineData("a.?b")]
    [InlineData("[?a]")]
    [InlineData("{?'a': a}")]
    [InlineData("a[?0]")]
    public void OptionalSyntaxIsRefusedWhereItIsNotEnabled(string expression) =>
        Assert.Equal("'?' is of optionals, which are not enabled", Assert.Single(Expressions.Refused(expression, new CelOptions(), ("a", CelType.Dyn))).Message);
}
