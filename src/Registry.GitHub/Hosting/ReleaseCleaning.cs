using Registry.Core.Entities;
using Registry.Core.Releases;
using Registry.Core.Rules;
using Registry.Core.Sources;
using Registry.Core.Versions;
using Registry.GitHub.Releases;

namespace Registry.GitHub.Hosting;

/// <summary>Finds and deletes what no version needs. Only what says that it is this registry's is ever deleted.</summary>
internal sealed class ReleaseCleaning(RepositoryReleases releases, ReleaseSearch search)
{
    /// <summary>Published releases of versions that have no record.</summary>
    public async Task<IReadOnlyList<Problem>> FindStraysAsync(Func<EntityName, VersionId, CancellationToken, Task<bool>> isRecorded, CancellationToken cancellationToken)
    {
        List<Problem> strays = [];
        foreach (var (marker, release) in await search.OursAsync(null, cancellationToken))
            if (!release.Draft && marker.Version is { } version && !await isRecorded(marker.Entity, version, cancellationToken))
                strays.Add(new Problem(RegistryRules.StrayRelease, null, $"{release.HtmlUrl} says that it is {ReleaseTag.Of(marker.Entity, version)}, of which there is no release record"));
        return strays;
    }

    /// <summary>Deletes the release of a deleted version, or its draft; but no content that another version needs and that is nowhere else.</summary>
    public async Task RemoveAsync(HostedVersion deleted, Func<EntityName, Digest, CancellationToken, Task<bool>> isNeeded, CancellationToken cancellationToken)
    {
        var wanted = WantedRelease.Of(deleted);
        var ours = await search.OursAsync(deleted.Entity, cancellationToken);
        foreach (var (marker, release) in ours.Where(one => wanted.Markers.Contains(one.Marker)))
        {
            if (!await IsUselessAsync(release, marker.Entity, [.. ours.Where(other => other.Release.Id != release.Id && !other.Release.Draft)], isNeeded, cancellationToken)) continue;
            if (release.Draft) await releases.DeleteDraftAsync(release.Id, wanted.Markers, cancellationToken);
            else await releases.Client.Releases.DeleteAsync(releases.Repository, release.Id, cancellationToken);
        }
    }

    /// <summary>Deletes old drafts whose content no version needs, or that a published release has too.</summary>
    /// <returns>How many assets they had.</returns>
    public async Task<int> CollectAsync(Func<EntityName, Digest, CancellationToken, Task<bool>> isNeeded, CancellationToken cancellationToken)
    {
        var ours = await search.OursAsync(null, cancellationToken);
        var published = ours.Where(one => !one.Release.Draft).ToLookup(one => one.Marker.Entity);
        var removed = 0;
        foreach (var (marker, draft) in ours.Where(one => one.Release.Draft && releases.Time.GetUtcNow() - one.Release.CreatedAt > Staging.Grace))
            if (await IsUselessAsync(draft, marker.Entity, [.. published[marker.Entity]], isNeeded, cancellationToken)
                && await releases.DeleteDraftAsync(draft.Id, [marker], cancellationToken)) removed += draft.Assets.Count;
        return removed;
    }

    private static async Task<bool> IsUselessAsync(
        Release release, EntityName entity, IReadOnlyList<(ReleaseMarker Marker, Release Release)> others, Func<EntityName, Digest, CancellationToken, Task<bool>> isNeeded, CancellationToken cancellationToken)
    {
        var elsewhere = others.SelectMany(other => other.Release.Assets).Where(asset => asset.IsUploaded).Select(asset => asset.Sha256).ToHashSet();
        foreach (var content in release.Assets.Select(asset => asset.Sha256).OfType<Digest>().Where(content => !elsewhere.Contains(content)))
            if (await isNeeded(entity, content, cancellationToken)) return false;
        return true;
    }
}
