using System.Security.Cryptography;

namespace Registry.FakeGitHub.Releases;

/// <summary>A release.</summary>
internal sealed class Release
{
    public required long Id { get; init; }

    public required string Author { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required string TagName { get; set; }

    public required string Target { get; set; }

    public string? Name { get; set; }

    public string? Body { get; set; }

    public bool IsPrerelease { get; set; }

    /// <summary>When it was published; <see langword="null"/> for a draft.</summary>
    public DateTimeOffset? PublishedAt { get; set; }

    public DateTimeOffset UpdatedAt { get; set; }

    public bool IsDraft => PublishedAt is null;

    public bool IsImmutable { get; set; }

    /// <summary>How often the repository's latest release had been set when this one was made it; 0 for never.</summary>
    public int LatestRank { get; set; }

    /// <summary>What a draft has in its address in place of a tag.</summary>
    public string Untagged { get; } = $"untagged-{RandomNumberGenerator.GetHexString(20, lowercase: true)}";

    public List<Asset> Assets { get; } = [];
}
