using System.Text.Json.Nodes;
using Registry.FakeGitHub.Hosting;
using Registry.FakeGitHub.Repositories;
using Registry.FakeGitHub.Users;

namespace Registry.FakeGitHub.Commits;

/// <summary>Commits as the API shows them.</summary>
internal static class CommitJson
{
    /// <summary>A commit of a branch, with the accounts of those who made it.</summary>
    public static JsonObject Listed(Commit commit, Call call)
    {
        var url = RepositoryJson.Url(call.Repository, call.Origins);
        return new JsonObject
        {
            ["sha"] = commit.Sha,
            ["node_id"] = NodeId.Of("Commit", commit.Sha),
            ["url"] = $"{url}/commits/{commit.Sha}",
            ["html_url"] = Html(commit.Sha, call),
            ["comments_url"] = $"{url}/commits/{commit.Sha}/comments",
            ["author"] = null,
            ["committer"] = null,
            ["parents"] = Parents(commit, call, "commits"),
            ["commit"] = new JsonObject
            {
                ["url"] = $"{url}/git/commits/{commit.Sha}",
                ["author"] = commit.Author.ToJson(),
                ["committer"] = commit.Committer.ToJson(),
                ["message"] = commit.Message,
                ["comment_count"] = 0,
                ["tree"] = Tree(commit, url),
                ["verification"] = Unverified(),
            },
        };
    }

    /// <summary>A commit as the object that git has.</summary>
    public static JsonObject Object(Commit commit, Call call)
    {
        var url = RepositoryJson.Url(call.Repository, call.Origins);
        return new JsonObject
        {
            ["sha"] = commit.Sha,
            ["node_id"] = NodeId.Of("Commit", commit.Sha),
            ["url"] = $"{url}/git/commits/{commit.Sha}",
            ["html_url"] = Html(commit.Sha, call),
            ["author"] = commit.Author.ToJson(),
            ["committer"] = commit.Committer.ToJson(),
            ["message"] = commit.Message,
            ["tree"] = Tree(commit, url),
            ["parents"] = Parents(commit, call, "git/commits"),
            ["verification"] = Unverified(),
        };
    }

    public static JsonObject Unverified() => new()
    {
        ["verified"] = false, ["reason"] = "unsigned", ["signature"] = null, ["payload"] = null, ["verified_at"] = null,
    };

    private static JsonObject Tree(Commit commit, string url) => new() { ["sha"] = commit.Tree, ["url"] = $"{url}/git/trees/{commit.Tree}" };

    private static JsonArray Parents(Commit commit, Call call, string kind) =>
    [
        .. commit.Parents.Select(parent => new JsonObject
        {
            ["sha"] = parent,
            ["url"] = $"{RepositoryJson.Url(call.Repository, call.Origins)}/{kind}/{parent}",
            ["html_url"] = Html(parent, call),
        }),
    ];

    private static string Html(string sha, Call call) => $"{call.Origins.Web}/{call.Repository.FullName}/commit/{sha}";
}
