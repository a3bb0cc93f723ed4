using System.Text.Json.Serialization;

namespace Registry.Client.Models;

/// <summary>A version whose files are about to be uploaded.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record UploadRequest
{
    /// <summary>The SemVer that the version is to have; refused early when there is a version of it.</summary>
    public string? Version { get; init; }

    /// <summary>Digest of what it is built from. A known one needs no upload.</summary>
    public required string SourceHash { get; init; }

    /// <summary>The version that it follows.</summary>
    public string? BaseVersion { get; init; }

    /// <summary>Whether to add it although its source hash is known.</summary>
    public bool Force { get; init; }

    /// <summary>All files of the version, a lock file included.</summary>
    public required IReadOnlyList<VersionFile> Files { get; init; }
}

/// <summary>Where files are to be sent.</summary>
/// <param name="Outcome"><c>upload</c>; or <c>known</c>, with the version that the source hash has already.</param>
/// <param name="Version">The known version.</param>
/// <param name="Uploads">A file each that has to be sent; those that are there already are left out.</param>
public sealed record UploadAddresses(string Outcome, Version? Version, IReadOnlyList<UploadAddress> Uploads);

/// <summary>Where a file is to be sent.</summary>
/// <param name="Name">The file.</param>
/// <param name="Method">How: <c>PUT</c>.</param>
/// <param name="Url">The address. It needs no token, and takes this content alone.</param>
/// <param name="ExpiresAt">How long it is good, UTC.</param>
public sealed record UploadAddress(string Name, string Method, Uri Url, DateTimeOffset ExpiresAt);

/// <summary>Where a file can be had.</summary>
/// <param name="Name">The file.</param>
/// <param name="Size">Size in bytes.</param>
/// <param name="Sha256">SHA-256 of the content.</param>
/// <param name="Url">The address. It needs no token.</param>
/// <param name="ExpiresAt">How long it is good for certain, UTC; absent where the release host does not say.</param>
public sealed record DownloadAddress(string Name, long Size, string Sha256, Uri Url, DateTimeOffset? ExpiresAt);
