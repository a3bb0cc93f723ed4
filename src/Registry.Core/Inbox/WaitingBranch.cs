using Registry.Core.Store;

namespace Registry.Core.Inbox;

/// <summary>A branch of the inbox as it was found: what anybody may have put there.</summary>
/// <param name="Name">Its name, without <c>refs/heads/</c>.</param>
/// <param name="Commit">The object id of its newest commit.</param>
/// <param name="Author">The author of that commit, <c>Name &lt;address&gt;</c>.</param>
/// <param name="CommittedAt">When it was committed, as the commit says.</param>
/// <param name="Files">What differs from the commit of the registry that it builds on, cut off after <see cref="MostFiles"/>; <see langword="null"/> when it is not one commit on top of one of the registry's.</param>
public sealed record WaitingBranch(string Name, string Commit, string Author, DateTimeOffset CommittedAt, IReadOnlyList<WaitingFile>? Files)
{
    /// <summary>How many differing files are looked at, which is more than an emit has.</summary>
    public const int MostFiles = 8;

    /// <summary>The largest file that is read, in bytes.</summary>
    public const int MostBytes = 1024 * 1024;
}

/// <summary>A file that a branch of the inbox adds, changes or removes.</summary>
/// <param name="Path">Its path.</param>
/// <param name="Before">What stood there; <see langword="null"/> for nothing.</param>
/// <param name="After">What stands there; <see langword="null"/> for nothing.</param>
/// <param name="Content">Its bytes; <see langword="null"/> when it is no regular file, or larger than <see cref="WaitingBranch.MostBytes"/>.</param>
public sealed record WaitingFile(string Path, TreeItemKind? Before, TreeItemKind? After, ReadOnlyMemory<byte>? Content);
