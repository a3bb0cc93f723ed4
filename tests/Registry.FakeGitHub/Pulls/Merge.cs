using Registry.FakeGitHub.Commits;

namespace Registry.FakeGitHub.Pulls;

/// <summary>Merges two commits without a work tree.</summary>
internal static class Merge
{
    /// <summary>The tree of both; <see langword="null"/> when they conflict.</summary>
    public static async Task<string?> TreeAsync(BareRepository git, string into, string from) =>
        await git.TryRunAsync("merge-tree", "--write-tree", into, from) is { } output ? output.Split('\n')[0] : null;

    /// <summary>The commit that GitHub would make.</summary>
    /// <param name="git">The repository.</param>
    /// <param name="pull">The pull request.</param>
    /// <param name="tree">The merged tree.</param>
    /// <param name="squash">As one commit without the branch's own.</param>
    /// <param name="message">Title and text.</param>
    /// <param name="author">Who merges.</param>
    /// <param name="at">When.</param>
    public static Task<string> CommitAsync(BareRepository git, PullRequest pull, string tree, bool squash, string message, string author, DateTimeOffset at)
    {
        string[] parents = squash ? ["-p", pull.BaseSha] : ["-p", pull.BaseSha, "-p", pull.HeadSha];
        return git.MakeAsync(author, at, message, ["commit-tree", tree, .. parents, "-F", "-"]);
    }
}
