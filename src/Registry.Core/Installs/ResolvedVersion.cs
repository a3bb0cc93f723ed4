using Registry.Core.Entities;
using Registry.Core.Operations;
using Registry.Core.Versions;

namespace Registry.Core.Installs;

/// <summary>A version that an install uses.</summary>
/// <param name="stored">The version.</param>
internal sealed class ResolvedVersion(StoredManifest stored)
{
    public StoredManifest Stored => stored;

    public Manifest Manifest => stored.Manifest;

    /// <summary>The entities that need it.</summary>
    public SortedSet<EntityName> RequiredBy { get; } = [];

    public LockedVersion ToLocked() => new()
    {
        Entity = Manifest.Entity,
        Version = Manifest.Version,
        ManifestSha = stored.Sha,
        RequiredBy = [.. RequiredBy],
        Files = [.. Manifest.Files.Select(file => new LockedFile(file.Name, file.Sha256))],
    };
}
