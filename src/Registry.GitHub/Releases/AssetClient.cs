using Registry.Core.Sources;
using Registry.Core.Versions;
using Registry.GitHub.Errors;
using Registry.GitHub.Repositories;
using Registry.GitHub.Transport;

namespace Registry.GitHub.Releases;

/// <summary>The files of releases.</summary>
public sealed class AssetClient
{
    /// <summary>The size, in bytes, that an asset has to stay below: 2 GiB.</summary>
    public const long SizeLimit = 2L * 1024 * 1024 * 1024;

    private readonly GitHubApi _api;

    internal AssetClient(GitHubApi api) => _api = api;

    /// <summary>The assets of a release, incomplete ones included. <c>GET /repos/{owner}/{repo}/releases/{id}/assets</c></summary>
    /// <exception cref="GitHubException">There is no such release, or GitHub does not answer.</exception>
    public IAsyncEnumerable<ReleaseAsset> ListAsync(RepositoryName repository, long release, CancellationToken cancellationToken) =>
        _api.ListAsync($"repos/{repository}/releases/{release}/assets?per_page=100", GitHubJson.Default.ReleaseAssetArray, cancellationToken);

    /// <summary>Uploads an asset. <c>POST {upload_url}?name=…</c></summary>
    /// <remarks>There is no limit of time, but one for an upload that makes no progress. Other writes of the client wait for its end.</remarks>
    /// <param name="release">The release, as GitHub gave it.</param>
    /// <param name="name">A name that GitHub keeps as it is, see <see cref="VersionFile.IsValidName"/>.</param>
    /// <param name="content">The content: at least a byte, and less than <see cref="SizeLimit"/>.</param>
    /// <param name="label">What the page shows instead of the name.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="GitHubException">
    /// <see cref="GitHubErrorKind.Validation"/> when name or size are impossible (nothing is sent then), the release is immutable, or, with
    /// <see cref="GitHubException.IsAlreadyExists"/>, the release has an asset of that name. After <see cref="GitHubErrorKind.OutcomeUnknown"/>,
    /// the list says whether it arrived; delete it when it is incomplete.
    /// </exception>
    /// <exception cref="IOException">The content cannot be read.</exception>
    public async Task<ReleaseAsset> UploadAsync(Release release, string name, AssetContent content, string? label, CancellationToken cancellationToken)
    {
        Check(name, content);
        var source = new UploadSource(content);
        var request = new ApiRequest(HttpMethod.Post, UploadAddress.Of(release, name, label, _api.BaseAddress))
        {
            Content = guard => new UploadContent(source, guard),
            ExpectsContinue = true,
        };
        try
        {
            return await _api.SendAsync(request, GitHubJson.Default.ReleaseAsset, cancellationToken);
        }
        catch (GitHubException) when (source.Fault is not null)
        {
            throw new IOException($"'{name}' cannot be uploaded: {source.Fault.Message}", source.Fault);
        }
    }

    /// <summary>Downloads an asset. <c>GET /repos/{owner}/{repo}/releases/assets/{id}</c></summary>
    /// <param name="repository">The repository.</param>
    /// <param name="id">The asset's number.</param>
    /// <param name="size">Its size in bytes.</param>
    /// <param name="destination">Takes the content.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The digest of what was written to <paramref name="destination"/>.</returns>
    /// <exception cref="GitHubException">
    /// The asset does not exist; or, <see cref="GitHubErrorKind.Transient"/> or <see cref="GitHubErrorKind.Malformed"/>, what came has not its
    /// size, and the destination has to be emptied before another try.
    /// </exception>
    public async Task<Digest> DownloadAsync(RepositoryName repository, long id, long size, Stream destination, CancellationToken cancellationToken)
    {
        var request = new ApiRequest(HttpMethod.Get, _api.At($"repos/{repository}/releases/assets/{id}")) { Accept = ApiRequest.Binary };
        using var answer = await _api.Sender.OpenAsync(request, cancellationToken);
        return await answer.CopyAsync(destination, size, cancellationToken);
    }

    /// <summary>Where an asset's content is: the signed address to which GitHub sends whoever downloads it, good for some minutes.</summary>
    /// <exception cref="GitHubException">The asset does not exist, or GitHub does not answer.</exception>
    public async Task<Uri?> LocateAsync(RepositoryName repository, long id, CancellationToken cancellationToken)
    {
        var request = new ApiRequest(HttpMethod.Get, _api.At($"repos/{repository}/releases/assets/{id}")) { Accept = ApiRequest.Binary };
        // The content is not read: the connection is given up.
        using var answer = await _api.Sender.OpenAsync(request, cancellationToken);
        return answer.Response.RequestMessage?.RequestUri is { } address && !Origin.IsSame(_api.BaseAddress, address) ? address : null;
    }

    /// <summary>Deletes an asset. <c>DELETE /repos/{owner}/{repo}/releases/assets/{id}</c></summary>
    /// <returns>False when it was not there.</returns>
    /// <exception cref="GitHubException">GitHub refuses, as for an immutable release.</exception>
    public Task<bool> DeleteAsync(RepositoryName repository, long id, CancellationToken cancellationToken) =>
        _api.DeleteAsync($"repos/{repository}/releases/assets/{id}", cancellationToken);

    private static void Check(string name, AssetContent content)
    {
        if (!VersionFile.IsValidName(name))
            throw new GitHubException(GitHubErrorKind.Validation, $"GitHub would rename the asset '{name}'; expected {VersionFile.ExpectedName}");
        if (content.Length is <= 0 or >= SizeLimit)
            throw new GitHubException(GitHubErrorKind.Validation, $"The asset '{name}' has {content.Length} bytes; GitHub takes 1 to {SizeLimit - 1}");
    }
}
