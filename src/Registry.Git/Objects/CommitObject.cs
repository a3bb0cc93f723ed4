using System.Globalization;
using System.Text;

namespace Registry.Git.Objects;

/// <summary>Reads commit objects.</summary>
internal static class CommitObject
{
    /// <summary>The tree of a commit, which its first line names: <c>tree SP id LF</c>.</summary>
    public static GitObjectId TreeOf(GitObject commit)
    {
        var line = commit.Content.Span[.. commit.Content.Span.IndexOf((byte)'\n')];
        return GitObjectId.Parse(Encoding.ASCII.GetString(line["tree "u8.Length..]));
    }

    /// <summary>The message, which follows the first empty line.</summary>
    public static string MessageOf(GitObject commit)
    {
        var end = commit.Content.Span.IndexOf("\n\n"u8);
        return end < 0 ? "" : Encoding.UTF8.GetString(commit.Content.Span[(end + 2)..]);
    }

    /// <summary>Who made the change, <c>Name &lt;address&gt;</c>; empty when the commit does not say.</summary>
    public static string AuthorOf(GitObject commit)
    {
        var person = LineOf(commit, "author ");
        return person[..(person.LastIndexOf('>') + 1)];
    }

    /// <summary>When it was committed, as it says: seconds since 1970, brought into the range of the calendar.</summary>
    public static DateTimeOffset CommittedAt(GitObject commit)
    {
        var person = LineOf(commit, "committer ");
        var words = person[(person.LastIndexOf('>') + 1)..].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var seconds = words.Length > 0 && long.TryParse(words[0], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var said) ? said : 0;
        return DateTimeOffset.FromUnixTimeSeconds(Math.Clamp(seconds, 0, DateTimeOffset.MaxValue.ToUnixTimeSeconds()));
    }

    /// <summary>The commits that it builds on, from the lines after the first: <c>parent SP id LF</c>.</summary>
    public static IReadOnlyList<GitObjectId> ParentsOf(GitObject commit)
    {
        var parents = new List<GitObjectId>();
        foreach (var line in Encoding.Latin1.GetString(commit.Content.Span).AsSpan().EnumerateLines())
        {
            if (line.StartsWith("parent ", StringComparison.Ordinal)) parents.Add(GitObjectId.Parse(line["parent ".Length..]));
            else if (!line.StartsWith("tree ", StringComparison.Ordinal)) break;
        }

        return parents;
    }

    /// <summary>What follows a keyword among the lines before the message; empty when none has it.</summary>
    private static string LineOf(GitObject commit, string keyword)
    {
        var end = commit.Content.Span.IndexOf("\n\n"u8);
        var header = Encoding.UTF8.GetString(end < 0 ? commit.Content.Span : commit.Content.Span[..end]);
        return header.Split('\n').FirstOrDefault(line => line.StartsWith(keyword, StringComparison.Ordinal))?[keyword.Length..] ?? "";
    }
}
