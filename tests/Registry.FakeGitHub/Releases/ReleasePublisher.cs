using Registry.FakeGitHub.Access;
using Registry.FakeGitHub.Commits;
using Registry.FakeGitHub.Hosting;

namespace Registry.FakeGitHub.Releases;

/// <summary>What happens when a release becomes public.</summary>
internal sealed class ReleasePublisher(TimeProvider time)
{
    private int _latest;

    /// <summary>Makes the tag, if there is none, and everything that follows from being published.</summary>
    /// <exception cref="Refusal">It may not be published; nothing has changed.</exception>
    public async Task PublishAsync(Call call, Release release)
    {
        await RetagAsync(call, release);
        release.PublishedAt = time.GetUtcNow();
        release.IsImmutable = call.Repository.ImmutableReleases;
        if (release.IsImmutable) call.Repository.BurntTags.Add(release.TagName);
        // Without a word of it, a newly published release is the latest; "legacy" leaves it to the dates.
        if (call.Text("make_latest") is null or "true") MakeLatest(release);
    }

    /// <summary>Makes the tag of a release that is public, or is about to be.</summary>
    public async Task RetagAsync(Call call, Release release)
    {
        var repository = call.Repository;
        if (repository.Releases.Exists(other => other != release && !other.IsDraft && other.TagName == release.TagName))
            throw Refusal.Invalid("Release", "tag_name", "already_exists");
        repository.BurntTags.DemandFree(release.TagName);
        var tag = $"refs/tags/{release.TagName}";
        if (await repository.Git.RefAsync(tag) is not null) return;

        var commit = await repository.Git.CommitAsync(release.Target) ?? throw Refusal.Invalid("Release", "target_commitish", "invalid");
        await DemandWorkflowPermissionAsync(call, commit);
        if (!await repository.Git.MoveAsync(tag, commit, BareRepository.NoObject)) throw Refusal.Because(409, "Reference already exists");
    }

    public void MakeLatest(Release release) => release.LatestRank = Interlocked.Increment(ref _latest);

    /// <summary>Whoever tags a commit with other workflows than the default branch's needs a right of its own; without it GitHub says 404.</summary>
    private static async Task DemandWorkflowPermissionAsync(Call call, string commit)
    {
        var (git, token) = (call.Repository.Git, call.Token!);
        if (token.Kind != TokenKind.Workflow && token.Meets(Requirement.Write("workflows"), call.Repository.Id)) return;
        if (await git.TryRunAsync("diff", "--quiet", $"refs/heads/{call.Repository.DefaultBranch}", commit, "--", ".github/workflows") is null) throw Refusal.NotFound();
    }
}
