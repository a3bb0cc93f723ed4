using Registry.Schema.Patterns;

namespace Registry.Schema.Tests.Patterns;

public sealed class PatternTests
{
    [Theory]
    [InlineData("", "", true)]
    [InlineData("b", "abc", true)]
    [InlineData("^b", "ab", false)]
    [InlineData("^abc$", "abc\n", false)]
    [InlineData("^(?:a|bc|)$", "bc", true)]
    [InlineData("^(?:a|bc|)$", "", true)]
    [InlineData("^(a|b|c)d$", "cd", true)]
    [InlineData("^a{2,3}?$", "aaa", true)]
    [InlineData("^a{2,3}$", "aaaa", false)]
    [InlineData("^a{2,}$", "aaaaaa", true)]
    [InlineData("^a{0}$", "a", false)]
    [InlineData("^(?<year>\\d{4})-\\d\\d$", "2024-12", true)]
    [InlineData("^\\d$", "\u0661", false)]
    [InlineData("^\\p{Nd}$", "\u0661", true)]
    [InlineData("^\\p{gc=digit}\\P{L}$", "1-", true)]
    [InlineData("^\\p{L}+$", "Ж\U00020000", true)]
    [InlineData("^[^\\p{Lu}]$", "Ж", false)]
    [InlineData("^\\w$", "é", false)]
    [InlineData("^\\s\\S$", "\uFEFFx", true)]
    [InlineData("^.$", "🐲", true)]
    [InlineData("^.$", "\u2028", false)]
    [InlineData("^[🐀-🐲]{2}$", "🐲🐁", true)]
    [InlineData("^\\uD83D\\uDC32\\u{1F432}\\x41\\cA\\0$", "🐲🐲A\u0001\0", true)]
    [InlineData("^[\\b\\-a-c\\]^-]+$", "\b-b]^", true)]
    [InlineData("^[]$", "a", false)]
    [InlineData("^[^]$", "\n", true)]
    [InlineData("\\bfoo\\b", "a foo.", true)]
    [InlineData("\\bfoo\\b", "afoo", false)]
    [InlineData("a\\Bb", "ab", true)]
    [InlineData("^(?:a*)*$", "aab", false)]
    [InlineData("^[[(]$", "[", true)]
    [InlineData("(?:(?:(?:(?:a)+|)){1,}){2}", "1b", true)]
    public void PatternsMeanWhatEcmaScriptSays(string pattern, string text, bool matches) => Assert.Equal(matches, Match(pattern, text));

    [Theory]
    [InlineData("(?=a)")]
    [InlineData("(?<!a)")]
    [InlineData("(a)\\1")]
    [InlineData("(?<a>b)\\k<a>")]
    [InlineData("(?i:a)")]
    [InlineData("(?<a>b)(?<a>c)")]
    [InlineData("\\-")]
    [InlineData("\\Z")]
    [InlineData("\\00")]
    [InlineData("\\u{110000}")]
    [InlineData("\\u12")]
    [InlineData("\\p{Script=Greek}")]
    [InlineData("\\p{digits}")]
    [InlineData("*a")]
    [InlineData("a**")]
    [InlineData("^*")]
    [InlineData("a{2,1}")]
    [InlineData("a{,1}")]
    [InlineData("a{1")]
    [InlineData("}")]
    [InlineData("[a")]
    [InlineData("]")]
    [InlineData("[z-a]")]
    [InlineData("[\\w-a]")]
    [InlineData("(a")]
    [InlineData("a)")]
    [InlineData("a\\")]
    [InlineData("a{20000}")]
    [InlineData("((a{100}){100}){100}")]
    [InlineData("a{99999999999999999999}")]
    public void WhatIsNotOfferedIsRefused(string pattern) => Assert.Throws<PatternException>(() => PatternProgram.Compile(pattern, SchemaLimits.PatternInstructions));

    [Fact]
    public void LargeSetsAreMadeOnce()
    {
        Assert.Same(UnicodeProperty.Find("L"), UnicodeProperty.Find("gc=Letter"));
        Assert.Same(UnicodeProperty.Find("L")!.Complement(), UnicodeProperty.Find("Letter")!.Complement());
    }

    [Fact]
    public void LongAndDeepPatternsAreRefused()
    {
        Assert.Throws<PatternException>(() => PatternParser.Parse(new('a', SchemaLimits.PatternCharacters + 1)));
        Assert.Throws<PatternException>(() => PatternParser.Parse(new string('(', 400) + new string(')', 400)));
    }

    /// <summary>What takes exponential time by backtracking is decided within the steps that one value may take.</summary>
    [Theory]
    [InlineData("^(a+)+$")]
    [InlineData("^(a|a)*$")]
    [InlineData("^(a|aa)+$")]
    [InlineData("^(.*a){12}$")]
    [InlineData("^((a?){50}){10}$")]
    public void NoPatternTakesExponentialTime(string pattern) => Assert.False(Match(pattern, new string('a', 600) + "!"));

    internal static bool Match(string pattern, string text) =>
        new PatternMatcher().IsMatch(PatternProgram.Compile(pattern, SchemaLimits.PatternInstructions), text) ?? throw new InvalidOperationException("the steps are used up");
}
