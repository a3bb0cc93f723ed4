using System.Text.Json.Nodes;
using Registry.Core.Entities;
using Registry.Core.Sources;

namespace Registry.Core.Versions;

/// <summary>One version of an entity, as its manifest says it.</summary>
public sealed record Manifest
{
    /// <summary>The entity.</summary>
    public required EntityName Entity { get; init; }

    /// <summary>The version's id.</summary>
    public required VersionId Version { get; init; }

    /// <summary>1, 2, 3 … within the entity, in the order of the ids.</summary>
    public required int Ordinal { get; init; }

    /// <summary>Listed or draft.</summary>
    public VersionStatus Status { get; init; }

    /// <summary>SemVer 2.0.0, when the version has one.</summary>
    public string? SemVer { get; init; }

    /// <summary>A name for people.</summary>
    public string? Name { get; init; }

    /// <summary>A description for people.</summary>
    public string? Description { get; init; }

    /// <summary>Digest of what the version was built from.</summary>
    public required Digest SourceHash { get; init; }

    /// <summary>The version that this one followed; none for the first.</summary>
    public VersionId? BaseVersion { get; init; }

    /// <summary>When it was emitted, UTC, in whole seconds.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Who emitted it, <c>Name &lt;address&gt;</c>.</summary>
    public required string CreatedBy { get; init; }

    /// <summary>Where it was built from.</summary>
    public SourceOrigin? Source { get; init; }

    /// <summary>The release channel that it was built for.</summary>
    public string? Channel { get; init; }

    /// <summary>What changed, for people.</summary>
    public string? Changelog { get; init; }

    /// <summary>Where to read what changed.</summary>
    public string? ChangelogUrl { get; init; }

    /// <summary>Other entities that it needs, ordered by name.</summary>
    public IReadOnlyList<Dependency> Dependencies { get; init; } = [];

    /// <summary>Its files, ordered by name; at least one unless it is a draft.</summary>
    public IReadOnlyList<VersionFile> Files { get; init; } = [];

    /// <summary>Tags, ordered.</summary>
    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>URN and value.</summary>
    public JsonObject? Properties { get; init; }
}
