using System.Runtime.CompilerServices;
using System.Text;
using Registry.Core.Store;
using Registry.Git.Objects;
using Registry.Git.Repositories;

namespace Registry.Git.History;

/// <summary>Compares two trees with <c>git diff-tree</c>.</summary>
internal static class Differences
{
    /// <summary>The paths that differ, in git's order.</summary>
    public static async IAsyncEnumerable<FileDifference> BetweenAsync(
        GitRepository repository, GitObjectId before, GitObjectId after, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var (difference, _) in WithObjectsAsync(repository, before, after, cancellationToken)) yield return difference;
    }

    /// <summary>The paths that differ, in git's order, each with the object that stands there now; all zeros for none.</summary>
    public static async IAsyncEnumerable<(FileDifference Difference, GitObjectId After)> WithObjectsAsync(
        GitRepository repository, GitObjectId before, GitObjectId after, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        List<string> arguments = ["diff-tree", "-r", "-z", "--raw", "--no-renames", "--ignore-submodules=none", before.ToString(), after.ToString()];
        (TreeItemKind? Before, TreeItemKind? After, string Object)? modes = null;
        await foreach (var piece in repository.PiecesAsync(arguments, separator: 0, cancellationToken))
        {
            var text = Encoding.UTF8.GetString(piece.Span);
            if (modes is not { } known)
            {
                // :mode SP mode SP id SP id SP letter
                modes = (KindOf(text.AsSpan(1, 6)), KindOf(text.AsSpan(8, 6)), text.Split(' ')[3]);
                continue;
            }

            yield return (new FileDifference(text, known.Before, known.After, known.After is null ? null : known.Object), GitObjectId.Parse(known.Object));
            modes = null;
        }
    }

    private static TreeItemKind? KindOf(ReadOnlySpan<char> mode) => mode is "000000" ? null : TreeEntry.KindOf(mode);
}
