using System.Security.Cryptography;
using Registry.Core.Rules;

namespace Registry.Server.Api.Uploads;

/// <summary>The secret by which this service signs addresses: 256 random bits in a file of its own, made at the first need and kept over restarts. It never prints itself.</summary>
internal sealed class ServiceKey(ServiceFolder folder)
{
    private const int Length = 32;

    private readonly Lock _lock = new();
    private byte[]? _bytes;

    /// <summary>The key.</summary>
    /// <exception cref="RegistryException">The file cannot be written or read.</exception>
    public ReadOnlySpan<byte> Bytes
    {
        get
        {
            lock (_lock) return _bytes ??= Load();
        }
    }

    /// <inheritdoc/>
    public override string ToString() => "…";

    private byte[] Load()
    {
        var path = Path.Combine(folder.Root, "address.key");
        try
        {
            Directory.CreateDirectory(folder.Root);
            Write(path);
            var bytes = File.ReadAllBytes(path);
            return bytes.Length == Length ? bytes : throw new RegistryException(RegistryRules.StorageFailed, $"{path} has {bytes.Length} bytes; expected {Length}. Delete it, and addresses that were given out are worth nothing");
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new RegistryException(RegistryRules.StorageFailed, $"{path}: {error.Message}", error);
        }
    }

    /// <summary>Several instances may share the folder; the first one makes the key.</summary>
    private static void Write(string path)
    {
        if (File.Exists(path)) return;
        var temporary = $"{path}.{Guid.NewGuid():N}.tmp";
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using (var file = new FileStream(temporary, options))
        {
            file.Write(RandomNumberGenerator.GetBytes(Length));
            file.Flush(flushToDisk: true);
        }

        try
        {
            File.Move(temporary, path, overwrite: false);
        }
        catch (IOException) when (File.Exists(path))
        {
            File.Delete(temporary);
        }
    }
}
