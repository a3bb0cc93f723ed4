using Registry.FakeGitHub.Commits;
using Registry.FakeGitHub.Repositories;

namespace Registry.FakeGitHub.Pulls;

/// <summary>
/// Pull requests follow their branches: what was pushed shows, in answers and in the refs that git has of a pull request, and what was
/// merged or deleted by git closes them.
/// </summary>
internal sealed class PullState(TimeProvider time)
{
    /// <summary>Brings a pull request up to date with git.</summary>
    public async Task<PullRequest> RefreshAsync(FakeRepository repository, PullRequest pull)
    {
        if (!pull.IsOpen) return pull;
        var git = repository.Git;
        var (head, onto) = (await git.RefAsync($"refs/heads/{pull.Head}"), await git.RefAsync($"refs/heads/{pull.Base}"));
        if (head is null || onto is null) return await CloseAsync(git, pull);
        if (await git.IsAncestorAsync(head, onto))
        {
            // Its own commits are on the other branch; a branch that was set back has none any more.
            if (head != pull.HeadSha) return await CloseAsync(git, pull);
            pull.MergedAt = time.GetUtcNow();
            pull.MergeCommit = head;
            return await CloseAsync(git, pull);
        }

        if (pull.Trial is null || (pull.HeadSha, pull.BaseSha) != (head, onto))
        {
            (pull.HeadSha, pull.BaseSha) = (head, onto);
            await PublishAsync(git, pull);
        }

        return pull;
    }

    /// <summary>Brings all pull requests of a repository up to date.</summary>
    public async Task<IReadOnlyList<PullRequest>> RefreshAsync(FakeRepository repository)
    {
        foreach (var pull in repository.Pulls) await RefreshAsync(repository, pull);
        return repository.Pulls;
    }

    /// <summary>Closes a pull request; the commit by which GitHub tried to merge it goes.</summary>
    public async Task<PullRequest> CloseAsync(BareRepository git, PullRequest pull)
    {
        pull.ClosedAt = pull.UpdatedAt = time.GetUtcNow();
        pull.Trial = null;
        await git.RunAsync("update-ref", "-d", MergeRef(pull));
        return pull;
    }

    /// <summary>Git sees the newest commit of a pull request, and its merge with the base as far as there are no conflicts, by refs of their own.</summary>
    private async Task PublishAsync(BareRepository git, PullRequest pull)
    {
        await git.RunAsync("update-ref", $"refs/pull/{pull.Number}/head", pull.HeadSha);
        var message = $"Merge {pull.HeadSha} into {pull.BaseSha}\n";
        var commit = await Merge.TreeAsync(git, pull.BaseSha, pull.HeadSha) is { } tree
            ? await Merge.CommitAsync(git, pull, tree, squash: false, message, pull.Author, time.GetUtcNow())
            : null;
        await git.RunAsync(commit is null ? ["update-ref", "-d", MergeRef(pull)] : ["update-ref", MergeRef(pull), commit]);
        pull.Trial = new MergeTrial(commit);
    }

    private static string MergeRef(PullRequest pull) => $"refs/pull/{pull.Number}/merge";
}
