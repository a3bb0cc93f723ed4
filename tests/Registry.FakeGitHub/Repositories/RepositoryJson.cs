using System.Text.Json.Nodes;
using Registry.FakeGitHub.Access;
using Registry.FakeGitHub.Hosting;
using Registry.FakeGitHub.Users;

namespace Registry.FakeGitHub.Repositories;

/// <summary>Repositories as the API shows them.</summary>
internal static class RepositoryJson
{
    // The member's name without "_url", and what follows the repository's own address.
    private static readonly (string Name, string Path)[] s_addresses =
    [
        ("archive", "{archive_format}{/ref}"), ("assignees", "assignees{/user}"), ("blobs", "git/blobs{/sha}"), ("branches", "branches{/branch}"),
        ("collaborators", "collaborators{/collaborator}"), ("comments", "comments{/number}"), ("commits", "commits{/sha}"),
        ("compare", "compare/{base}...{head}"), ("contents", "contents/{+path}"), ("contributors", "contributors"), ("deployments", "deployments"),
        ("downloads", "downloads"), ("events", "events"), ("forks", "forks"), ("git_commits", "git/commits{/sha}"), ("git_refs", "git/refs{/sha}"),
        ("git_tags", "git/tags{/sha}"), ("hooks", "hooks"), ("issue_comment", "issues/comments{/number}"), ("issue_events", "issues/events{/number}"),
        ("issues", "issues{/number}"), ("keys", "keys{/key_id}"), ("labels", "labels{/name}"), ("languages", "languages"), ("merges", "merges"),
        ("milestones", "milestones{/number}"), ("notifications", "notifications{?since,all,participating}"), ("pulls", "pulls{/number}"),
        ("releases", "releases{/id}"), ("stargazers", "stargazers"), ("statuses", "statuses/{sha}"), ("subscribers", "subscribers"),
        ("subscription", "subscription"), ("tags", "tags"), ("teams", "teams"), ("trees", "git/trees{/sha}"),
    ];

    private static readonly string[] s_zero =
        ["forks", "forks_count", "open_issues", "open_issues_count", "size", "stargazers_count", "watchers", "watchers_count"];

    private static readonly string[] s_off =
        ["fork", "has_projects", "has_wiki", "has_pages", "has_discussions", "archived", "disabled", "allow_auto_merge", "delete_branch_on_merge"];

    private static readonly string[] s_on =
        ["has_issues", "has_downloads", "allow_merge_commit", "allow_squash_merge", "allow_rebase_merge"];

    private static readonly string[] s_unknown = ["description", "homepage", "language", "mirror_url", "license"];

    /// <summary>What the API says when asked for it.</summary>
    public static JsonObject Full(FakeRepository repository, Token? token, Origins origins)
    {
        var json = Repository(repository, origins);
        json["network_count"] = 0;
        json["subscribers_count"] = 0;
        if (token is null) return json;
        var admin = token.Meets(Requirement.Write("administration"), repository.Id);
        json["permissions"] = new JsonObject
        {
            ["admin"] = admin, ["maintain"] = admin, ["push"] = token.MayPush(repository.Id), ["triage"] = token.MayPush(repository.Id), ["pull"] = true,
        };
        return json;
    }

    /// <summary>What other answers contain of it.</summary>
    public static JsonObject Repository(FakeRepository repository, Origins origins)
    {
        var (url, web) = (Url(repository, origins), $"{origins.Web}/{repository.FullName}");
        var json = new JsonObject
        {
            ["id"] = repository.Id,
            ["node_id"] = NodeId.Of("Repository", repository.Id),
            ["name"] = repository.Name,
            ["full_name"] = repository.FullName,
            ["private"] = repository.IsPrivate,
            ["visibility"] = repository.IsPrivate ? "private" : "public",
            ["owner"] = UserJson.Simple(repository.Owner, origins),
            ["default_branch"] = repository.DefaultBranch,
            ["url"] = url,
            ["html_url"] = web,
            ["clone_url"] = $"{web}.git",
            ["git_url"] = $"{web}.git",
            ["ssh_url"] = $"git@github.com:{repository.FullName}.git",
            ["svn_url"] = web,
            ["created_at"] = Stamp.Format(repository.CreatedAt),
            ["updated_at"] = Stamp.Format(repository.CreatedAt),
            ["pushed_at"] = Stamp.Format(repository.CreatedAt),
        };
        foreach (var (name, path) in s_addresses) json[$"{name}_url"] = $"{url}/{path}";
        foreach (var name in s_zero) json[name] = 0;
        foreach (var name in s_off) json[name] = false;
        foreach (var name in s_on) json[name] = true;
        foreach (var name in s_unknown) json[name] = null;
        return json;
    }

    public static string Url(FakeRepository repository, Origins origins) => $"{origins.Api}/repos/{repository.FullName}";
}
