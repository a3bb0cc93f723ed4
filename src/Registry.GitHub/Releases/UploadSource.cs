namespace Registry.GitHub.Releases;

/// <summary>Reads what is uploaded, and keeps faults of reading apart from those of the network.</summary>
internal sealed class UploadSource(AssetContent content)
{
    public long Length => content.Length;

    /// <summary>Why the content could not be read, if it could not.</summary>
    public IOException? Fault { get; private set; }

    public Stream Open()
    {
        try
        {
            return content.Open();
        }
        catch (IOException error)
        {
            Fault = error;
            throw;
        }
    }

    public async ValueTask<int> ReadAsync(Stream source, Memory<byte> piece, CancellationToken cancellationToken)
    {
        try
        {
            var count = await source.ReadAsync(piece, cancellationToken);
            return count > 0 ? count : throw new EndOfStreamException($"it ends before its {Length} bytes");
        }
        catch (IOException error)
        {
            Fault = error;
            throw;
        }
    }
}
