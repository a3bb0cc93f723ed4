using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace Registry.Client.Models;

/// <summary>A version.</summary>
public sealed record Version
{
    /// <summary>Its id, <c>YYYY.MM.DD-HHMMSS</c>.</summary>
    public required string Id { get; init; }

    /// <summary>The entity.</summary>
    public required string Entity { get; init; }

    /// <summary>Its ordinal: 1, 2, 3 … within the entity.</summary>
    [JsonPropertyName("version")]
    public int Ordinal { get; init; }

    /// <summary><c>draft</c>, <c>listed</c>, <c>unlisted</c> or <c>archived</c>.</summary>
    public required string Status { get; init; }

    /// <summary>SemVer 2.0.0, where it has one.</summary>
    [JsonPropertyName("semver")]
    public string? SemVer { get; init; }

    /// <summary>A name for people.</summary>
    public string? Name { get; init; }

    /// <summary>What it is, for people.</summary>
    public string? Description { get; init; }

    /// <summary>Address of a picture for people.</summary>
    public string? IconUrl { get; init; }

    /// <summary><c>platform</c> or <c>customer</c>: who owns what it installs.</summary>
    public string? OwnerType { get; init; }

    /// <summary>Digest of what it was built from.</summary>
    public required string SourceHash { get; init; }

    /// <summary>Digest of the manifest's bytes.</summary>
    public required string ManifestSha { get; init; }

    /// <summary>The version that this one followed.</summary>
    public string? BaseVersion { get; init; }

    /// <summary>When it was emitted, UTC.</summary>
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>Who emitted it.</summary>
    public required string CreatedBy { get; init; }

    /// <summary>Where it was built from.</summary>
    public SourceOrigin? Source { get; init; }

    /// <summary>The release channel that it was built for.</summary>
    public string? Channel { get; init; }

    /// <summary>What changed.</summary>
    public string? Changelog { get; init; }

    /// <summary>Where to read what changed.</summary>
    public string? ChangelogUrl { get; init; }

    /// <summary>Other entities that it needs.</summary>
    public IReadOnlyList<VersionDependency> Dependencies { get; init; } = [];

    /// <summary>Its files.</summary>
    public IReadOnlyList<VersionFile> Files { get; init; } = [];

    /// <summary>Its tags.</summary>
    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>URN and value.</summary>
    public JsonObject? Properties { get; init; }

    /// <summary>What an install of it needs.</summary>
    public ContractSide? Inputs { get; init; }

    /// <summary>What an install of it shows.</summary>
    public ContractSide? Outputs { get; init; }

    /// <summary>Its alias.</summary>
    public string? Alias { get; init; }

    /// <summary>A remark.</summary>
    public string? Comment { get; init; }

    /// <summary>When it was taken out of use, UTC.</summary>
    public DateTimeOffset? ArchivedAt { get; init; }

    /// <summary>Who took it out of use.</summary>
    public string? ArchivedBy { get; init; }

    /// <summary>Why it was taken out of use.</summary>
    public string? ArchivedReason { get; init; }

    /// <summary>The channels that point at it.</summary>
    public IReadOnlyList<string> Channels { get; init; } = [];

    /// <summary>When its files were published, UTC.</summary>
    public DateTimeOffset? PublishedAt { get; init; }

    /// <summary>Where its release can be seen.</summary>
    public string? ReleaseUrl { get; init; }

    /// <summary>What was published, and as what.</summary>
    public Release? Release { get; init; }
}

/// <summary>Where a version was built from.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record SourceOrigin
{
    /// <summary>Address of the repository.</summary>
    public string? Repository { get; init; }

    /// <summary>The commit.</summary>
    public string? Commit { get; init; }

    /// <summary>The branch.</summary>
    public string? Branch { get; init; }

    /// <summary>Whether there were changes besides the commit.</summary>
    public bool? Dirty { get; init; }
}

/// <summary>An entity that a version needs.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record VersionDependency
{
    /// <summary>The entity.</summary>
    public required string Entity { get; init; }

    /// <summary>The version; any when absent.</summary>
    public string? Version { get; init; }
}

