namespace Registry.Core.Store;

/// <summary>The files that one commit writes and removes. A path stands once; the last change of it wins.</summary>
public sealed class ChangeSet
{
    private readonly SortedDictionary<string, ReadOnlyMemory<byte>?> _files = new(StringComparer.Ordinal);

    /// <summary>Path and new content, in ordinal order; <see langword="null"/> content removes the file.</summary>
    public IReadOnlyDictionary<string, ReadOnlyMemory<byte>?> Files => _files;

    /// <summary>Writes a file.</summary>
    public ChangeSet Write(string path, ReadOnlyMemory<byte> content)
    {
        _files[path] = content;
        return this;
    }

    /// <summary>Removes a file; removing one that is not there changes nothing.</summary>
    public ChangeSet Remove(string path)
    {
        _files[path] = null;
        return this;
    }

    /// <summary>Takes over all changes of <paramref name="later"/>, which win over these.</summary>
    public ChangeSet Add(ChangeSet later)
    {
        foreach (var (path, content) in later._files) _files[path] = content;
        return this;
    }
}
