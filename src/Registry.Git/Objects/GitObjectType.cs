namespace Registry.Git.Objects;

/// <summary>What a git object is; the values are those of a pack entry (gitformat-pack).</summary>
internal enum GitObjectType
{
    /// <summary>A point in history.</summary>
    Commit = 1,

    /// <summary>A folder.</summary>
    Tree = 2,

    /// <summary>A file's content.</summary>
    Blob = 3,

    /// <summary>An annotated tag.</summary>
    Tag = 4,
}

/// <summary>git's names of the types.</summary>
internal static class GitObjectTypeNames
{
    extension(GitObjectType type)
    {
        /// <summary>git's name of the type.</summary>
        public string Name => type switch
        {
            GitObjectType.Commit => "commit",
            GitObjectType.Tree => "tree",
            GitObjectType.Blob => "blob",
            GitObjectType.Tag => "tag",
            _ => throw new ArgumentOutOfRangeException(nameof(type), type, "Not a type of git object."),
        };
    }

    /// <summary>The type of git's name.</summary>
    public static GitObjectType Parse(ReadOnlySpan<byte> name) => name switch
    {
        _ when name.SequenceEqual("blob"u8) => GitObjectType.Blob,
        _ when name.SequenceEqual("tree"u8) => GitObjectType.Tree,
        _ when name.SequenceEqual("commit"u8) => GitObjectType.Commit,
        _ when name.SequenceEqual("tag"u8) => GitObjectType.Tag,
        _ => throw new FormatException("git named an unknown type of object."),
    };
}
