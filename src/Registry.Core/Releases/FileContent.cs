using System.Security.Cryptography;
using Registry.Core.Rules;
using Registry.Core.Sources;
using Registry.Core.Versions;

namespace Registry.Core.Releases;

/// <summary>
/// Reads and copies the content of files. Without async, which gives a file of this machine to a
/// thread that waits as this one would.
/// </summary>
internal static class FileContent
{
    private const int BufferSize = 128 * 1024;

    /// <summary>Size and digest of a file.</summary>
    public static (long Size, Digest Digest) Measure(string path, CancellationToken cancellationToken) => Read(path, static _ => { }, cancellationToken);

    /// <summary>Copies a file, and checks what was copied, see <see cref="WholeFile"/>.</summary>
    /// <returns>What is wrong with the content; <see langword="null"/> when it is in place.</returns>
    public static Problem? Copy(string source, string target, VersionFile expected, CancellationToken cancellationToken)
    {
        using var file = new WholeFile(target);
        var (_, digest) = Read(source, bytes => Write(file.Content, bytes), cancellationToken);
        return file.Place(expected, digest, source);
    }

    private static (long Size, Digest Digest) Read(string path, Action<ArraySegment<byte>> take, CancellationToken cancellationToken)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        using var input = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, bufferSize: 0, FileOptions.SequentialScan);
        var buffer = new byte[BufferSize];
        long size = 0;
        for (int count; (count = input.Read(buffer)) > 0; size += count)
        {
            cancellationToken.ThrowIfCancellationRequested();
            hash.AppendData(buffer, 0, count);
            take(new ArraySegment<byte>(buffer, 0, count));
        }

        return (size, Digest.FromHash(hash.GetHashAndReset()));
    }

    /// <summary>Writes to a file without a buffer of its own.</summary>
    /// <exception cref="IOException">The disk does not take it.</exception>
    public static void Write(FileStream output, ReadOnlySpan<byte> content)
    {
        try
        {
            output.Write(content);
        }
        catch (ArgumentOutOfRangeException error)
        {
            // What the runtime makes of EFBIG: the file system, a quota or a limit takes no file of this size.
            throw new IOException(error.Message, error);
        }
    }
}
