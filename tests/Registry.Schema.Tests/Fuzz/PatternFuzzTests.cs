#pragma warning disable CA5394 // Not a secret: a failure is run again from the seed.
using System.Text.RegularExpressions;
using Registry.Schema.Patterns;
using Registry.Schema.Tests.Patterns;

namespace Registry.Schema.Tests.Fuzz;

public sealed class PatternFuzzTests
{
    private const string Characters = "ab(()|)[^]*+?{2,}$.\\wpLbBdu-<>:=!0🐲";

    public static TheoryData<int> Seeds => Effort.Seeds;

    [Theory]
    [MemberData(nameof(Seeds))]
    public void AnyTextIsAPatternOrRefused(int seed)
    {
        Random random = new(seed);
        for (var round = 0; round < Effort.Rounds; round++)
        {
            var pattern = string.Concat(random.GetItems(Characters.AsSpan(), random.Next(20)));
            try
            {
                new PatternMatcher().IsMatch(PatternProgram.Compile(pattern, SchemaLimits.PatternInstructions), "aab🐲-a");
            }
            catch (PatternException)
            {
                // One of the two is expected; another exception fails the test.
            }
        }
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void PatternsThatMeanTheSameInDotNetMatchTheSame(int seed)
    {
        Random random = new(seed);
        for (var round = 0; round < Effort.Rounds; round++)
        {
            // Repetitions of nothing are left out: .NET 10 does not find the empty text by (?:(?:(?:(?:a)+|)){1,}){2}.
            var pattern = Pattern(random, 4, "b");
            Regex expected = new(pattern.Replace("$", "\\z", StringComparison.Ordinal), RegexOptions.CultureInvariant, TimeSpan.FromMinutes(1));
            for (var count = 0; count < 4; count++)
            {
                var text = Text(random);

                Assert.True(expected.IsMatch(text) == PatternTests.Match(pattern, text), $"seed {seed}: /{pattern}/ on '{text}'");
            }
        }
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void PatternsMatchWhatTheirDefinitionMatches(int seed)
    {
        Random random = new(seed);
        for (var round = 0; round < Effort.Rounds; round++)
        {
            var (pattern, text) = (Pattern(random, 5, ""), Text(random));

            Assert.True(DefinedMatch.Exists(PatternParser.Parse(pattern), text) == PatternTests.Match(pattern, text), $"seed {seed}: /{pattern}/ on '{text}'");
        }
    }

    private static string Text(Random random) => string.Concat(random.GetItems("abc1 -".AsSpan(), random.Next(8)));

    /// <param name="random">Decides.</param>
    /// <param name="depth">How many parts are inside each other.</param>
    /// <param name="first">How every part begins that is repeated.</param>
    private static string Pattern(Random random, int depth, string first) => random.Next(depth <= 0 ? 5 : 10) switch
    {
        0 => "abc1 -"[random.Next(6)].ToString(),
        1 => random.GetItems(["[ab]", "[^a1]", "[a-c ]", "\\d", "\\w", "\\s", "\\S", "\\p{L}", "."], 1)[0],
        2 => random.GetItems(["^", "$", "\\b", "\\B"], 1)[0],
        3 => "",
        4 => "a",
        5 or 6 => Pattern(random, depth - 1, first) + Pattern(random, depth - 1, first),
        7 => $"(?:{Pattern(random, depth - 1, first)}|{Pattern(random, depth - 1, first)})",
        _ => $"(?:{first}{Pattern(random, depth - 1, first)}){random.GetItems(["*", "+", "?", "*?", "{2}", "{0,2}", "{1,}"], 1)[0]}",
    };
}
