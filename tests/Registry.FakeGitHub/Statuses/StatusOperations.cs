using System.Text.Json.Nodes;
using Registry.FakeGitHub.Access;
using Registry.FakeGitHub.Hosting;
using Registry.FakeGitHub.Repositories;
using Registry.FakeGitHub.Users;

namespace Registry.FakeGitHub.Statuses;

/// <summary>Statuses of commits.</summary>
internal sealed class StatusOperations(Numbers numbers, TimeProvider time)
{
    private const int MostOfOneContext = 1000;

    public void Register(Routes routes)
    {
        routes.Add("repos/create-commit-status", Requirement.Write("statuses"), CreateAsync);
        routes.Add("repos/list-commit-statuses-for-ref", Requirement.Read("statuses"), ListAsync);
        routes.Add("repos/get-combined-status-for-ref", Requirement.Read("statuses"), CombinedAsync);
    }

    private async Task<Answer> CreateAsync(Call call)
    {
        var (sha, statuses) = (call.Path["sha"], call.Repository.Statuses);
        if (!await call.Repository.Git.ExistsAsync(sha)) throw Refusal.Because(422, $"No commit found for SHA: {sha}");
        var context = call.Text("context") ?? "default";
        if (statuses.Count(status => status.Sha == sha && status.Context == context) >= MostOfOneContext)
            throw Refusal.Invalid("Status", null, "custom", "This SHA and context has reached the maximum number of statuses.");
        if (call.Text("target_url") is { } target && !Uri.TryCreate(target, UriKind.Absolute, out _))
            throw Refusal.Invalid("Status", "target_url", "custom", "target_url must use http(s) scheme");
        var status = new CommitStatus(
            numbers.Next(), sha, context, call.Text("state")!, call.Text("description"), call.Text("target_url"), call.Login, time.GetUtcNow());
        statuses.Add(status);
        return Answer.Created(Json(call, status, withCreator: true));
    }

    private static async Task<Answer> ListAsync(Call call)
    {
        var found = await OfAsync(call);
        return Paging.Page(call, found.Statuses, status => Json(call, status, withCreator: true));
    }

    private static async Task<Answer> CombinedAsync(Call call)
    {
        var (sha, statuses) = await OfAsync(call);
        var newest = statuses.DistinctBy(status => status.Context).OrderBy(status => status.Id).ToList();
        var url = RepositoryJson.Url(call.Repository, call.Origins);
        return Paging.Page(call, newest, status => Json(call, status, withCreator: false), page => new JsonObject
        {
            ["state"] = Combine(newest),
            ["sha"] = sha,
            ["total_count"] = newest.Count,
            ["statuses"] = page,
            ["repository"] = RepositoryJson.Repository(call.Repository, call.Origins),
            ["commit_url"] = $"{url}/commits/{sha}",
            ["url"] = $"{url}/commits/{sha}/status",
        });
    }

    /// <summary>The commit of the path, and its statuses from the newest to the oldest.</summary>
    private static async Task<(string Sha, List<CommitStatus> Statuses)> OfAsync(Call call)
    {
        var sha = await call.Repository.Git.CommitAsync(call.Path["ref"]) ?? throw Refusal.NotFound();
        return (sha, [.. call.Repository.Statuses.Where(status => status.Sha == sha).OrderByDescending(status => status.Id)]);
    }

    private static string Combine(List<CommitStatus> newest) =>
        newest.Exists(status => status.State is "error" or "failure") ? "failure"
        : newest.Count == 0 || newest.Exists(status => status.State == "pending") ? "pending"
        : "success";

    private static JsonObject Json(Call call, CommitStatus status, bool withCreator)
    {
        var json = new JsonObject
        {
            ["url"] = $"{RepositoryJson.Url(call.Repository, call.Origins)}/statuses/{status.Sha}",
            ["avatar_url"] = $"{call.Origins.Web}/avatars/{UserJson.Id(status.Creator)}",
            ["id"] = status.Id,
            ["node_id"] = NodeId.Of("StatusContext", status.Id),
            ["state"] = status.State,
            ["description"] = status.Description,
            ["target_url"] = status.TargetUrl,
            ["context"] = status.Context,
            ["created_at"] = Stamp.Format(status.At),
            ["updated_at"] = Stamp.Format(status.At),
        };
        if (withCreator) json["creator"] = UserJson.Simple(status.Creator, call.Origins);
        return json;
    }
}
