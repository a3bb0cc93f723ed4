using System.Buffers;
using System.Security.Cryptography;
using Registry.Core.Entities;
using Registry.Core.Releases;
using Registry.Core.Rules;
using Registry.Core.Sources;
using Registry.Core.Versions;
using Registry.Server.Api.Calls;

namespace Registry.Server.Api.Uploads;

/// <summary>
/// Content that waits to become part of a version, at <c>uploads/&lt;namespace&gt;/&lt;name&gt;/&lt;sha256&gt;</c>: whole, checked and durable, or not there.
/// Nobody sees it before a version names it.
/// </summary>
internal sealed class UploadStore(ServiceFolder folder, TimeProvider time)
{
    /// <summary>How long content waits for its version.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromDays(1);

    private const int BufferSize = 80 * 1024;

    private string Root => Path.Combine(folder.Root, "uploads");

    /// <summary>Content that waits, or <see langword="null"/> when there is none.</summary>
    public FileToAttach? Find(EntityName entity, VersionFile file)
    {
        var path = PathOf(entity, file.Sha256);
        return File.Exists(path) && new FileInfo(path).Length == file.Size ? new FileToAttach(path, file) : null;
    }

    /// <summary>Takes the content of a file that is known.</summary>
    /// <exception cref="CallRefusedException">The content is another one.</exception>
    /// <exception cref="RegistryException">The disk does not take it.</exception>
    public Task StoreAsync(EntityName entity, VersionFile file, Stream content, CancellationToken cancellationToken) => GuardAsync(async () =>
    {
        using var whole = new WholeFile(PathOf(entity, file.Sha256));
        var digest = await CopyAsync(content, whole.Content, file.Size, file.Name, cancellationToken);
        if (whole.Place(file, digest, source: null) is { } wrong) throw new CallRefusedException([wrong]);
        return digest;
    });

    /// <summary>Takes the content of a file of which only the name is known.</summary>
    /// <param name="entity">The entity.</param>
    /// <param name="name">The file's name.</param>
    /// <param name="content">The content.</param>
    /// <param name="most">The most bytes.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="CallRefusedException">The content is too large.</exception>
    /// <exception cref="RegistryException">The disk does not take it.</exception>
    public Task<FileToAttach> StoreAsync(EntityName entity, string name, Stream content, long most, CancellationToken cancellationToken) => GuardAsync(async () =>
    {
        var incoming = Path.Combine(Root, entity.Namespace, entity.Name, $"{Guid.NewGuid():N}.incoming");
        Directory.CreateDirectory(Path.GetDirectoryName(incoming)!);
        try
        {
            VersionFile file;
            await using (var output = new FileStream(incoming, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 0))
            {
                var digest = await CopyAsync(content, output, most, name, cancellationToken);
                file = new VersionFile { Name = name, Size = output.Length, Sha256 = digest };
                RandomAccess.FlushToDisk(output.SafeFileHandle);
            }

            var path = PathOf(entity, file.Sha256);
            File.Move(incoming, path, overwrite: true);
            return new FileToAttach(path, file);
        }
        finally
        {
            File.Delete(incoming);
        }
    });

    /// <summary>Removes what waited too long for its version.</summary>
    /// <returns>How many files were removed.</returns>
    /// <exception cref="IOException">The disk does not do it.</exception>
    /// <exception cref="UnauthorizedAccessException">The files may not be removed.</exception>
    public int Collect()
    {
        if (!Directory.Exists(Root)) return 0;
        var removed = 0;
        foreach (var file in new DirectoryInfo(Root).EnumerateFiles("*", SearchOption.AllDirectories))
        {
            if (time.GetUtcNow() - new DateTimeOffset(file.LastWriteTimeUtc) < Lifetime) continue;
            file.Delete();
            removed++;
        }

        return removed;
    }

    private string PathOf(EntityName entity, Digest digest) => Path.Combine(Root, entity.Namespace, entity.Name, digest.Hex);

    private static async Task<Digest> CopyAsync(Stream content, FileStream output, long most, string name, CancellationToken cancellationToken)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = ArrayPool<byte>.Shared.Rent(BufferSize);
        try
        {
            long size = 0;
            for (int count; (count = await ReadAsync(content, buffer, name, cancellationToken)) > 0;)
            {
                if ((size += count) > most) throw new CallRefusedException(RegistryRules.CallLimit, $"'{name}' has more than {most} bytes") { Status = StatusCodes.Status413PayloadTooLarge };
                hash.AppendData(buffer, 0, count);
                await output.WriteAsync(buffer.AsMemory(0, count), cancellationToken);
            }

            return Digest.FromHash(hash.GetHashAndReset());
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    /// <summary>What is wrong with the body is its sender's; the disk is ours.</summary>
    private static async ValueTask<int> ReadAsync(Stream content, byte[] buffer, string name, CancellationToken cancellationToken)
    {
        try
        {
            return await content.ReadAsync(buffer, cancellationToken);
        }
        catch (Exception error) when (error is InvalidDataException or IOException and not BadHttpRequestException)
        {
            throw new CallRefusedException(RegistryRules.BadCall, $"the content of '{name}' ends too early: {error.Message}");
        }
    }

    private static async Task<T> GuardAsync<T>(Func<Task<T>> work)
    {
        try
        {
            return await work();
        }
        catch (Exception error) when (error is UnauthorizedAccessException or IOException and not BadHttpRequestException)
        {
            throw new RegistryException(RegistryRules.StorageFailed, $"uploads cannot be kept: {error.Message}", error);
        }
    }
}
