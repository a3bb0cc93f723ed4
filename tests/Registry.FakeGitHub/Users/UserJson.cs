using System.Text.Json.Nodes;
using Registry.FakeGitHub.Hosting;

namespace Registry.FakeGitHub.Users;

/// <summary>Users and organizations, which exist as soon as they are named.</summary>
internal static class UserJson
{
    private static readonly string[] s_lists =
    [
        "followers", "following{/other_user}", "gists{/gist_id}", "starred{/owner}{/repo}", "subscriptions", "orgs", "repos", "events{/privacy}", "received_events",
    ];

    private static readonly string[] s_members =
    [
        "followers_url", "following_url", "gists_url", "starred_url", "subscriptions_url", "organizations_url", "repos_url", "events_url", "received_events_url",
    ];

    public static JsonObject Simple(string login, Origins origins)
    {
        var url = $"{origins.Api}/users/{Uri.EscapeDataString(login)}";
        var user = new JsonObject
        {
            ["login"] = login,
            ["id"] = Id(login),
            ["node_id"] = NodeId.Of("User", Id(login)),
            ["avatar_url"] = $"{origins.Web}/avatars/{Id(login)}",
            ["gravatar_id"] = "",
            ["url"] = url,
            ["html_url"] = $"{origins.Web}/{Uri.EscapeDataString(login)}",
            ["type"] = login.EndsWith("[bot]", StringComparison.Ordinal) ? "Bot" : "User",
            ["site_admin"] = false,
        };
        foreach (var (member, list) in s_members.Zip(s_lists)) user[member] = $"{url}/{list}";
        return user;
    }

    public static JsonObject Public(string login, Origins origins, DateTimeOffset since)
    {
        var user = Simple(login, origins);
        foreach (var unknown in new[] { "name", "company", "location", "email", "hireable", "bio", "blog" }) user[unknown] = null;
        foreach (var count in new[] { "public_repos", "public_gists", "followers", "following" }) user[count] = 0;
        user["created_at"] = Stamp.Format(since);
        user["updated_at"] = Stamp.Format(since);
        return user;
    }

    /// <summary>The same number for the same name, in every run.</summary>
    public static long Id(string login) => login.Aggregate(7L, (id, letter) => ((id * 31) + char.ToLowerInvariant(letter)) % 1_000_000_007);
}
