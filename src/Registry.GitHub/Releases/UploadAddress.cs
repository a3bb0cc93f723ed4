using Registry.GitHub.Errors;
using Registry.GitHub.Transport;

namespace Registry.GitHub.Releases;

/// <summary>Where an asset is uploaded to: on another host than the API, which only the release names.</summary>
internal static class UploadAddress
{
    /// <exception cref="GitHubException">The release names an address that a token must not be sent to.</exception>
    public static Uri Of(Release release, string name, string? label, Uri api)
    {
        // A template (RFC 6570) such as https://uploads.github.com/…/assets{?name,label}
        var template = release.UploadUrl.IndexOf('{', StringComparison.Ordinal);
        var text = template < 0 ? release.UploadUrl : release.UploadUrl[..template];
        if (!Uri.TryCreate(text, UriKind.Absolute, out var address) || !Origin.IsAsSafe(api, address) || address.UserInfo.Length > 0)
            throw new GitHubException(GitHubErrorKind.Malformed, $"Release {release.Id} cannot take assets: its upload address is '{text}'");
        var query = $"name={Uri.EscapeDataString(name)}" + (label is null ? "" : $"&label={Uri.EscapeDataString(label)}");
        return new UriBuilder(address) { Query = query }.Uri;
    }
}
