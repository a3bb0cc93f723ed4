using Registry.Core.Entities;
using Registry.Core.Sources;
using Registry.Core.Versions;

namespace Registry.Core.Installs;

/// <summary>Exactly what an install uses: every version and digest. The first version is the one that is installed.</summary>
/// <param name="Versions">At least one; behind the first, ordered by entity.</param>
public sealed record InstallLock(IReadOnlyList<LockedVersion> Versions);

/// <summary>A version that an install uses.</summary>
public sealed record LockedVersion
{
    /// <summary>The entity.</summary>
    public required EntityName Entity { get; init; }

    /// <summary>The version.</summary>
    public required VersionId Version { get; init; }

    /// <summary>Digest of the manifest's bytes.</summary>
    public required Digest ManifestSha { get; init; }

    /// <summary>The entities that need it, ordered; none for the one that is installed.</summary>
    public IReadOnlyList<EntityName> RequiredBy { get; init; } = [];

    /// <summary>Its files.</summary>
    public IReadOnlyList<LockedFile> Files { get; init; } = [];
}

/// <summary>A file of a version that an install uses.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Sha256">Digest of its content.</param>
public sealed record LockedFile(string Name, Digest Sha256);
