#pragma warning disable CA5394 // chance that can be repeated is the point
namespace Registry.Cel.Tests.Fuzzing;

/// <summary>Expressions that are nearly right.</summary>
internal static class Mutation
{
    public static string[] Tokens { get; } =
    [
        "x", "a", "a.b", "a.key", "a.b.c", "list", "text", "1", "-1", "0", "2u", "1.5", "1e300", "9223372036854775807", "-9223372036854775808", "18446744073709551615u", "'s'", "\"\\u00e9\"", "b'\\xff'", "r'\\'", "true", "false",
        "null", "in", "+", "-", "*", "/", "%", "==", "!=", "<", "<=", ">", ">=", "&&", "||", "!", "?", ":", ".", ",", "(", ")", "[", "]", "{", "}", "[1, 'a']", "{'k': 1}", "{1: [x]}", ".?b", "[?0]", "[?x]", "{?'k': a.?b}",
        "list.map(i, i * i)", "list.map(i, list.map(j, list.map(k, text + text)))", "list.filter(i, i > x)", "list.exists(i, i / 0 > 1)", "list.all(i, v, i == v)", "list.transformMap(i, v, text)", "a.transformMapEntry(k, v, {k: v})",
        "has(a.b)", "has(a.key)", "size(text)", "text.matches('(a|aa)+$')", "type(x)", "dyn(a)", "int('7')", "string(1.5)", "timestamp('2009-02-13T23:31:30Z')", "duration('1h')", ".getHours('Asia/Tokyo')", "cel.bind(v, [text, text], [v, v])",
        "cel.block([1, cel.index(0)], cel.index(1))", "optional.of(x)", ".optMap(o, o)", ".orValue(1)", "'%s %d'.format([a, x])", "text.replace('a', text)", "text.split('')", "list.join(',')", "math.greatest(list)", "math.bitShiftLeft(1, x)", "base64.encode(b'x')",
    ];

    public static string[] PatternTokens { get; } =
    [
        "a", "b", "é", "😀", ".", "^", "$", "|", "(", ")", "(?:", "(?i)", "(?s:", "(?m)", "(?P<n>", "(?=", "[", "]", "[^", "a-z", "[:alpha:]", "\\d", "\\W", "\\s", "\\b", "\\pL", "\\P{Lu}", "\\p{Greek}", "\\x{1F600}", "\\x41", "\\123", "\\1",
        "\\Q", "\\E", "*", "+", "?", "{2,3}", "{1000}", "{,2}", "{", "}", "-", "\\", "(a*)*", "(a|aa)+", "((a{10}){10}){10}",
    ];

    private static readonly Func<Random, string, string[], string>[] s_changes =
    [
        (random, text, _) => text.Remove(random.Next(text.Length), 1),
        (random, text, _) => text.Insert(random.Next(text.Length + 1), Tokens[random.Next(Tokens.Length)]),
        (random, text, _) => text.Insert(random.Next(text.Length + 1), ((char)random.Next(1, 0x300)).ToString()),
        (random, text, corpus) => text.Insert(random.Next(text.Length + 1), corpus[random.Next(corpus.Length)]),
        (random, text, corpus) => $"{text}{Tokens[random.Next(Tokens.Length)]}{corpus[random.Next(corpus.Length)]}",
        (random, text, _) => text[..random.Next(text.Length + 1)],
        (random, text, _) => text.Replace(text[random.Next(text.Length)].ToString(), Tokens[random.Next(Tokens.Length)], StringComparison.Ordinal),
        (random, text, _) => string.Concat(Enumerable.Repeat(text, random.Next(2, 50))),
        (random, text, _) => new string('(', random.Next(300)) + text + new string(')', random.Next(300)),
        (random, text, _) => string.Join(" + ", Enumerable.Repeat(text, random.Next(2, 300))),
        (random, text, _) => $"[{string.Join(", ", Enumerable.Repeat(text, random.Next(2, 50)))}].map(z, z == {text})",
    ];

    public static string Of(Random random, string[] corpus)
    {
        var text = corpus[random.Next(corpus.Length)];
        for (var count = random.Next(1, 4); count > 0 && text.Length is > 0 and < 4000; count--) text = s_changes[random.Next(s_changes.Length)](random, text, corpus);
        return text;
    }
}
