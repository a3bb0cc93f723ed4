namespace Registry.GitHub.Releases;

/// <summary>The content of an asset to upload.</summary>
/// <param name="open">Opens the content from its start, as often as it has to be sent. The stream is disposed of.</param>
/// <param name="length">Size in bytes.</param>
public sealed class AssetContent(Func<Stream> open, long length)
{
    /// <summary>Size in bytes.</summary>
    public long Length => length;

    /// <summary>A file, of the size that it has now.</summary>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static AssetContent OfFile(string path) => new(
        () => new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, bufferSize: 1, FileOptions.Asynchronous | FileOptions.SequentialScan),
        new FileInfo(path).Length);

    internal Stream Open() => open();
}
