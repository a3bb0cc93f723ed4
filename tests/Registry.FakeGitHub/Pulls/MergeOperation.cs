using System.Text.Json.Nodes;
using Registry.FakeGitHub.Access;
using Registry.FakeGitHub.Hosting;

namespace Registry.FakeGitHub.Pulls;

/// <summary>Merging a pull request.</summary>
internal sealed class MergeOperation(PullState state, TimeProvider time)
{
    public void Register(Routes routes) => routes.Add("pulls/merge", Requirement.Write("contents"), MergeAsync);

    private async Task<Answer> MergeAsync(Call call)
    {
        var (git, pull) = (call.Repository.Git, await PullOperations.FindAsync(call, state));
        if (pull.IsDraft) throw Refusal.Because(405, "Pull Request is still a draft");
        if (!pull.IsOpen) throw Refusal.Because(405, "Pull Request is not mergeable");
        if (call.Text("merge_method") == "rebase") throw Refusal.Because(405, "Rebase merges are not allowed on this repository.");
        if (call.Text("sha") is { } expected && expected != pull.HeadSha) throw Refusal.Because(409, "Head branch was modified. Review and try the merge again.");
        var tree = await Merge.TreeAsync(git, pull.BaseSha, pull.HeadSha) ?? throw Refusal.Because(405, "Pull Request is not mergeable");

        var squash = call.Text("merge_method") == "squash";
        var title = call.Text("commit_title") ?? (squash ? $"{pull.Title} (#{pull.Number})" : $"Merge pull request #{pull.Number} from {call.Repository.Owner}/{pull.Head}");
        var text = call.Text("commit_message") ?? (squash ? pull.Body ?? "" : pull.Title);
        var message = text.Length == 0 ? $"{title}\n" : $"{title}\n\n{text}\n";
        var commit = await Merge.CommitAsync(git, pull, tree, squash, message, call.Login, time.GetUtcNow());
        if (!await git.MoveAsync($"refs/heads/{pull.Base}", commit, pull.BaseSha))
            throw Refusal.Because(405, "Base branch was modified. Review and try the merge again.");

        (pull.MergedAt, pull.MergedBy, pull.MergeCommit) = (time.GetUtcNow(), call.Login, commit);
        await state.CloseAsync(git, pull);
        return Answer.Ok(new JsonObject { ["sha"] = commit, ["merged"] = true, ["message"] = "Pull Request successfully merged" });
    }
}
