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
}
