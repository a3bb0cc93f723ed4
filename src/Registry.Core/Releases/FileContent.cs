using System.Security.Cryptography;
using Registry.Core.Rules;
using Registry.Core.Sources;
using Registry.Core.Versions;

namespace Registry.Core.Releases;

/// <summary>Copies the content of files so that it is whole and durable, or not there at all.</summary>
internal static class FileContent
{
    private const int BufferSize = 128 * 1024;

    /// <summary>Size and digest of a file.</summary>
    public static async Task<(long Size, Digest Digest)> MeasureAsync(string path, CancellationToken cancellationToken)
    {
        await using var stream = OpenRead(path);
        var hash = await SHA256.HashDataAsync(stream, cancellationToken);
        return (stream.Position, Digest.FromHash(hash));
    }

    /// <summary>
    /// Copies a file beside its place, checks what was copied, makes it durable and renames it to its place. An existing
    /// file there is replaced.
    /// </summary>
    /// <returns>What is wrong with the content; <see langword="null"/> when it is in place.</returns>
    public static async Task<Problem?> CopyAsync(string source, string target, VersionFile expected, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(target)!);
        var temporary = $"{target}.{Guid.NewGuid():N}.tmp";
        try
        {
            var (size, digest) = await CopyAndMeasureAsync(source, temporary, cancellationToken);
            if (size != expected.Size || digest != expected.Sha256)
                return new Problem(RegistryRules.ContentMismatch, source, $"'{expected.Name}' has {size} bytes and {digest}; expected {expected.Size} bytes and {expected.Sha256}");
            File.Move(temporary, target, overwrite: true);
            return null;
        }
        finally
        {
            File.Delete(temporary);
        }
    }

    /// <summary>Opens a file for reading from start to end.</summary>
    public static FileStream OpenRead(string path) =>
        new(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, BufferSize, FileOptions.Asynchronous | FileOptions.SequentialScan);

    private static async Task<(long Size, Digest Digest)> CopyAndMeasureAsync(string source, string target, CancellationToken cancellationToken)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        await using var input = OpenRead(source);
        await using var output = new FileStream(target, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 0, FileOptions.Asynchronous);
        var buffer = new byte[BufferSize];
        long size = 0;
        int count;
        while ((count = await input.ReadAsync(buffer, cancellationToken)) > 0)
        {
            hash.AppendData(buffer, 0, count);
            await WriteAsync(output, buffer.AsMemory(0, count), cancellationToken);
            size += count;
        }

        RandomAccess.FlushToDisk(output.SafeFileHandle);
        return (size, Digest.FromHash(hash.GetHashAndReset()));
    }

    /// <summary>Writes to a file without a buffer of its own.</summary>
    /// <exception cref="IOException">The disk does not take it.</exception>
    public static async ValueTask WriteAsync(FileStream output, ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        try
        {
            await output.WriteAsync(content, cancellationToken);
        }
        catch (ArgumentOutOfRangeException error)
        {
            // What the runtime makes of EFBIG: the file system, a quota or a limit takes no file of this size.
            throw new IOException(error.Message, error);
        }
    }
}
