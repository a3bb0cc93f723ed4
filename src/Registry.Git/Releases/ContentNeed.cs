using Registry.Core.Entities;
using Registry.Core.Operations;
using Registry.Core.Sources;

namespace Registry.Git.Releases;

/// <summary>Tells whether content at a release host belongs to a version.</summary>
public static class ContentNeed
{
    /// <summary>Whether a version of the entity, at the newest commit, has a file of that content.</summary>
    public static async Task<bool> IsNeededAsync(this GitRegistryStore store, EntityName entity, Digest content, CancellationToken cancellationToken)
    {
        var registry = new RegistryReader(await store.SnapshotAsync(null, cancellationToken));
        await foreach (var id in registry.VersionsAsync(entity, cancellationToken))
            if (await registry.ManifestAsync(entity, id, cancellationToken) is { } stored && stored.Manifest.Files.Any(file => file.Sha256 == content))
                return true;
        return false;
    }
}
