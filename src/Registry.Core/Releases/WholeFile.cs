using Registry.Core.Rules;
using Registry.Core.Sources;
using Registry.Core.Versions;

namespace Registry.Core.Releases;

/// <summary>
/// A file that comes to its place with the content that a manifest says, durably, or not at all. It is written beside its place, and
/// renamed when it is whole; an existing file there is replaced only then.
/// </summary>
public sealed class WholeFile : IDisposable
{
    private readonly string _target;
    private readonly string _temporary;

    /// <summary>Begins a file; folders that are missing are created.</summary>
    /// <param name="target">Its place.</param>
    /// <exception cref="IOException">The place cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">The place may not be written.</exception>
    public WholeFile(string target)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(target)!);
        (_target, _temporary) = (target, $"{target}.{Guid.NewGuid():N}.tmp");
        Content = new FileStream(_temporary, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 0);
    }

    /// <summary>Takes the content; emptied, it takes it anew.</summary>
    public FileStream Content { get; }

    /// <summary>Puts the file into its place if it has the size and the digest that are expected.</summary>
    /// <param name="expected">What the file should be.</param>
    /// <param name="digest">The digest of what was written.</param>
    /// <param name="source">Where the content came from, for the complaint; <see langword="null"/> when it has no path.</param>
    /// <returns>What is wrong with the content; <see langword="null"/> when it is in place.</returns>
    /// <exception cref="IOException">The disk does not take it.</exception>
    public Problem? Place(VersionFile expected, Digest digest, string? source)
    {
        if (Content.Length != expected.Size || digest != expected.Sha256)
            return new Problem(RegistryRules.ContentMismatch, source, $"'{expected.Name}' has {Content.Length} bytes and {digest}; expected {expected.Size} bytes and {expected.Sha256}");
        RandomAccess.FlushToDisk(Content.SafeFileHandle);
        Content.Dispose();
        File.Move(_temporary, _target, overwrite: true);
        return null;
    }

    /// <summary>Removes what was not put into its place.</summary>
    public void Dispose()
    {
        Content.Dispose();
        File.Delete(_temporary);
    }
}
