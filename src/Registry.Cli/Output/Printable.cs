namespace Registry.Cli.Output;

/// <summary>Texts of a registry are other people's: no control sequence of theirs reaches a terminal or a log.</summary>
internal static class Printable
{
    private const char Replacement = '\uFFFD';

    /// <summary>A text that keeps its lines.</summary>
    public static string Text(string text) => Replace(text, static c => char.IsControl(c) && c is not ('\n' or '\t'));

    /// <summary>A text that stays on one line.</summary>
    public static string Line(string text) => Replace(text, char.IsControl);

    private static string Replace(string text, Func<char, bool> isUnwanted) =>
        text.Any(isUnwanted) ? string.Concat(text.Select(c => isUnwanted(c) ? Replacement : c)) : text;
}
