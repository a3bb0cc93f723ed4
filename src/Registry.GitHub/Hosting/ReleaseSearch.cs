using Registry.Core.Entities;
using Registry.GitHub.Releases;

namespace Registry.GitHub.Hosting;

/// <summary>Looks for the releases of versions in the list of all, once for many, and no further than it has to.</summary>
internal sealed class ReleaseSearch(RepositoryReleases releases)
{
    /// <summary>Reads the list, newest first, until there is a release or a draft of each version.</summary>
    public async Task FindAsync(IReadOnlyList<WantedRelease> wanted, CancellationToken cancellationToken)
    {
        var byTag = wanted.ToLookup(one => one.Tag, StringComparer.Ordinal);
        var byKey = wanted.SelectMany(one => one.Markers.Select(marker => (marker.Key, One: one))).ToLookup(pair => pair.Key, pair => pair.One);
        var entities = wanted.Select(one => one.Entity).ToHashSet();
        List<(EntityName Entity, Release Release)> ours = [];
        await foreach (var page in releases.PagesAsync(cancellationToken))
        {
            foreach (var release in page)
            {
                var marker = ReleaseMarker.Find(release.Body);
                if (marker is not null && entities.Contains(marker.Entity)) ours.Add((marker.Entity, release));
                if (!release.Draft)
                    foreach (var one in byTag[release.TagName]) one.Published = release;
                else if (marker is not null)
                    foreach (var one in byKey[marker.Key]) one.Draft = release;
            }

            // To the end of the page: what several made at once stands together.
            if (wanted.All(one => one.Published is not null || one.Draft is not null)) break;
        }

        var byEntity = ours.ToLookup(pair => pair.Entity, pair => pair.Release);
        foreach (var one in wanted) one.Others = [.. byEntity[one.Entity]];
    }

    /// <summary>What there is of a version now: what was seen before, or else what the list has; re-read by its number.</summary>
    public async Task<Release?> FindOneAsync(WantedRelease wanted, CancellationToken cancellationToken)
    {
        if (await FindSeenAsync(wanted, cancellationToken) is { } seen) return seen;
        await FindAsync([wanted], cancellationToken);
        return wanted.Published is { } published ? await releases.FindAsync(published.Id, cancellationToken) : await FindSeenAsync(wanted, cancellationToken);
    }

    /// <summary>All releases that are the registry's, of one entity or of all.</summary>
    public async Task<IReadOnlyList<(ReleaseMarker Marker, Release Release)>> OursAsync(EntityName? entity, CancellationToken cancellationToken)
    {
        List<(ReleaseMarker Marker, Release Release)> ours = [];
        await foreach (var page in releases.PagesAsync(cancellationToken))
            foreach (var release in page)
                if (ReleaseMarker.Find(release.Body) is { } marker && (entity is null || marker.Entity == entity))
                    ours.Add((marker, release));
        return ours;
    }

    private Task<Release?> FindSeenAsync(WantedRelease wanted, CancellationToken cancellationToken) =>
        releases.FindSeenAsync(wanted.Markers, release => release.Draft || release.TagName == wanted.Tag, cancellationToken);
}
