using Registry.FakeGitHub.Access;
using Registry.FakeGitHub.Faults;
using Registry.FakeGitHub.Hosting;

namespace Registry.FakeGitHub.Releases;

/// <summary>Releases.</summary>
internal sealed class ReleaseOperations(ReleasePublisher publisher, Numbers numbers, TimeProvider time)
{
    private const int LongestBody = 125_000;

    public void Register(Routes routes)
    {
        routes.Add("repos/list-releases", Requirement.Read("contents"), List);
        routes.Add("repos/get-release", Requirement.Read("contents"), call => Answer.Ok(ReleaseJson.Release(call, Find(call))));
        routes.Add("repos/get-release-by-tag", Requirement.Read("contents"), GetByTag);
        routes.Add("repos/get-latest-release", Requirement.Read("contents"), GetLatest);
        routes.Add("repos/create-release", Requirement.Write("contents"), CreateAsync);
        routes.Add("repos/update-release", Requirement.Write("contents"), UpdateAsync);
        routes.Add("repos/delete-release", Requirement.Write("contents"), Delete);
    }

    /// <summary>The release of the path; drafts exist only for those who may push.</summary>
    public static Release Find(Call call)
    {
        var id = call.Number("release_id");
        return call.Repository.Releases.Find(release => release.Id == id && (!release.IsDraft || call.MayPush)) ?? throw Refusal.NotFound();
    }

    /// <summary>The latest of published releases, which is not simply the newest; <see langword="null"/> when there is none.</summary>
    public static Release? Latest(IEnumerable<Release> releases) => releases.Where(release => release is { IsDraft: false, IsPrerelease: false })
        .OrderByDescending(release => release.LatestRank).ThenByDescending(release => release.CreatedAt).ThenByDescending(release => release.Id).FirstOrDefault();

    private static Answer List(Call call)
    {
        var releases = call.Repository.Releases.Where(release => !release.IsDraft || call.MayPush).OrderByDescending(release => release.Id).ToList();
        if (call.Fault == FaultKind.DraftMissingFromList && releases.Find(release => release.IsDraft) is { } draft) releases.Remove(draft);
        var stale = call.Fault == FaultKind.PublishedShownAsDraft ? releases.MaxBy(release => release.PublishedAt ?? DateTimeOffset.MinValue) : null;
        return Paging.Page(call, releases, release => ReleaseJson.Release(call, release, release == stale));
    }

    private static Answer GetByTag(Call call) => call.Repository.Releases.Find(release => !release.IsDraft && release.TagName == call.Path["tag"]) is { } release
        ? Answer.Ok(ReleaseJson.Release(call, release))
        : throw Refusal.NotFound();

    private static Answer GetLatest(Call call) =>
        Latest(call.Repository.Releases) is { } latest ? Answer.Ok(ReleaseJson.Release(call, latest)) : throw Refusal.NotFound();

    private async Task<Answer> CreateAsync(Call call)
    {
        var release = new Release
        {
            Id = numbers.Next(),
            Author = call.Login,
            TagName = call.Text("tag_name")!,
            Target = call.Text("target_commitish") is { Length: > 0 } target ? target : call.Repository.DefaultBranch,
            Name = call.Text("name"),
            Body = call.Text("body"),
            IsPrerelease = call.Flag("prerelease") == true,
            CreatedAt = time.GetUtcNow(),
            UpdatedAt = time.GetUtcNow(),
        };
        if (call.Flag("generate_release_notes") == true)
        {
            release.Name ??= release.TagName;
            release.Body = $"{release.Body}**Full Changelog**: {call.Origins.Web}/{call.Repository.FullName}/commits/{release.TagName}";
        }

        await CheckAsync(call, release.TagName, release.Target);
        if (call.Flag("draft") != true) await publisher.PublishAsync(call, release);
        call.Repository.Releases.Add(release);
        return Answer.Created(ReleaseJson.Release(call, release));
    }

    private async Task<Answer> UpdateAsync(Call call)
    {
        var release = Find(call);
        var (tag, target) = (call.Text("tag_name") ?? release.TagName, call.Text("target_commitish") ?? release.Target);
        if (release.IsImmutable && (tag != release.TagName || target != release.Target || call.Flag("draft") == true))
            throw Refusal.Invalid("Release", null, "custom", "Immutable releases cannot be changed but for their title and notes.");
        await CheckAsync(call, tag, target);
        var before = (release.TagName, release.Target);
        (release.TagName, release.Target) = (tag, target);
        try
        {
            if (release.IsDraft && call.Flag("draft") == false) await publisher.PublishAsync(call, release);
            else if (!release.IsDraft && tag != before.TagName) await publisher.RetagAsync(call, release);
        }
        catch (Refusal)
        {
            (release.TagName, release.Target) = before;
            throw;
        }

        if (call.Flag("draft") == true) release.PublishedAt = null;
        if (call.Has("name")) release.Name = call.Text("name");
        if (call.Has("body")) release.Body = call.Text("body");
        release.IsPrerelease = call.Flag("prerelease") ?? release.IsPrerelease;
        if (!release.IsDraft && call.Text("make_latest") == "true") publisher.MakeLatest(release);
        if (call.Text("make_latest") == "false") release.LatestRank = 0;
        release.UpdatedAt = time.GetUtcNow();
        return Answer.Ok(ReleaseJson.Release(call, release));
    }

    private static Answer Delete(Call call)
    {
        call.Repository.Releases.Remove(Find(call));
        return Answer.NoContent;
    }

    private static async Task CheckAsync(Call call, string tag, string target)
    {
        if (tag.Length == 0) throw Refusal.Invalid("Release", "tag_name", "missing_field");
        if (await call.Repository.Git.TryRunAsync("check-ref-format", $"refs/tags/{tag}") is null)
            throw Refusal.Invalid("Release", "tag_name", "custom", "tag_name is not well-formed");
        if (call.Text("body")?.Length > LongestBody)
            throw Refusal.Invalid("Release", "body", "custom", $"body is too long (maximum is {LongestBody} characters)");
        // No repository here has discussions.
        if (call.Text("discussion_category_name") is not null) throw Refusal.Invalid("Release", "discussion_category_name", "invalid");
        if (await call.Repository.Git.CommitAsync(target) is null) throw Refusal.Invalid("Release", "target_commitish", "invalid");
    }
}
