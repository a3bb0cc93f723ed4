using Registry.Core.Entities;
using Registry.Core.Sources;
using Registry.Core.Versions;

namespace Registry.Core.Operations;

/// <summary>What an emit gave.</summary>
/// <param name="Created">Whether the version is new.</param>
/// <param name="Entity">The entity.</param>
/// <param name="Version">The version's id.</param>
/// <param name="Ordinal">The version's ordinal.</param>
/// <param name="SourceHash">The source hash.</param>
/// <param name="ManifestSha">Digest of the manifest's bytes.</param>
public sealed record EmitOutcome(bool Created, EntityName Entity, VersionId Version, int Ordinal, Digest SourceHash, Digest ManifestSha)
{
    /// <summary>The outcome when the version was there already.</summary>
    public static EmitOutcome Known(StoredManifest stored)
    {
        var manifest = stored.Manifest;
        return new EmitOutcome(false, manifest.Entity, manifest.Version, manifest.Ordinal, manifest.SourceHash, stored.Sha);
    }
}
