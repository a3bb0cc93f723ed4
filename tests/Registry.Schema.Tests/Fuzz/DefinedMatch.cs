using Registry.Schema.Patterns;

namespace Registry.Schema.Tests.Fuzz;

/// <summary>What a regular expression matches, by its definition: from a place in the text, the set of places where a match may end. ASCII alone.</summary>
internal static class DefinedMatch
{
    public static bool Exists(PatternNode node, string text) => Ends(node, text, [.. Enumerable.Range(0, text.Length + 1)]).Count > 0;

    private static HashSet<int> Ends(PatternNode node, string text, HashSet<int> from) => node switch
    {
        SetNode set => [.. from.Where(at => at < text.Length && set.Set.Contains(text[at])).Select(at => at + 1)],
        AssertionNode assertion => [.. from.Where(at => Holds(assertion.Assertion, text, at))],
        SequenceNode sequence => sequence.Parts.Aggregate(from, (ends, part) => Ends(part, text, ends)),
        ChoiceNode choice => [.. choice.Parts.SelectMany(part => Ends(part, text, from))],
        RepeatNode repeat => Repeated(repeat, text, from),
        _ => throw new ArgumentException("no such part", nameof(node)),
    };

    private static HashSet<int> Repeated(RepeatNode repeat, string text, HashSet<int> from)
    {
        var ends = from;
        for (var count = 0; count < repeat.Least; count++) ends = Ends(repeat.Part, text, ends);
        HashSet<int> all = [.. ends];
        // Without end, no repetition past one for each place in the text reaches anything new.
        for (var count = repeat.Least; count < (repeat.Most ?? (repeat.Least + text.Length + 1)); count++)
        {
            ends = Ends(repeat.Part, text, ends);
            all.UnionWith(ends);
        }
        return all;
    }

    private static bool Holds(PatternAssertion assertion, string text, int at) => assertion switch
    {
        PatternAssertion.Start => at == 0,
        PatternAssertion.End => at == text.Length,
        PatternAssertion.WordBoundary => IsWord(text, at - 1) != IsWord(text, at),
        _ => IsWord(text, at - 1) == IsWord(text, at),
    };

    private static bool IsWord(string text, int at) => at >= 0 && at < text.Length && (char.IsAsciiLetterOrDigit(text[at]) || text[at] == '_');
}
