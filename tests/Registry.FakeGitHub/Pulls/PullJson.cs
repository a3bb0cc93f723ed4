using System.Text.Json.Nodes;
using Registry.FakeGitHub.Commits;
using Registry.FakeGitHub.Hosting;
using Registry.FakeGitHub.Repositories;
using Registry.FakeGitHub.Users;

namespace Registry.FakeGitHub.Pulls;

/// <summary>Pull requests as the API shows them.</summary>
internal static class PullJson
{
    /// <summary>What a list says of it.</summary>
    public static JsonObject Listed(Call call, PullRequest pull)
    {
        var repository = RepositoryJson.Url(call.Repository, call.Origins);
        var (url, issue) = ($"{repository}/pulls/{pull.Number}", $"{repository}/issues/{pull.Number}");
        var html = $"{call.Origins.Web}/{call.Repository.FullName}/pull/{pull.Number}";
        var statuses = $"{repository}/statuses/{pull.HeadSha}";
        return new JsonObject
        {
            ["url"] = url,
            ["id"] = pull.Id,
            ["node_id"] = NodeId.Of("PullRequest", pull.Id),
            ["html_url"] = html,
            ["diff_url"] = $"{html}.diff",
            ["patch_url"] = $"{html}.patch",
            ["issue_url"] = issue,
            ["commits_url"] = $"{url}/commits",
            ["review_comments_url"] = $"{url}/comments",
            ["review_comment_url"] = $"{repository}/pulls/comments{{/number}}",
            ["comments_url"] = $"{issue}/comments",
            ["statuses_url"] = statuses,
            ["number"] = pull.Number,
            ["state"] = pull.IsOpen ? "open" : "closed",
            ["locked"] = false,
            ["title"] = pull.Title,
            ["user"] = UserJson.Simple(pull.Author, call.Origins),
            ["body"] = pull.Body,
            ["labels"] = new JsonArray(),
            ["milestone"] = null,
            ["created_at"] = Stamp.Format(pull.CreatedAt),
            ["updated_at"] = Stamp.Format(pull.UpdatedAt),
            ["closed_at"] = Stamp.Format(pull.ClosedAt),
            ["merged_at"] = Stamp.Format(pull.MergedAt),
            ["merge_commit_sha"] = pull.MergeCommit ?? pull.Trial?.Commit,
            ["assignee"] = null,
            ["assignees"] = new JsonArray(),
            ["requested_reviewers"] = new JsonArray(),
            ["requested_teams"] = new JsonArray(),
            ["head"] = Branch(call, pull.Head, pull.HeadSha),
            ["base"] = Branch(call, pull.Base, pull.BaseSha),
            ["_links"] = new JsonObject
            {
                ["self"] = Link(url), ["html"] = Link(html), ["issue"] = Link(issue), ["comments"] = Link($"{issue}/comments"),
                ["review_comments"] = Link($"{url}/comments"), ["review_comment"] = Link($"{repository}/pulls/comments{{/number}}"),
                ["commits"] = Link($"{url}/commits"), ["statuses"] = Link(statuses),
            },
            ["author_association"] = "COLLABORATOR",
            ["auto_merge"] = null,
            ["draft"] = pull.IsDraft,
        };
    }

    /// <summary>Everything, with what git says of it.</summary>
    public static async Task<JsonObject> FullAsync(Call call, PullRequest pull)
    {
        var git = call.Repository.Git;
        var json = Listed(call, pull);
        bool? mergeable = pull.Trial is { } trial ? trial.Commit is not null : null;
        var fork = await git.RunAsync("merge-base", pull.BaseSha, pull.HeadSha);
        var files = await FileChange.BetweenAsync(git, fork, pull.HeadSha);
        json["merged"] = pull.MergedAt is not null;
        json["mergeable"] = mergeable;
        json["rebaseable"] = false;
        json["mergeable_state"] = (mergeable, pull.IsDraft) switch { (null, _) => "unknown", (false, _) => "dirty", (true, true) => "draft", _ => "clean" };
        json["merged_by"] = pull.MergedBy is { } merger ? UserJson.Simple(merger, call.Origins) : null;
        json["comments"] = call.Repository.Comments.Count(comment => comment.Issue == pull.Number);
        json["review_comments"] = 0;
        json["maintainer_can_modify"] = false;
        json["commits"] = int.Parse(await git.RunAsync("rev-list", "--count", $"{fork}..{pull.HeadSha}"));
        json["additions"] = files.Sum(file => file.Additions);
        json["deletions"] = files.Sum(file => file.Deletions);
        json["changed_files"] = files.Count;
        return json;
    }

    private static JsonObject Branch(Call call, string name, string sha) => new()
    {
        ["label"] = $"{call.Repository.Owner}:{name}",
        ["ref"] = name,
        ["sha"] = sha,
        ["user"] = UserJson.Simple(call.Repository.Owner, call.Origins),
        ["repo"] = RepositoryJson.Repository(call.Repository, call.Origins),
    };

    private static JsonObject Link(string url) => new() { ["href"] = url };
}
