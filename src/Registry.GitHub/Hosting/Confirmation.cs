using Registry.Core.Releases;
using Registry.Core.Rules;
using Registry.Core.Versions;
using Registry.GitHub.Releases;

namespace Registry.GitHub.Hosting;

/// <summary>Tells whether a published release is the one of a version.</summary>
internal sealed class Confirmation(RepositoryReleases releases)
{
    /// <summary>The record of a release that is this registry's, with exactly the version's files and an unmoved tag; or what speaks against it.</summary>
    public async Task<PublishResult> OfAsync(Publication publication, Release release, CancellationToken cancellationToken)
    {
        var (wanted, files) = (WantedRelease.Of(publication), publication.Manifest.Files);
        if (ReleaseMarker.Find(release.Body) != wanted.Marker) return Final(RegistryRules.ReleaseDiffers, $"{release.HtmlUrl} has the tag {publication.Tag}, and does not say that this registry published it");
        var assets = release.Assets;
        if (!await releases.HasExactlyAsync(assets, files, cancellationToken))
        {
            assets = await releases.Client.Assets.ListAsync(releases.Repository, release.Id, cancellationToken).ToListAsync(cancellationToken);
            if (!await releases.HasExactlyAsync(assets, files, cancellationToken)) return Final(RegistryRules.ReleaseDiffers, $"{release.HtmlUrl} is published with other files than version {publication.Version} of {publication.Entity} has");
        }

        return await TagProblemAsync(release, cancellationToken) is { } moved ? new NotPublished(moved, PublishFailure.Final) : new Published(RecordOf(publication, release, assets));
    }

    /// <summary>Compares the tag of a published release with the commit that it was to name. A tag that is not there, or not yet, is no problem here.</summary>
    public async Task<Problem?> TagProblemAsync(Release release, CancellationToken cancellationToken) =>
        release.TargetCommitish is { Length: 40 } commit && commit.All(char.IsAsciiHexDigitLower)
        && await releases.Client.Repositories.FindReferenceAsync(releases.Repository, $"tags/{release.TagName}", cancellationToken) is { } tag && tag.Target.Sha != commit
            ? new Problem(RegistryRules.TagMoved, null, $"the tag {release.TagName} is at {tag.Target.Sha}; {release.HtmlUrl} was published at {commit}")
            : null;

    private static ReleaseRecord RecordOf(Publication publication, Release release, IReadOnlyList<ReleaseAsset> assets) => new()
    {
        Version = publication.Version,
        Host = "github",
        Tag = publication.Tag,
        ReleaseId = $"{release.Id}",
        Url = release.HtmlUrl,
        PublishedAt = VersionId.From(release.PublishedAt!.Value).Time,
        Files = [.. publication.Manifest.Files
            .Select(file => (File: file, Asset: assets.First(asset => asset.Name == file.Name)))
            .Select(pair => new ReleasedFile(pair.File.Name, $"{pair.Asset.Id}", pair.Asset.BrowserDownloadUrl, pair.File.Size, pair.File.Sha256))
            .OrderBy(file => file.Name, StringComparer.Ordinal)],
    };

    private static NotPublished Final(Rule rule, string message) => new(new Problem(rule, null, message), PublishFailure.Final);
}
