using Registry.Core.Store;

namespace Registry.Git.Objects;

/// <summary>An entry of a tree.</summary>
/// <param name="Mode">git's mode, in octal digits.</param>
/// <param name="Name">The name's bytes.</param>
/// <param name="Id">The object's id.</param>
internal sealed record TreeEntry(string Mode, ReadOnlyMemory<byte> Name, GitObjectId Id)
{
    /// <summary>Mode of a regular file.</summary>
    public const string FileMode = "100644";

    /// <summary>Mode of a folder.</summary>
    public const string FolderMode = "40000";

    /// <summary>What the entry stands for.</summary>
    public TreeItemKind Kind => KindOf(Mode);

    /// <summary>What a mode stands for. Old versions of git wrote 100664 for a file that its group may write.</summary>
    public static TreeItemKind KindOf(ReadOnlySpan<char> mode) => mode switch
    {
        FileMode or "100664" => TreeItemKind.File,
        FolderMode or "040000" => TreeItemKind.Folder,
        _ => TreeItemKind.Other,
    };
}
