using Registry.Cel.Functions.Patterns;
using Registry.Cel.Tests.Support;
using Registry.Cel.Values;

namespace Registry.Cel.Tests.Functions;

/// <summary>Regular expressions mean what they mean in RE2.</summary>
public sealed class PatternTests
{
    [Theory]
    [InlineData("^.$", "😀", true)]
    [InlineData("^[^a]$", "😀", true)]
    [InlineData("^[😀-😃]+$", "😁😂", true)]
    [InlineData("^[\\x{1F600}-\\x{1F64F}]$", "😁", true)]
    [InlineData("^\\x{1F600}{2}$", "😀😀", true)]
    [InlineData("a$", "a\n", false)]
    [InlineData("(?m)a$", "a\nb", true)]
    [InlineData("(?m)^b", "a\nb", true)]
    [InlineData("^b", "a\nb", false)]
    [InlineData("a.b", "a\nb", false)]
    [InlineData("(?s)a.b", "a\nb", true)]
    [InlineData("(?s:a.)b.c", "a\nb\nc", false)]
    [InlineData("^\\d$", "٣", false)]
    [InlineData("^\\w$", "é", false)]
    [InlineData("^\\W$", "é", true)]
    [InlineData("^\\s$", "\v", false)]
    [InlineData("^[[:space:]]$", "\v", true)]
    [InlineData("^[[:^alpha:]\\d]$", "4", true)]
    [InlineData("^\\pL\\p{Lu}\\P{L}\\p{^Nd}$", "éÉ1x", true)]
    [InlineData("(?i)^straSSe É$", "STRASSE é", true)]
    [InlineData("(?i)^[^a]$", "A", false)]
    [InlineData("(?i)k", "\u212a", true)]
    [InlineData("(?i:a)b", "AB", false)]
    [InlineData("(?i)a(?-i)b", "Ab", true)]
    [InlineData("\\Qa.b\\E+$", "a.bbb", true)]
    [InlineData("\\Qa.b\\E", "axb", false)]
    [InlineData("a{,2}", "a{,2}", true)]
    [InlineData("^a{2,}?$", "aaa", true)]
    [InlineData("(?P<name>a|b)c", "bc", true)]
    [InlineData("a||b", "x", true)]
    [InlineData("\\101\\x41\\n", "AA\n", true)]
    [InlineData("\\bfoo\\b", "a foo b", true)]
    [InlineData("[]a]", "]", true)]
    [InlineData("[a-]", "-", true)]
    [InlineData("a b#c", "a b#c", true)]
    [InlineData("\\A\\(a\\)\\z", "(a)", true)]
    public void MatchesAsRe2Does(string pattern, string text, bool expected)
    {
        Assert.True(TextPattern.TryCreate(pattern, out var compiled, out var fault), fault);

        Assert.Equal(expected, compiled.IsMatch(text, out _));
    }

    [Theory]
    [InlineData("(?=a)", "invalid or unsupported group syntax")]
    [InlineData("(?<!a)", "invalid named group")]
    [InlineData("(a)\\1", "invalid escape sequence: \\1")]
    [InlineData("a\\Z", "invalid escape sequence: \\Z")]
    [InlineData("\\C", "invalid escape sequence: \\C")]
    [InlineData("*a", "missing argument to repetition operator: *")]
    [InlineData("a**", "invalid nested repetition operator")]
    [InlineData("a*+", "invalid nested repetition operator")]
    [InlineData("a{2}{3}", "invalid nested repetition operator")]
    [InlineData("a{1001}", "invalid repetition count")]
    [InlineData("a{3,2}", "invalid repetition count")]
    [InlineData("((a{10}){10}){10}", "more than 500 atoms, with repetitions written out")]
    [InlineData("\\p{Greek}", "no general category of Unicode: Greek")]
    [InlineData("[a", "missing closing ]")]
    [InlineData("[b-a]", "invalid character class range")]
    [InlineData("(a", "missing closing )")]
    [InlineData("a)", "unexpected )")]
    [InlineData("a\\", "trailing \\")]
    public void WhatIsNotOfRe2IsRefused(string pattern, string fault)
    {
        Assert.False(TextPattern.TryCreate(pattern, out _, out var actual));

        Assert.Equal("invalid regular expression: " + fault, actual);
    }

    [Fact]
    public void WordsBeyondAsciiAreRefusedRatherThanWrong() =>
        Assert.Equal("1:9: \\b and \\B are supported on ASCII text only", Expressions.Fault(Expressions.Evaluate("'a é b'.matches(r'\\bé')")));

    [Fact]
    public void CategoriesBeyondTheBasicPlaneAreRefusedRatherThanWrong() => Assert.IsType<CelErrorValue>(Expressions.Evaluate("'😀'.matches(r'\\pS')"));

    [Fact]
    public void APatternThatIsComputedIsAnErrorOfTheEvaluation() =>
        Assert.Equal("1:5: invalid regular expression: missing closing )", Expressions.Fault(Expressions.Evaluate("'a'.matches('(' + 'a')")));
}
