using System.Runtime.CompilerServices;
using Registry.Core.Rules;
using Registry.Core.Versions;
using Registry.GitHub.Errors;
using Registry.GitHub.Releases;
using Registry.GitHub.Repositories;

namespace Registry.GitHub.Hosting;

/// <summary>The releases of a repository, and what was seen of them.</summary>
internal sealed class RepositoryReleases(GitHubClient client, RepositoryName repository, TimeProvider time)
{
    public GitHubClient Client => client;

    public RepositoryName Repository => repository;

    public TimeProvider Time => time;

    public ReleaseIndex Index { get; } = new();

    /// <summary>All releases by pages, newest first; a page is asked for when it is read.</summary>
    public async IAsyncEnumerable<IReadOnlyList<Release>> PagesAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var page in client.Releases.PagesAsync(repository, cancellationToken))
        {
            foreach (var release in page) Index.Note(release);
            yield return page;
        }
    }

    /// <summary>A release as it is now, which lists may not say.</summary>
    public Task<Release?> FindAsync(long id, CancellationToken cancellationToken) => client.Releases.FindAsync(repository, id, cancellationToken);

    /// <summary>The oldest release that is one of the markers', and that passes; read by its number, of those that were seen before.</summary>
    public async Task<Release?> FindSeenAsync(IReadOnlyList<ReleaseMarker> markers, Func<Release, bool> passes, CancellationToken cancellationToken)
    {
        foreach (var id in Index.Of(markers.Select(marker => marker.Key)))
        {
            var release = await FindAsync(id, cancellationToken);
            if (release is not null && ReleaseMarker.Find(release.Body) is { } own && markers.Contains(own))
            {
                if (passes(release)) return release;
                continue;
            }

            foreach (var marker in markers) Index.Forget(marker.Key, id);
        }

        return null;
    }

    /// <summary>Whether an asset is complete and has the content of a file; downloads it where GitHub does not tell its digest.</summary>
    public async Task<bool> IsRightAsync(ReleaseAsset asset, VersionFile file, CancellationToken cancellationToken)
    {
        if (!asset.IsUploaded || asset.Size != file.Size) return false;
        var digest = asset.Sha256 ?? await client.Assets.DownloadAsync(repository, asset.Id, asset.Size, Stream.Null, cancellationToken);
        return digest == file.Sha256;
    }

    /// <summary>Whether a release has exactly these files.</summary>
    public async Task<bool> HasExactlyAsync(IReadOnlyList<ReleaseAsset> assets, IReadOnlyList<VersionFile> files, CancellationToken cancellationToken)
    {
        if (assets.Count != files.Count) return false;
        foreach (var file in files)
        {
            if (assets.FirstOrDefault(asset => asset.Name == file.Name) is not { } asset) return false;
            if (!await IsRightAsync(asset, file, cancellationToken)) return false;
        }

        return true;
    }

    /// <summary>Deletes a draft, if it still is one and still is of one of the markers.</summary>
    public async Task<bool> DeleteDraftAsync(long id, IReadOnlyList<ReleaseMarker> markers, CancellationToken cancellationToken)
    {
        if (await FindAsync(id, cancellationToken) is not { Draft: true } draft || ReleaseMarker.Find(draft.Body) is not { } own || !markers.Contains(own)) return false;
        Index.Forget(own.Key, id);
        return await client.Releases.DeleteAsync(repository, id, cancellationToken);
    }

    /// <summary>Says why GitHub did not find what was there a moment ago, which it also says to those who lack a permission.</summary>
    public async Task<RegistryException> ExplainAsync(GitHubException notFound, Rule rule, CancellationToken cancellationToken)
    {
        var why = await WhyUnusableAsync(cancellationToken)
            ?? $"{notFound.Message}. Where the release's commit changes workflows, the token needs the permission workflows: write";
        return new RegistryException(rule, why, notFound);
    }

    /// <summary>Why nothing can be published in the repository; <see langword="null"/> when nothing speaks against it.</summary>
    public async Task<string?> WhyUnusableAsync(CancellationToken cancellationToken) => await client.Repositories.FindAsync(repository, cancellationToken) switch
    {
        null => $"GitHub shows no repository {repository}: it was renamed or deleted, or the token has no access to it; see releases.repository in registry.yaml",
        var found when found.IsRenamedFrom(repository) => $"{repository} is now called {found.FullName} on GitHub; say so under releases.repository in registry.yaml",
        { Archived: true } => $"{repository} is archived on GitHub",
        { Permissions.Push: false } => $"the token may not write to {repository}; it needs the permission contents: write",
        _ => null,
    };
}