/// <summary>A file of a version.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record VersionFile
{
    /// <summary>Its name, unique within the version.</summary>
    public required string Name { get; init; }

    /// <summary>Size in bytes.</summary>
    public required long Size { get; init; }

    /// <summary>SHA-256 of the content, 64 lower-case hexadecimal digits.</summary>
    public required string Sha256 { get; init; }

    /// <summary><c>windows</c>, <c>linux</c> or <c>macos</c>; any when absent.</summary>
    public string? Platform { get; init; }

    /// <summary><c>x86</c>, <c>x64</c> or <c>arm64</c>; any when absent.</summary>
    public string? Architecture { get; init; }

    /// <summary>Media type.</summary>
    public string? MediaType { get; init; }
}

/// <summary>What whoever emits says of a version.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record NewVersion
{
    /// <summary>Digest of what it is built from: <c>sha256:</c> and 64 hexadecimal digits.</summary>
    public required string SourceHash { get; init; }

    /// <summary>SemVer 2.0.0.</summary>
    [JsonPropertyName("semver")]
    public string? SemVer { get; init; }

    /// <summary>A name for people.</summary>
    public string? Name { get; init; }

    /// <summary>What it is, for people.</summary>
    public string? Description { get; init; }

    /// <summary>Address of a picture for people.</summary>
    public string? IconUrl { get; init; }

    /// <summary><c>platform</c> or <c>customer</c>: who owns what it installs.</summary>
    public string? OwnerType { get; init; }

    /// <summary>The version that it follows; the newest when absent.</summary>
    public string? BaseVersion { get; init; }

    /// <summary>Where it was built from.</summary>
    public SourceOrigin? Source { get; init; }

    /// <summary>The release channel that it was built for.</summary>
    public string? Channel { get; init; }

    /// <summary>What changed.</summary>
    public string? Changelog { get; init; }

    /// <summary>Where to read what changed.</summary>
    public string? ChangelogUrl { get; init; }

    /// <summary>Other entities that it needs.</summary>
    public IReadOnlyList<VersionDependency>? Dependencies { get; init; }

    /// <summary>Its files, uploaded before; at least one unless it is a draft. In a one-step upload, what is said of the files that are sent.</summary>
    public IReadOnlyList<VersionFile>? Files { get; init; }

    /// <summary>Its tags.</summary>
    public IReadOnlyList<string>? Tags { get; init; }

    /// <summary>URN and value.</summary>
    public JsonObject? Properties { get; init; }

    /// <summary>What an install of it needs.</summary>
    public ContractSide? Inputs { get; init; }

    /// <summary>What an install of it shows.</summary>
    public ContractSide? Outputs { get; init; }

    /// <summary>Whether it may still change.</summary>
    public bool Draft { get; init; }

    /// <summary>Whether to add it although its source hash is known.</summary>
    public bool Force { get; init; }

    /// <summary>Whether to move the default channel to it in the same commit.</summary>
    public bool SetActive { get; init; }

    /// <summary>When it was first asked for, UTC. Sent again with the same time, even a forced one is made once.</summary>
    public DateTimeOffset? CreatedAt { get; init; }
}

/// <summary>What is to be said of a version: what is absent stays, an empty text removes.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record VersionChange
{
    /// <summary>The alias.</summary>
    public string? Alias { get; init; }

    /// <summary>A remark.</summary>
    public string? Comment { get; init; }

    /// <summary><c>listed</c> or <c>unlisted</c>; listing a draft makes it final.</summary>
    public string? Status { get; init; }

    /// <summary>What changed; of a draft alone.</summary>
    public string? Changelog { get; init; }
}

/// <summary>What came of an emit, or of a change of a version.</summary>
/// <param name="Outcome"><c>created</c>, <c>changed</c> or <c>unchanged</c>.</param>
/// <param name="Version">The version.</param>
/// <param name="Commit">The commit that holds it.</param>
public sealed record VersionResult(string Outcome, Version Version, string Commit);
