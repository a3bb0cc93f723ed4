using Registry.Core.Versions;

namespace Registry.Core.Proposals;

/// <summary>Puts text that anybody may have written into Markdown, where it can be nothing but text: no link, no mention, no markup, no end of what encloses it.</summary>
public static class Markdown
{
    /// <summary>A text within a line.</summary>
    public static string Code(string text)
    {
        var line = text.ReplaceLineEndings(" ").Trim();
        if (line.Length == 0) return "—";
        var fence = new string('`', LongestRun(line) + 1);
        // A space keeps a backtick of the text apart from those of the fence; the reader takes one off at each side.
        var space = line[0] == '`' || line[^1] == '`' ? " " : "";
        return $"{fence}{space}{line}{space}{fence}";
    }

    /// <summary>A text within a cell of a table.</summary>
    public static string Cell(string text) => Code(text).Replace("|", "\\|", StringComparison.Ordinal);

    /// <summary>A text of several lines, as a block of its own.</summary>
    /// <param name="text">The text.</param>
    /// <param name="most">How many characters of it are shown.</param>
    public static string Block(string text, int most)
    {
        var shown = text.ReplaceLineEndings("\n").Trim('\n');
        if (shown.Length > most) shown = shown[..(char.IsHighSurrogate(shown[most - 1]) ? most - 1 : most)] + "\n…";
        var fence = new string('`', Math.Max(3, LongestRun(shown) + 1));
        return $"{fence}text\n{shown}\n{fence}\n";
    }

    /// <summary>A link, when the address is a plain one; else the title alone.</summary>
    public static string Link(string title, string address) =>
        Uri.TryCreate(address, UriKind.Absolute, out var uri) && uri.Scheme is "https" or "http" && !address.AsSpan().ContainsAny(s_breaking) ? $"[{title}](<{uri.AbsoluteUri}>)" : title;

    /// <summary>Where a version was built from, within a line.</summary>
    public static string Origin(SourceOrigin source)
    {
        var commit = source.Commit is null ? "" : $", commit {Code(source.Commit)}";
        var branch = source.Branch is null ? "" : $", branch {Code(source.Branch)}";
        return $"{(source.Repository is null ? "an unnamed repository" : Code(source.Repository))}{commit}{branch}{(source.Dirty ? ", **with changes that were not committed**" : "")}";
    }

    private static readonly System.Buffers.SearchValues<char> s_breaking = System.Buffers.SearchValues.Create("<>\\ \t\r\n`\"|");

    private static int LongestRun(string text)
    {
        var (longest, run) = (0, 0);
        foreach (var c in text) longest = Math.Max(longest, run = c == '`' ? run + 1 : 0);
        return longest;
    }
}
