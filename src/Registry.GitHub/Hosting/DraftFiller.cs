using Registry.Core.Releases;
using Registry.Core.Rules;
using Registry.Core.Versions;
using Registry.GitHub.Errors;
using Registry.GitHub.Releases;

namespace Registry.GitHub.Hosting;

/// <summary>Makes the assets of a draft exactly the files of a version: what is right stays, what is missing or wrong is uploaded, what is too much is deleted.</summary>
internal sealed class DraftFiller(RepositoryReleases releases)
{
    private const int Rounds = 3;
    private const int Tries = 4;

    private AssetClient Assets => releases.Client.Assets;

    /// <summary>Fills a draft, and reads in the end what GitHub says of it.</summary>
    /// <param name="draft">The draft, as it is now.</param>
    /// <param name="files">What it should have.</param>
    /// <param name="content">Gives the path of a file with the content, good until it is asked for the next; or <see langword="null"/> when the content cannot be had.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The first content that is not there and cannot be had; <see langword="null"/> when the draft is complete.</returns>
    /// <exception cref="GitHubException">GitHub refuses, or does not answer; or the draft is gone.</exception>
    /// <exception cref="RegistryException">A file changed since it was measured.</exception>
    public async Task<Problem?> FillAsync(Release draft, IReadOnlyList<VersionFile> files, Func<VersionFile, CancellationToken, Task<string?>> content, CancellationToken cancellationToken)
    {
        var assets = draft.Assets;
        for (var round = 1; !await releases.HasExactlyAsync(assets, files, cancellationToken); round++)
        {
            // Somebody else may work on the same draft, and in the end both must see it complete.
            if (round > Rounds) throw new GitHubException(GitHubErrorKind.Transient, $"The draft {draft.Id} of {releases.Repository} does not keep the files that it is given");
            if (await MendAsync(draft, assets, files, content, cancellationToken) is { } missing) return missing;
            assets = await ListAsync(draft, cancellationToken);
        }

        return null;
    }

    private async Task<Problem?> MendAsync(
        Release draft, IReadOnlyList<ReleaseAsset> assets, IReadOnlyList<VersionFile> files, Func<VersionFile, CancellationToken, Task<string?>> content, CancellationToken cancellationToken)
    {
        foreach (var asset in assets.Where(asset => !files.Any(file => file.Name == asset.Name))) await DeleteAsync(asset, cancellationToken);
        foreach (var file in files)
        {
            var there = assets.FirstOrDefault(asset => asset.Name == file.Name);
            if (there is not null && await releases.IsRightAsync(there, file, cancellationToken)) continue;
            if (await content(file, cancellationToken) is not { } path) return ProblemOf(draft, there, file);
            if (there is not null) await DeleteAsync(there, cancellationToken);
            await UploadAsync(draft, file, path, cancellationToken);
        }

        return null;
    }

    private async Task UploadAsync(Release draft, VersionFile file, string path, CancellationToken cancellationToken)
    {
        for (var tries = 1; ; tries++)
        {
            if (new FileInfo(path).Length != file.Size) DemandUnchanged(path, file, cancellationToken);
            try
            {
                var asset = await Assets.UploadAsync(draft, file.Name, AssetContent.OfFile(path), label: null, cancellationToken);
                if (await releases.IsRightAsync(asset, file, cancellationToken)) return;
                await DeleteAsync(asset, cancellationToken);
                DemandUnchanged(path, file, cancellationToken);
                if (tries == Tries) throw new GitHubException(GitHubErrorKind.Malformed, $"GitHub stores '{file.Name}' otherwise than it is sent, {tries} times in a row");
            }
            catch (GitHubException error) when (tries < Tries && (error.IsAlreadyExists || error.Kind is GitHubErrorKind.OutcomeUnknown or GitHubErrorKind.Transient or GitHubErrorKind.NotFound))
            {
                if (error.Kind == GitHubErrorKind.NotFound && await releases.FindAsync(draft.Id, cancellationToken) is null) throw;
                if (await IsThereAsync(draft, file, cancellationToken)) return;
            }

            await Task.Delay(TimeSpan.FromSeconds(1 << tries), releases.Time, cancellationToken);
        }
    }

    /// <summary>Whether an upload of unknown outcome, by whomever, has arrived; what arrived wrong is deleted.</summary>
    private async Task<bool> IsThereAsync(Release draft, VersionFile file, CancellationToken cancellationToken)
    {
        if ((await ListAsync(draft, cancellationToken)).FirstOrDefault(asset => asset.Name == file.Name) is not { } there) return false;
        if (await releases.IsRightAsync(there, file, cancellationToken)) return true;
        await DeleteAsync(there, cancellationToken);
        return false;
    }

    private async Task<IReadOnlyList<ReleaseAsset>> ListAsync(Release draft, CancellationToken cancellationToken) =>
        await Assets.ListAsync(releases.Repository, draft.Id, cancellationToken).ToListAsync(cancellationToken);

    private Task<bool> DeleteAsync(ReleaseAsset asset, CancellationToken cancellationToken) => Assets.DeleteAsync(releases.Repository, asset.Id, cancellationToken);

    private static void DemandUnchanged(string path, VersionFile file, CancellationToken cancellationToken)
    {
        var now = FileToAttach.Measure(path, null, null, cancellationToken).File;
        if (now.Size == file.Size && now.Sha256 == file.Sha256) return;
        throw new RegistryException([new Problem(RegistryRules.ContentMismatch, path, $"'{file.Name}' has {now.Size} bytes and {now.Sha256}; expected {file.Size} bytes and {file.Sha256}; it changed while it was read")]);
    }

    private static Problem ProblemOf(Release draft, ReleaseAsset? there, VersionFile file) => there is null
        ? new Problem(RegistryRules.ContentMissing, null, $"the draft {draft.HtmlUrl} has no '{file.Name}', and no other release has its content; emit the version again, with its files")
        : new Problem(RegistryRules.ContentMismatch, null, $"'{file.Name}' of the draft {draft.HtmlUrl} is {there.State} with {there.Size} bytes and {there.Digest ?? "no digest"}; expected {file.Size} bytes and {file.Sha256}; emit the version again, with its files");
}
