using System.Text.Json.Nodes;
using Registry.FakeGitHub.Access;
using Registry.FakeGitHub.Hosting;
using Registry.FakeGitHub.Repositories;
using Registry.FakeGitHub.Users;

namespace Registry.FakeGitHub.Apps;

/// <summary>Apps as the API shows them.</summary>
internal static class AppJson
{
    public static JsonObject App(App app, Origins origins) => new()
    {
        ["id"] = app.Id,
        ["slug"] = app.Slug,
        ["node_id"] = NodeId.Of("App", app.Id),
        ["owner"] = UserJson.Simple("apps", origins),
        ["name"] = app.Slug,
        ["description"] = null,
        ["external_url"] = $"{origins.Web}/apps/{app.Slug}",
        ["html_url"] = $"{origins.Web}/apps/{app.Slug}",
        ["created_at"] = Stamp.Format(app.CreatedAt),
        ["updated_at"] = Stamp.Format(app.CreatedAt),
        ["permissions"] = Permissions(app.Permissions),
        ["events"] = new JsonArray(),
    };

    public static JsonObject Installation(App app, FakeRepository repository, Origins origins) => new()
    {
        ["id"] = app.InstallationId,
        ["app_id"] = app.Id,
        ["app_slug"] = app.Slug,
        ["account"] = UserJson.Simple(repository.Owner, origins),
        ["target_id"] = UserJson.Id(repository.Owner),
        ["target_type"] = "Organization",
        ["repository_selection"] = "all",
        ["access_tokens_url"] = $"{origins.Api}/app/installations/{app.InstallationId}/access_tokens",
        ["repositories_url"] = $"{origins.Api}/installation/repositories",
        ["html_url"] = $"{origins.Web}/organizations/{repository.Owner}/settings/installations/{app.InstallationId}",
        ["permissions"] = Permissions(app.Permissions),
        ["events"] = new JsonArray(),
        ["created_at"] = Stamp.Format(app.CreatedAt),
        ["updated_at"] = Stamp.Format(app.CreatedAt),
        ["single_file_name"] = null,
        ["suspended_by"] = null,
        ["suspended_at"] = null,
    };

    public static JsonObject Permissions(IReadOnlyDictionary<string, AccessLevel> permissions)
    {
        var json = new JsonObject();
        foreach (var (area, level) in permissions) json[area] = level.ToString().ToLowerInvariant();
        return json;
    }
}
