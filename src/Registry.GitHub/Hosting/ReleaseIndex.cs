using System.Collections.Concurrent;
using System.Collections.Immutable;
using Registry.Core.Sources;
using Registry.GitHub.Releases;

namespace Registry.GitHub.Hosting;

/// <summary>The releases that were seen of each key: a hint only, as others may change them. Thread-safe.</summary>
internal sealed class ReleaseIndex
{
    private readonly ConcurrentDictionary<Digest, ImmutableSortedSet<long>> _releases = new();

    /// <summary>Takes note of a release.</summary>
    public void Note(Release release)
    {
        if (ReleaseMarker.Find(release.Body) is not { } marker) return;
        _releases.AddOrUpdate(marker.Key, _ => [release.Id], (_, known) => known.Add(release.Id));
    }

    /// <summary>The releases of any of the keys, oldest first.</summary>
    public IReadOnlyList<long> Of(params IEnumerable<Digest> keys) => [.. keys.SelectMany(key => _releases.GetValueOrDefault(key, [])).Distinct().Order()];

    /// <summary>A release is not, or no longer, one of the key.</summary>
    public void Forget(Digest key, long release)
    {
        if (_releases.TryGetValue(key, out var known)) _releases.TryUpdate(key, known.Remove(release), known);
    }
}
