using System.Text.Json.Nodes;
using Registry.FakeGitHub.Access;
using Registry.FakeGitHub.Hosting;
using Registry.FakeGitHub.Repositories;

namespace Registry.FakeGitHub.Commits;

/// <summary>Commits, branches and comparisons.</summary>
internal sealed class CommitOperations
{
    public void Register(Routes routes)
    {
        routes.Add("repos/get-commit", Requirement.Read("contents"), GetAsync);
        routes.Add("git/get-commit", Requirement.Read("contents"), GetObjectAsync);
        routes.Add("repos/get-branch", Requirement.Read("contents"), BranchAsync);
        routes.Add("repos/compare-commits", Requirement.Read("contents", "pull_requests"), CompareAsync);
    }

    private static async Task<Answer> GetAsync(Call call)
    {
        var git = call.Repository.Git;
        var name = call.Path["ref"];
        var sha = await git.CommitAsync(name) ?? throw Refusal.Because(422, $"No commit found for SHA: {name}");
        var commit = await Commit.ReadAsync(git, sha);
        if (call.Accept.Contains("vnd.github.sha", StringComparison.Ordinal)) return Answer.File(System.Text.Encoding.ASCII.GetBytes(sha), "application/vnd.github.sha; charset=utf-8");

        // The tree without a file, by which the first commit is compared.
        const string Nothing = "4b825dc642cb6eb9a060e54bf8d69288fbee4904";
        var files = await FileChange.BetweenAsync(git, commit.Parents is [var parent, ..] ? parent : Nothing, sha);
        var json = CommitJson.Listed(commit, call);
        json["stats"] = new JsonObject
        {
            ["additions"] = files.Sum(file => file.Additions),
            ["deletions"] = files.Sum(file => file.Deletions),
            ["total"] = files.Sum(file => file.Additions + file.Deletions),
        };
        json["files"] = new JsonArray([.. files.Select(file => file.ToJson(call, sha))]);
        return Answer.Ok(json);
    }

    private static async Task<Answer> GetObjectAsync(Call call)
    {
        var (git, sha) = (call.Repository.Git, call.Path["commit_sha"]);
        return await git.ExistsAsync(sha) && await git.TypeAsync(sha) == "commit"
            ? Answer.Ok(CommitJson.Object(await Commit.ReadAsync(git, sha), call))
            : throw Refusal.NotFound();
    }

    private static async Task<Answer> BranchAsync(Call call)
    {
        var name = call.Path["branch"];
        var sha = await call.Repository.Git.RefAsync($"refs/heads/{name}") ?? throw Refusal.Because(404, "Branch not found");
        var url = $"{RepositoryJson.Url(call.Repository, call.Origins)}/branches/{Uri.EscapeDataString(name)}";
        return Answer.Ok(new JsonObject
        {
            ["name"] = name,
            ["commit"] = CommitJson.Listed(await Commit.ReadAsync(call.Repository.Git, sha), call),
            ["_links"] = new JsonObject { ["self"] = url, ["html"] = $"{call.Origins.Web}/{call.Repository.FullName}/tree/{name}" },
            ["protected"] = false,
            ["protection"] = new JsonObject { ["enabled"] = false },
            ["protection_url"] = $"{url}/protection",
        });
    }

    private static async Task<Answer> CompareAsync(Call call)
    {
        var git = call.Repository.Git;
        var from = await git.CommitAsync(WithoutOwner(call.Path["base"], call)) ?? throw Refusal.NotFound();
        var to = await git.CommitAsync(WithoutOwner(call.Path["head"], call)) ?? throw Refusal.NotFound();
        var fork = await git.TryRunAsync("merge-base", from, to)
            ?? throw Refusal.Because(404, $"No common ancestor between {call.Path["base"]} and {call.Path["head"]}.");
        var commits = await Commit.LogAsync(git, "--reverse", "--topo-order", $"{from}..{to}");
        var behind = int.Parse(await git.RunAsync("rev-list", "--count", $"{to}..{from}"));
        var files = await FileChange.BetweenAsync(git, fork, to);

        var range = $"{call.Path["base"]}...{call.Path["head"]}";
        var web = $"{call.Origins.Web}/{call.Repository.FullName}/compare/{range}";
        var (first, common) = (await Commit.ReadAsync(git, from), await Commit.ReadAsync(git, fork));
        return Paging.Page(call, commits, commit => CommitJson.Listed(commit, call), page => new JsonObject
        {
            ["url"] = $"{RepositoryJson.Url(call.Repository, call.Origins)}/compare/{range}",
            ["html_url"] = web,
            ["permalink_url"] = $"{call.Origins.Web}/{call.Repository.FullName}/compare/{call.Repository.Owner}:{from[..7]}...{call.Repository.Owner}:{to[..7]}",
            ["diff_url"] = $"{web}.diff",
            ["patch_url"] = $"{web}.patch",
            ["base_commit"] = CommitJson.Listed(first, call),
            ["merge_base_commit"] = CommitJson.Listed(common, call),
            ["status"] = (commits.Count, behind) switch { (0, 0) => "identical", (0, _) => "behind", (_, 0) => "ahead", _ => "diverged" },
            ["ahead_by"] = commits.Count,
            ["behind_by"] = behind,
            ["total_commits"] = commits.Count,
            ["commits"] = page,
            ["files"] = new JsonArray([.. files.Select(file => file.ToJson(call, to))]),
        });
    }

    /// <summary>A branch may bear its owner's name before a colon.</summary>
    private static string WithoutOwner(string name, Call call) =>
        name.StartsWith($"{call.Repository.Owner}:", StringComparison.OrdinalIgnoreCase) ? name[(call.Repository.Owner.Length + 1)..] : name;
}
