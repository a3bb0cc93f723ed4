using Registry.Core.Releases;
using Registry.Core.Rules;
using Registry.Core.Versions;
using Registry.GitHub.Errors;

namespace Registry.GitHub.Hosting;

/// <summary>Brings an asset to this machine, whole or not at all.</summary>
internal static class AssetDownload
{
    private const int Tries = 3;

    /// <summary>Downloads an asset that should be a file, and tries again when it is cut off.</summary>
    /// <returns>What is wrong with the content; <see langword="null"/> when it is in place.</returns>
    /// <exception cref="GitHubException">There is no such asset, or GitHub does not answer.</exception>
    /// <exception cref="IOException">The disk does not take it.</exception>
    public static async Task<Problem?> ToAsync(RepositoryReleases releases, long asset, VersionFile file, string target, CancellationToken cancellationToken)
    {
        using var place = new WholeFile(target);
        for (var tries = 1; ; tries++)
        {
            try
            {
                var digest = await releases.Client.Assets.DownloadAsync(releases.Repository, asset, file.Size, place.Content, cancellationToken);
                return place.Place(file, digest, source: null);
            }
            catch (GitHubException error) when (error.Kind is GitHubErrorKind.Transient or GitHubErrorKind.Malformed && tries < Tries)
            {
                place.Content.SetLength(0);
            }
        }
    }
}
