using Registry.Core.Sources;
using Registry.Core.Versions;

namespace Registry.Core.Releases;

/// <summary>A published file.</summary>
/// <param name="Name">The file's name.</param>
/// <param name="AssetId">The host's id of it, when the host has ids.</param>
/// <param name="Url">Where it is, when the host has addresses.</param>
/// <param name="Size">Size in bytes.</param>
/// <param name="Sha256">Digest of the content.</param>
public sealed record ReleasedFile(string Name, string? AssetId, string? Url, long Size, Digest Sha256);

/// <summary>Where and when a version's files were published. The reconciler alone writes it.</summary>
public sealed record ReleaseRecord
{
    /// <summary>The version.</summary>
    public required VersionId Version { get; init; }

    /// <summary>The kind of host, <c>directory</c> or <c>github</c>.</summary>
    public required string Host { get; init; }

    /// <summary>The release's tag, <c>namespace/name@id</c>.</summary>
    public required string Tag { get; init; }

    /// <summary>The host's id of the release, when the host has ids.</summary>
    public string? ReleaseId { get; init; }

    /// <summary>Where the release is, when the host has addresses.</summary>
    public string? Url { get; init; }

    /// <summary>When it was published, UTC.</summary>
    public required DateTimeOffset PublishedAt { get; init; }

    /// <summary>The published files, ordered by name.</summary>
    public IReadOnlyList<ReleasedFile> Files { get; init; } = [];
}
