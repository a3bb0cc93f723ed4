using Registry.Core.Entities;
using Registry.Core.Sources;

namespace Registry.Core.Versions;

/// <summary>One version of an entity, as its manifest says it.</summary>
public sealed record Manifest : VersionContent
{
    /// <summary>Creates a manifest without content.</summary>
    public Manifest()
    {
    }

    /// <summary>Creates a manifest with the content of a request.</summary>
    internal Manifest(VersionContent content)
        : base(content)
    {
    }

    /// <summary>The entity.</summary>
    public required EntityName Entity { get; init; }

    /// <summary>The version's id.</summary>
    public required VersionId Version { get; init; }

    /// <summary>1, 2, 3 … within the entity, in the order of the ids.</summary>
    public required int Ordinal { get; init; }

    /// <summary>Listed or draft.</summary>
    public VersionStatus Status { get; init; }

    /// <summary>Digest of what the version was built from.</summary>
    public required Digest SourceHash { get; init; }

    /// <summary>When it was emitted, UTC, in whole seconds.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Who emitted it, <c>Name &lt;address&gt;</c>.</summary>
    public required string CreatedBy { get; init; }
}
