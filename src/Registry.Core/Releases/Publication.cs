using Registry.Core.Entities;
using Registry.Core.Sources;
using Registry.Core.Versions;

namespace Registry.Core.Releases;

/// <summary>A version that is to be published: one release, with all files of the version.</summary>
public sealed record Publication
{
    /// <summary>The entity.</summary>
    public required EntityName Entity { get; init; }

    /// <summary>The version's manifest.</summary>
    public required Manifest Manifest { get; init; }

    /// <summary>The commit of the registry that the release's tag is to name, 40 hexadecimal digits; <see langword="null"/> when the host's repository has not that commit.</summary>
    public string? Commit { get; init; }

    /// <summary>Whether it becomes the host's latest release: whether the default channel points at it.</summary>
    public bool IsLatest { get; init; }

    /// <summary>The version.</summary>
    public VersionId Version => Manifest.Version;

    /// <summary>The release's tag.</summary>
    public string Tag => ReleaseTag.Of(Entity, Version);

    /// <summary>The key of this publication.</summary>
    public Digest Key => ReleaseKey.OfPublication(Entity, Version, Manifest.Files);
}
