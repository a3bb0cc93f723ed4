using System.Text;
using FsCheck;
using FsCheck.Fluent;

namespace Registry.Core.Tests.Yaml;

/// <summary>Texts that YAML writers get wrong.</summary>
internal static class NastyText
{
    private static readonly string[] s_pieces =
    [
        "a", "b c", "Z", "0", "1", "10", "010", "0x1F", "0o17", "0b11", "1_000", "1e3", "1.5", ".5", "5.", "-1", "+1", "1:30", "190:20:30.15", "1,2",
        "2026-11-21", "2026-11-21T10:43:01Z", "2026.11.21-104301", ".inf", "-.INF", ".nan", "true", "False", "yes", "No", "on", "OFF", "y", "n", "null", "~", "Null",
        "<<", "=", "<", ">", "<<<<<<< HEAD", "=======", ">>>>>>> x", "|||||||", "---", "...", "--- a", "%YAML", "%", "-", "- ", "? ", ": ", ":", " #", "#", "# ", ", ", "[", "]", "{", "}",
        "&a", "*a", "!t", "!!str", "|", "|-", ">", "@", "`", "'", "\"", "\\", "\\n", "''", "\"\"", "$", "(", "/", "_",
        " ", "  ", "\n", "\n\n", "\r", "\r\n", "\t", "\0", "\a", "\u001b[31m", "\u007f", "\u0085", "\u00a0", "\u00ad", "\u2028", "\u2029", "\u200b", "\u200d", "\u202e", "\u2066", "\ufeff", "\ufffe", "\uffff", "\ufffd",
        "é", "ß", "Ж", "李", "नमस्ते", "שלום", "e\u0301", "\U0001F680", "\U0001F468\u200D\U0001F469\u200D\U0001F467", "\U000E0001", "\U0010FFFF", "１２", "٣",
        "http://x/y?z#w", "key: value", "a # b", "C:\\x", "Ada <ada@example.com>", "long " + "word word word word word word word word word word word word word word word word word word word word word",
    ];

    /// <summary>Any text that is not empty.</summary>
    public static Gen<string> Any { get; } =
        Gen.OneOf(
            Gen.Elements(s_pieces),
            Gen.Choose(1, 6).SelectMany(count => Gen.ArrayOf(Gen.Elements(s_pieces), count)).Select(string.Concat),
            Gen.Choose(1, 12).SelectMany(count => Gen.ArrayOf(Scalar, count)).Select(string.Concat));

    /// <summary>Nothing, or any text that is not empty.</summary>
    public static Gen<string?> Optional { get; } = Gen.OneOf(Gen.Constant<string?>(null), Any.Select(string? (text) => text));

    private static Gen<string> Scalar =>
        Gen.OneOf(Gen.Choose(0, 0x7f), Gen.Choose(0, 0x2fff), Gen.Choose(0xe000, 0xffff), Gen.Choose(0x10000, 0x10ffff))
            .Where(Rune.IsValid).Select(value => new Rune(value).ToString());
}
