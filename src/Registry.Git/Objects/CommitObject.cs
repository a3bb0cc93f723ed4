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
