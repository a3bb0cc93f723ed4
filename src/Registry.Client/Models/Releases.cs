namespace Registry.Client.Models;

/// <summary>What was published of a version, and as what.</summary>
public sealed record Release
{
    /// <summary>The kind of release host, <c>directory</c> or <c>github</c>.</summary>
    public required string Host { get; init; }

    /// <summary>The release's tag.</summary>
    public required string Tag { get; init; }

    /// <summary>The host's id of the release, when the host has ids.</summary>
    public string? ReleaseId { get; init; }

    /// <summary>The published files, by name.</summary>
    public required IReadOnlyList<ReleaseFile> Files { get; init; }
}

/// <summary>A published file.</summary>
/// <param name="Name">Its name.</param>
/// <param name="AssetId">The host's id of it, when the host has ids.</param>
/// <param name="Url">Where it is, when the host has addresses.</param>
/// <param name="Size">Size in bytes.</param>
/// <param name="Sha256">SHA-256 of the content.</param>
public sealed record ReleaseFile(string Name, string? AssetId, string? Url, long Size, string Sha256);
