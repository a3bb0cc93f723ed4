using Registry.FakeGitHub.Access;
using Registry.FakeGitHub.Hosting;

namespace Registry.FakeGitHub.Pulls;

/// <summary>Pull requests, but for merging them.</summary>
internal sealed class PullOperations(PullState state, Numbers numbers, TimeProvider time)
{
    public void Register(Routes routes)
    {
        routes.Add("pulls/list", Requirement.Read("pull_requests"), ListAsync);
        routes.Add("pulls/create", Requirement.Write("pull_requests"), CreateAsync);
        routes.Add("pulls/get", Requirement.Read("pull_requests"), GetAsync);
        routes.Add("pulls/update", Requirement.Write("pull_requests"), UpdateAsync);
        routes.Add("repos/list-pull-requests-associated-with-commit", Requirement.Read("pull_requests"), OfCommitAsync);
    }

    /// <summary>The pull request of the path, up to date.</summary>
    public static async Task<PullRequest> FindAsync(Call call, PullState state) =>
        call.Repository.Pulls.Find(pull => pull.Number == call.Number("pull_number")) is { } pull
            ? await state.RefreshAsync(call.Repository, pull)
            : throw Refusal.NotFound();

    private async Task<Answer> ListAsync(Call call)
    {
        var query = call.Query;
        var wanted = query.GetValueOrDefault("state", "open");
        var pulls = (await state.RefreshAsync(call.Repository)).Where(pull => wanted == "all" || pull.IsOpen == (wanted == "open"));
        // A head without an owner does not filter.
        if (query.GetValueOrDefault("head") is { } head && head.Contains(':', StringComparison.Ordinal))
            pulls = pulls.Where(pull => $"{call.Repository.Owner}:{pull.Head}".Equals(head, StringComparison.OrdinalIgnoreCase));
        if (query.GetValueOrDefault("base") is { } onto) pulls = pulls.Where(pull => pull.Base == onto);
        var sorted = query.GetValueOrDefault("sort") == "updated" ? pulls.OrderBy(pull => pull.UpdatedAt).ThenBy(pull => pull.Number) : pulls.OrderBy(pull => pull.Number);
        var descending = query.GetValueOrDefault("direction") is { } direction ? direction == "desc" : query.GetValueOrDefault("sort", "created") == "created";
        return Paging.Page(call, descending ? [.. sorted.Reverse()] : sorted.ToList(), pull => PullJson.Listed(call, pull));
    }

    private async Task<Answer> CreateAsync(Call call)
    {
        var (repository, git) = (call.Repository, call.Repository.Git);
        var (head, onto) = (call.Text("head")!, call.Text("base")!);
        if (head.StartsWith($"{repository.Owner}:", StringComparison.OrdinalIgnoreCase)) head = head[(repository.Owner.Length + 1)..];
        if (call.Text("title") is not { Length: > 0 } title) throw Refusal.Invalid("PullRequest", "title", "missing_field");
        var headSha = await git.RefAsync($"refs/heads/{head}") ?? throw Refusal.Invalid("PullRequest", "head", "invalid");
        var baseSha = await git.RefAsync($"refs/heads/{onto}") ?? throw Refusal.Invalid("PullRequest", "base", "invalid");
        await DemandNoOtherAsync(call, head, onto, null);
        if (await git.IsAncestorAsync(headSha, baseSha))
            throw Refusal.Invalid("PullRequest", null, "custom", $"No commits between {onto} and {head}");

        var pull = new PullRequest
        {
            Id = numbers.Next(),
            Number = repository.Pulls.Count + 1,
            Author = call.Login,
            Title = title,
            Body = call.Text("body"),
            Head = head,
            Base = onto,
            HeadSha = headSha,
            BaseSha = baseSha,
            IsDraft = call.Flag("draft") == true,
            CreatedAt = time.GetUtcNow(),
            UpdatedAt = time.GetUtcNow(),
        };
        repository.Pulls.Add(pull);
        return Answer.Created(await PullJson.FullAsync(call, await state.RefreshAsync(repository, pull)));
    }

    private async Task<Answer> GetAsync(Call call) => Answer.Ok(await PullJson.FullAsync(call, await FindAsync(call, state)));

    private async Task<Answer> UpdateAsync(Call call)
    {
        var pull = await FindAsync(call, state);
        if (call.Text("base") is { } onto)
        {
            if (await call.Repository.Git.RefAsync($"refs/heads/{onto}") is null) throw Refusal.Invalid("PullRequest", "base", "invalid");
            pull.Base = onto;
        }

        if (call.Text("state") == "closed" && pull.IsOpen) await state.CloseAsync(call.Repository.Git, pull);
        if (call.Text("state") == "open" && !pull.IsOpen)
        {
            if (pull.MergedAt is not null) throw Refusal.Invalid("PullRequest", "state", "invalid");
            await DemandNoOtherAsync(call, pull.Head, pull.Base, pull);
            pull.ClosedAt = null;
        }

        pull.Title = call.Text("title") ?? pull.Title;
        pull.Body = call.Text("body") ?? pull.Body;
        pull.UpdatedAt = time.GetUtcNow();
        return Answer.Ok(await PullJson.FullAsync(call, await state.RefreshAsync(call.Repository, pull)));
    }

    private async Task<Answer> OfCommitAsync(Call call)
    {
        var git = call.Repository.Git;
        var sha = await git.CommitAsync(call.Path["commit_sha"]) ?? throw Refusal.Because(422, $"No commit found for SHA: {call.Path["commit_sha"]}");
        var found = new List<PullRequest>();
        foreach (var pull in await state.RefreshAsync(call.Repository))
            if (pull.MergeCommit == sha || (await git.IsAncestorAsync(sha, pull.HeadSha) && !await git.IsAncestorAsync(sha, pull.BaseSha))) found.Add(pull);
        return Paging.Page(call, found, pull => PullJson.Listed(call, pull));
    }

    private async Task DemandNoOtherAsync(Call call, string head, string onto, PullRequest? self)
    {
        if (!(await state.RefreshAsync(call.Repository)).Any(pull => pull != self && pull.IsOpen && pull.Head == head && pull.Base == onto)) return;
        throw Refusal.Invalid("PullRequest", null, "custom", $"A pull request already exists for {call.Repository.Owner}:{head}.");
    }
}
