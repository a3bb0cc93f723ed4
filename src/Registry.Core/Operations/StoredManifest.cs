using Registry.Core.Sources;
using Registry.Core.Versions;

namespace Registry.Core.Operations;

/// <summary>A manifest as the registry holds it.</summary>
/// <param name="Manifest">The manifest.</param>
/// <param name="Sha">Digest of the manifest's bytes, its <c>manifestSha</c>.</param>
public sealed record StoredManifest(Manifest Manifest, Digest Sha);
