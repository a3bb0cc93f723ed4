using Registry.Core.Releases;
using Registry.Core.Rules;
using Registry.Core.Versions;
using Registry.GitHub.Errors;
using Registry.GitHub.Releases;

namespace Registry.GitHub.Hosting;

/// <summary>Reads and checks the files of versions, published or not.</summary>
internal sealed class HostedFiles(RepositoryReleases releases, ReleaseSearch search, Confirmation confirmation)
{
    /// <summary>Downloads a file: of a published version by the recorded number, or by its name where that is gone.</summary>
    public async Task<Problem?> DownloadAsync(HostedVersion version, VersionFile file, string target, CancellationToken cancellationToken)
    {
        if (version.Release?.Files.FirstOrDefault(released => released.Name == file.Name)?.AssetId is { } id && long.TryParse(id, out var recorded))
        {
            try
            {
                return await AssetDownload.ToAsync(releases, recorded, file, target, cancellationToken);
            }
            catch (GitHubException error) when (error.Kind is GitHubErrorKind.NotFound or GitHubErrorKind.Transient or GitHubErrorKind.Malformed)
            {
                // It is deleted, or has another size than recorded: the release says which.
            }
        }

        var release = await FindAsync(version, cancellationToken);
        if (release?.Assets.FirstOrDefault(asset => asset.Name == file.Name) is not { } there) return Missing(version, file, release);
        return WantedRelease.MayBe(there, file) ? await AssetDownload.ToAsync(releases, there.Id, file, target, cancellationToken) : Wrong(version, file, there);
    }

    /// <summary>Where GitHub has a file now. What it has is compared with the manifest by what GitHub says of it.</summary>
    public async Task<FileLocation> LocateAsync(HostedVersion version, VersionFile file, CancellationToken cancellationToken)
    {
        var release = await FindAsync(version, cancellationToken);
        if (release?.Assets.FirstOrDefault(asset => asset.Name == file.Name) is not { } there) return new NoContent(Missing(version, file, release));
        if (!WantedRelease.MayBe(there, file)) return new NoContent(Wrong(version, file, there));
        return await releases.Client.Assets.LocateAsync(releases.Repository, there.Id, cancellationToken) is { } address
            ? new RemoteContent(address)
            : new NoContent(new Problem(RegistryRules.HostUnusable, null, $"{releases.Repository} gives no address for '{file.Name}'; take it with: registry download"));
    }

    /// <summary>Compares what there is of a version with its manifest, by what GitHub says, or by the content itself.</summary>
    public async Task<IReadOnlyList<Problem>> CheckAsync(HostedVersion version, bool content, CancellationToken cancellationToken)
    {
        if (await FindAsync(version, cancellationToken) is not { } release)
            return version.Release is { } record
                ? [new Problem(RegistryRules.ContentMissing, null, $"the release of {record.Tag}, {record.Url}, is deleted")]
                : [.. version.Files.Select(file => Missing(version, file, null))];
        List<Problem> problems = [];
        if (version.Release is not null) await CheckReleaseAsync(version, release, problems, cancellationToken);
        foreach (var file in version.Files)
            if (await CheckAsync(version, release, file, content, cancellationToken) is { } problem) problems.Add(problem);
        return problems;
    }

    private async Task CheckReleaseAsync(HostedVersion version, Release release, List<Problem> problems, CancellationToken cancellationToken)
    {
        var tag = version.Release!.Tag;
        if (release.Draft) problems.Add(new Problem(RegistryRules.ReleaseDiffers, null, $"the release of {tag}, {release.HtmlUrl}, is a draft again"));
        else if (release.TagName != tag) problems.Add(new Problem(RegistryRules.TagMoved, null, $"{release.HtmlUrl} has the tag {release.TagName}; it was published as {tag}"));
        else if (await releases.Client.Repositories.FindReferenceAsync(releases.Repository, $"tags/{tag}", cancellationToken) is null) problems.Add(new Problem(RegistryRules.TagMoved, null, $"the tag {tag} of {release.HtmlUrl} is deleted"));
        else if (await confirmation.TagProblemAsync(release, cancellationToken) is { } moved) problems.Add(moved);
        problems.AddRange(release.Assets.Where(asset => !version.Files.Any(file => file.Name == asset.Name))
            .Select(asset => new Problem(RegistryRules.ReleaseDiffers, null, $"{release.HtmlUrl} has '{asset.Name}', which {tag} was published without")));
    }

    private async Task<Problem?> CheckAsync(HostedVersion version, Release release, VersionFile file, bool content, CancellationToken cancellationToken)
    {
        if (release.Assets.FirstOrDefault(asset => asset.Name == file.Name) is not { } asset) return Missing(version, file, release);
        if (!WantedRelease.MayBe(asset, file)) return Wrong(version, file, asset);
        if (!content) return null;
        var digest = await releases.Client.Assets.DownloadAsync(releases.Repository, asset.Id, asset.Size, Stream.Null, cancellationToken);
        return digest == file.Sha256 ? null : Wrong(version, file, asset with { Digest = digest.ToString() });
    }

    /// <summary>The release of a version; while it has none, its draft, or another release with the same files.</summary>
    private async Task<Release?> FindAsync(HostedVersion version, CancellationToken cancellationToken)
    {
        if (version.Release is { } record) return long.TryParse(record.ReleaseId, out var id) ? await releases.FindAsync(id, cancellationToken) : null;
        var wanted = WantedRelease.Of(version);
        return await search.FindOneAsync(wanted, cancellationToken) ?? wanted.Source;
    }

    private Problem Missing(HostedVersion version, VersionFile file, Release? release) => new(RegistryRules.ContentMissing, null,
        $"{release?.HtmlUrl ?? releases.Repository.ToString()} has no content for '{file.Name}' of {ReleaseTag.Of(version.Entity, version.Version)}, {file.Sha256}");

    private static Problem Wrong(HostedVersion version, VersionFile file, ReleaseAsset asset) => new(RegistryRules.ContentMismatch, null,
        $"'{file.Name}' of {ReleaseTag.Of(version.Entity, version.Version)} is {asset.State} with {asset.Size} bytes and {asset.Digest ?? "no digest"} on GitHub; expected {file.Size} bytes and {file.Sha256}");
}
