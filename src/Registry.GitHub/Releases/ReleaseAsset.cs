using System.Text.Json.Serialization;
using Registry.Core.Sources;

namespace Registry.GitHub.Releases;

/// <summary>A file of a release.</summary>
public sealed record ReleaseAsset
{
    /// <summary>GitHub's number of it.</summary>
    public required long Id { get; init; }

    /// <summary>The file's name.</summary>
    public required string Name { get; init; }

    /// <summary>What the page shows instead of the name.</summary>
    public string? Label { get; init; }

    /// <summary><c>uploaded</c> when it is complete; any other word of GitHub's says that it is not.</summary>
    public required string State { get; init; }

    /// <summary>Size in bytes.</summary>
    public required long Size { get; init; }

    /// <summary>Digest as GitHub writes it, such as <c>sha256:…</c>; <see langword="null"/> from old servers and of old assets.</summary>
    public string? Digest { get; init; }

    /// <summary>Where anybody who may see the release downloads it.</summary>
    public required string BrowserDownloadUrl { get; init; }

    /// <summary>Whether the whole content has arrived.</summary>
    [JsonIgnore]
    public bool IsUploaded => State == "uploaded";

    /// <summary>The SHA-256 of the content; <see langword="null"/> when GitHub does not state it.</summary>
    [JsonIgnore]
    public Digest? Sha256 => Core.Sources.Digest.TryParse(Digest, out var digest) ? digest : null;
}
