using System.Text.Json;
using System.Text.Json.Nodes;
using Registry.FakeGitHub.Access;
using Registry.FakeGitHub.Apps;
using Registry.FakeGitHub.Hosting;
using Registry.FakeGitHub.Repositories;
using Registry.FakeGitHub.Users;

namespace Registry.FakeGitHub.Statuses;

/// <summary>Check runs, which apps alone may make.</summary>
internal sealed class CheckOperations(Numbers numbers, TimeProvider time)
{
    public void Register(Routes routes)
    {
        routes.Add("checks/create", Requirement.Write("checks"), CreateAsync);
        routes.Add("checks/get", Requirement.Read("checks"), call => Answer.Ok(Json(call, Find(call))));
        routes.Add("checks/update", Requirement.Write("checks"), Update);
        routes.Add("checks/list-for-ref", Requirement.Read("checks"), ListAsync);
    }

    private async Task<Answer> CreateAsync(Call call)
    {
        var app = call.Token?.App ?? throw Refusal.Because(403, "You must authenticate via a GitHub App.");
        var sha = call.Text("head_sha")!;
        if (!await call.Repository.Git.ExistsAsync(sha)) throw Refusal.Because(422, $"No commit found for SHA: {sha}");
        var run = new CheckRun { Id = numbers.Next(), Sha = sha, App = app, Name = call.Text("name")! };
        Apply(call, run);
        call.Repository.CheckRuns.Add(run);
        return Answer.Created(Json(call, run));
    }

    private Answer Update(Call call)
    {
        var run = Find(call);
        if (run.App != call.Token?.App) throw Refusal.Because(403, "Invalid app_id `" + run.App.Id + "` - check run can only be modified by the GitHub App that created it.");
        Apply(call, run);
        return Answer.Ok(Json(call, run));
    }

    private static async Task<Answer> ListAsync(Call call)
    {
        var sha = await call.Repository.Git.CommitAsync(call.Path["ref"]) ?? throw Refusal.Because(422, $"No commit found for SHA: {call.Path["ref"]}");
        var query = call.Query;
        var runs = call.Repository.CheckRuns.Where(run => run.Sha == sha).OrderByDescending(run => run.Id).AsEnumerable();
        if (query.GetValueOrDefault("filter", "latest") == "latest") runs = runs.DistinctBy(run => (run.App.Id, run.Name));
        if (query.GetValueOrDefault("check_name") is { } name) runs = runs.Where(run => run.Name == name);
        if (query.GetValueOrDefault("status") is { } status) runs = runs.Where(run => run.Status == status);
        if (query.GetValueOrDefault("app_id") is { } app) runs = runs.Where(run => $"{run.App.Id}" == app);
        var found = runs.ToList();
        return Paging.Page(call, found, run => Json(call, run), page => new JsonObject { ["total_count"] = found.Count, ["check_runs"] = page });
    }

    private void Apply(Call call, CheckRun run)
    {
        // Only GitHub itself lets a run become stale, and a completed one has a conclusion.
        if (call.Text("conclusion") == "stale") throw Refusal.Invalid("CheckRun", "conclusion", "invalid");
        if (call.Text("status") == "completed" && call.Text("conclusion") is null && run.Conclusion is null)
            throw Refusal.Invalid("CheckRun", "conclusion", "missing_field");

        run.Name = call.Text("name") ?? run.Name;
        run.ExternalId = call.Text("external_id") ?? run.ExternalId;
        run.DetailsUrl = call.Text("details_url") ?? run.DetailsUrl;
        run.StartedAt = call.Text("started_at") ?? run.StartedAt ?? Stamp.Format(time.GetUtcNow());
        run.Status = call.Text("status") ?? run.Status;
        if (call.Text("conclusion") is { } conclusion)
        {
            // A conclusion completes a run, whatever its status says.
            (run.Status, run.Conclusion) = ("completed", conclusion);
            run.CompletedAt = call.Text("completed_at") ?? Stamp.Format(time.GetUtcNow());
        }

        if (call.Member("output") is not { ValueKind: JsonValueKind.Object } output) return;
        run.Title = Text(output, "title") ?? run.Title;
        run.Summary = Text(output, "summary") ?? run.Summary;
        run.Text = Text(output, "text") ?? run.Text;
        if (output.TryGetProperty("annotations", out var annotations)) run.Annotations += annotations.GetArrayLength();
    }

    private static string? Text(JsonElement output, string member) => output.TryGetProperty(member, out var value) ? value.GetString() : null;

    private static CheckRun Find(Call call)
    {
        var id = call.Number("check_run_id");
        return call.Repository.CheckRuns.Find(run => run.Id == id) ?? throw Refusal.NotFound();
    }

    private static JsonObject Json(Call call, CheckRun run)
    {
        var url = $"{RepositoryJson.Url(call.Repository, call.Origins)}/check-runs/{run.Id}";
        var html = $"{call.Origins.Web}/{call.Repository.FullName}/runs/{run.Id}";
        return new JsonObject
        {
            ["id"] = run.Id,
            ["node_id"] = NodeId.Of("CheckRun", run.Id),
            ["head_sha"] = run.Sha,
            ["name"] = run.Name,
            ["external_id"] = run.ExternalId ?? "",
            ["url"] = url,
            ["html_url"] = html,
            ["details_url"] = run.DetailsUrl ?? html,
            ["status"] = run.Status,
            ["conclusion"] = run.Conclusion,
            ["started_at"] = run.StartedAt,
            ["completed_at"] = run.CompletedAt,
            ["output"] = new JsonObject
            {
                ["title"] = run.Title, ["summary"] = run.Summary, ["text"] = run.Text, ["annotations_count"] = run.Annotations, ["annotations_url"] = $"{url}/annotations",
            },
            ["check_suite"] = new JsonObject { ["id"] = run.App.Id },
            ["app"] = AppJson.App(run.App, call.Origins),
            ["pull_requests"] = new JsonArray(),
        };
    }
}
