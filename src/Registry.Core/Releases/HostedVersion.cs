using Registry.Core.Entities;
using Registry.Core.Operations;
using Registry.Core.Rules;
using Registry.Core.Versions;

namespace Registry.Core.Releases;

/// <summary>A version as a release host knows it.</summary>
/// <param name="Entity">The entity.</param>
/// <param name="Version">The version.</param>
/// <param name="Files">Its files, as its manifest lists them.</param>
/// <param name="Release">Its release record; <see langword="null"/> while it is not published.</param>
public sealed record HostedVersion(EntityName Entity, VersionId Version, IReadOnlyList<VersionFile> Files, ReleaseRecord? Release)
{
    /// <summary>A version of a registry, or <see langword="null"/> when there is no such version.</summary>
    /// <exception cref="RegistryException">Its manifest or its release record is broken.</exception>
    public static async ValueTask<HostedVersion?> FindAsync(RegistryReader registry, EntityName entity, VersionId version, CancellationToken cancellationToken) =>
        await registry.ManifestAsync(entity, version, cancellationToken) is { } stored
            ? new HostedVersion(entity, version, stored.Manifest.Files, await registry.ReleaseAsync(entity, version, cancellationToken))
            : null;
}
