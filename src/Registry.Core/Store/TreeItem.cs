namespace Registry.Core.Store;

/// <summary>What a name in a folder of the registry stands for.</summary>
public enum TreeItemKind
{
    /// <summary>A regular file.</summary>
    File,

    /// <summary>A folder.</summary>
    Folder,

    /// <summary>A symbolic link, a submodule or an executable file: never part of a registry's data.</summary>
    Other,
}

/// <summary>A name in a folder of the registry.</summary>
/// <param name="Name">The last part of the path.</param>
/// <param name="Kind">What it stands for.</param>
/// <param name="ObjectId">The git object's id: equal ids mean equal content.</param>
public readonly record struct TreeItem(string Name, TreeItemKind Kind, string ObjectId);
