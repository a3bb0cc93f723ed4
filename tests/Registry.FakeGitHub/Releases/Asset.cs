using System.Security.Cryptography;

namespace Registry.FakeGitHub.Releases;

/// <summary>A file of a release.</summary>
internal sealed class Asset
{
    public required long Id { get; init; }

    public required string Name { get; set; }

    public string? Label { get; set; }

    public required string ContentType { get; init; }

    public required byte[] Content { get; init; }

    public required string Uploader { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset UpdatedAt { get; set; }

    /// <summary><c>uploaded</c>, or <c>starter</c> after an upload that failed.</summary>
    public string State { get; set; } = "uploaded";

    public int Downloads { get; set; }

    public string? Digest => State == "uploaded" ? $"sha256:{Convert.ToHexStringLower(SHA256.HashData(Content))}" : null;
}
