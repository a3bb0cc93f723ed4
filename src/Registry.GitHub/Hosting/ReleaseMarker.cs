using System.Text.RegularExpressions;
using Registry.Core.Entities;
using Registry.Core.Releases;
using Registry.Core.Sources;
using Registry.Core.Versions;

namespace Registry.GitHub.Hosting;

/// <summary>
/// Tells that a release is this registry's, and what it is for: a comment at the end of its text. The text before it may have been
/// written by others, so only the last such comment counts.
/// </summary>
/// <param name="Entity">The entity.</param>
/// <param name="Version">The version; <see langword="null"/> while there is none, see <see cref="ReleaseKey.OfContent"/>.</param>
/// <param name="Key">What the work is found again by.</param>
internal sealed partial record ReleaseMarker(EntityName Entity, VersionId? Version, Digest Key)
{
    public static ReleaseMarker OfContent(EntityName entity, IReadOnlyList<VersionFile> files) => new(entity, Version: null, ReleaseKey.OfContent(entity, files));

    public static ReleaseMarker OfVersion(EntityName entity, VersionId version, IReadOnlyList<VersionFile> files) => new(entity, version, ReleaseKey.OfPublication(entity, version, files));

    /// <summary>The marker of a release's text; <see langword="null"/> when the release is not this registry's.</summary>
    public static ReleaseMarker? Find(string? body)
    {
        if (body is null || Form().Matches(body) is not [.., var last]) return null;
        VersionId? version = null;
        if (last.Groups["version"] is { Success: true, Value: var id })
        {
            if (!VersionId.TryParse(id, out var parsed)) return null;
            version = parsed;
        }

        return EntityName.TryParse(last.Groups["entity"].Value, out var entity) && Digest.TryParse(last.Groups["key"].Value, out var key)
            ? new ReleaseMarker(entity, version, key)
            : null;
    }

    /// <inheritdoc/>
    public override string ToString() => $"<!-- registry {Entity}{(Version is { } version ? $"@{version}" : "")} {Key} -->";

    [GeneratedRegex(@"<!-- registry (?<entity>[^ @]+)(@(?<version>[0-9.-]+))? (?<key>sha256:[0-9a-f]{64}) -->", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Form();
}
