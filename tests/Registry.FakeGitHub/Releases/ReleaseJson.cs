using System.Text.Json.Nodes;
using Registry.FakeGitHub.Hosting;
using Registry.FakeGitHub.Repositories;
using Registry.FakeGitHub.Users;

namespace Registry.FakeGitHub.Releases;

/// <summary>Releases and their assets as the API shows them.</summary>
internal static class ReleaseJson
{
    /// <summary>A release.</summary>
    /// <param name="call">Who sees it.</param>
    /// <param name="release">The release.</param>
    /// <param name="stale">As it was before it was published.</param>
    public static JsonObject Release(Call call, Release release, bool stale = false)
    {
        var repository = RepositoryJson.Url(call.Repository, call.Origins);
        var (url, draft) = ($"{repository}/releases/{release.Id}", release.IsDraft || stale);
        var tag = Uri.EscapeDataString(release.TagName);
        return new JsonObject
        {
            ["url"] = url,
            ["assets_url"] = $"{url}/assets",
            ["upload_url"] = $"{call.Origins.Uploads}/repos/{call.Repository.FullName}/releases/{release.Id}/assets{{?name,label}}",
            ["html_url"] = $"{call.Origins.Web}/{call.Repository.FullName}/releases/tag/{(draft ? release.Untagged : tag)}",
            ["id"] = release.Id,
            ["author"] = UserJson.Simple(release.Author, call.Origins),
            ["node_id"] = NodeId.Of("Release", release.Id),
            ["tag_name"] = release.TagName,
            ["target_commitish"] = release.Target,
            ["name"] = release.Name,
            ["draft"] = draft,
            ["immutable"] = release.IsImmutable && !stale,
            ["prerelease"] = release.IsPrerelease,
            ["created_at"] = Stamp.Format(release.CreatedAt),
            ["updated_at"] = Stamp.Format(release.UpdatedAt),
            ["published_at"] = draft ? null : Stamp.Format(release.PublishedAt),
            ["assets"] = new JsonArray([.. release.Assets.Select(asset => Asset(call, release, asset))]),
            ["tarball_url"] = draft ? null : $"{repository}/tarball/{tag}",
            ["zipball_url"] = draft ? null : $"{repository}/zipball/{tag}",
            ["body"] = release.Body,
        };
    }

    public static JsonObject Asset(Call call, Release release, Asset asset) => new()
    {
        ["url"] = $"{RepositoryJson.Url(call.Repository, call.Origins)}/releases/assets/{asset.Id}",
        ["id"] = asset.Id,
        ["node_id"] = NodeId.Of("ReleaseAsset", asset.Id),
        ["name"] = asset.Name,
        ["label"] = asset.Label,
        ["uploader"] = UserJson.Simple(asset.Uploader, call.Origins),
        ["content_type"] = asset.ContentType,
        ["state"] = asset.State,
        ["size"] = asset.Content.Length,
        ["digest"] = asset.Digest,
        ["download_count"] = asset.Downloads,
        ["created_at"] = Stamp.Format(asset.CreatedAt),
        ["updated_at"] = Stamp.Format(asset.UpdatedAt),
        ["browser_download_url"] =
            $"{call.Origins.Web}/{call.Repository.FullName}/releases/download/{(release.IsDraft ? release.Untagged : Uri.EscapeDataString(release.TagName))}/{asset.Name}",
    };
}
