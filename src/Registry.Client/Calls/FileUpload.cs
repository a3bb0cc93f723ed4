using System.Security.Cryptography;
using Registry.Client.Models;

namespace Registry.Client.Calls;

/// <summary>A file of this machine that becomes one of a version.</summary>
/// <param name="Path">Where it is.</param>
public sealed record FileUpload(string Path)
{
    /// <summary>Its name in the version; that of the file when <see langword="null"/>.</summary>
    public string? Name { get; init; }

    /// <summary><c>windows</c>, <c>linux</c> or <c>macos</c>; any when <see langword="null"/>.</summary>
    public string? Platform { get; init; }

    /// <summary><c>x86</c>, <c>x64</c> or <c>arm64</c>; any when <see langword="null"/>.</summary>
    public string? Architecture { get; init; }

    /// <summary>Media type.</summary>
    public string? MediaType { get; init; }

    /// <summary>Reads size and digest.</summary>
    internal async Task<VersionFile> MeasureAsync(CancellationToken cancellationToken)
    {
        await using var content = Open();
        var digest = await SHA256.HashDataAsync(content, cancellationToken);
        return new VersionFile
        {
            Name = Name ?? System.IO.Path.GetFileName(Path),
            Size = content.Length,
            Sha256 = Convert.ToHexStringLower(digest),
            Platform = Platform,
            Architecture = Architecture,
            MediaType = MediaType,
        };
    }

    /// <summary>Opens it for reading.</summary>
    internal FileStream Open() => new(Path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0, FileOptions.Asynchronous | FileOptions.SequentialScan);
}
