using System.Text.Json.Nodes;
using Registry.Core.Contracts;

namespace Registry.Core.Versions;

/// <summary>What whoever emits says of a version, and its manifest then holds.</summary>
public abstract record VersionContent
{
    private protected VersionContent()
    {
    }

    /// <summary>SemVer 2.0.0, when the version has one.</summary>
    public string? SemVer { get; init; }

    /// <summary>A name for people.</summary>
    public string? Name { get; init; }

    /// <summary>A description for people.</summary>
    public string? Description { get; init; }

    /// <summary>Address of a picture for people.</summary>
    public string? IconUrl { get; init; }

    /// <summary>Who owns what it installs.</summary>
    public OwnerType? OwnerType { get; init; }

    /// <summary>The version that this one follows: none for the first; in a request, <see langword="null"/> means the newest.</summary>
    public VersionId? BaseVersion { get; init; }

    /// <summary>Where it was built from.</summary>
    public SourceOrigin? Source { get; init; }

    /// <summary>The release channel that it was built for.</summary>
    public string? Channel { get; init; }

    /// <summary>What changed, for people.</summary>
    public string? Changelog { get; init; }

    /// <summary>Where to read what changed.</summary>
    public string? ChangelogUrl { get; init; }

    /// <summary>Other entities that it needs; a manifest orders them by name.</summary>
    public IReadOnlyList<Dependency> Dependencies { get; init; } = [];

    /// <summary>Its files; a manifest orders them by name, and has at least one unless it is a draft's.</summary>
    public IReadOnlyList<VersionFile> Files { get; init; } = [];

    /// <summary>Tags; a manifest orders them.</summary>
    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>URN and value.</summary>
    public JsonObject? Properties { get; init; }

    /// <summary>What an install of it needs.</summary>
    public ContractSide? Inputs { get; init; }

    /// <summary>What an install of it shows.</summary>
    public ContractSide? Outputs { get; init; }
}
