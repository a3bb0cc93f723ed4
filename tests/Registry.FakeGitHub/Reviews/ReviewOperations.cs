using System.Text.Json.Nodes;
using Registry.FakeGitHub.Access;
using Registry.FakeGitHub.Hosting;
using Registry.FakeGitHub.Pulls;
using Registry.FakeGitHub.Repositories;
using Registry.FakeGitHub.Users;

namespace Registry.FakeGitHub.Reviews;

/// <summary>Reviews of pull requests.</summary>
internal sealed class ReviewOperations(PullState state, Reviewing reviewing)
{
    public void Register(Routes routes)
    {
        routes.Add("pulls/list-reviews", Requirement.Read("pull_requests"), ListAsync);
        routes.Add("pulls/create-review", Requirement.Write("pull_requests"), CreateAsync);
        routes.Add("pulls/dismiss-review", Requirement.Write("pull_requests"), DismissAsync);
    }

    private async Task<Answer> ListAsync(Call call)
    {
        var pull = await PullOperations.FindAsync(call, state);
        var seen = call.Repository.Reviews.FindAll(review =>
            review.Pull == pull.Number && (review.State != ReviewState.Pending || review.Author == call.Token?.Login));
        return Paging.Page(call, seen, review => Json(call, review));
    }

    private async Task<Answer> CreateAsync(Call call)
    {
        var pull = await PullOperations.FindAsync(call, state);
        var (says, body) = (State(call.Text("event")), call.Text("body") ?? "");
        if (body.Length == 0 && says is ReviewState.ChangesRequested or ReviewState.Commented)
            throw Reviewing.Refuse("Could not create review: body cannot be blank");
        if (call.Text("commit_id") is { } commit && !await IsOfAsync(call, pull, commit)) throw Reviewing.Refuse("The commit is not part of the pull request");
        return Answer.Ok(Json(call, reviewing.Add(call.Repository, pull, call.Login, says, body, call.Text("commit_id"))));
    }

    private async Task<Answer> DismissAsync(Call call)
    {
        var (pull, id) = (await PullOperations.FindAsync(call, state), call.Number("review_id"));
        var review = call.Repository.Reviews.Find(review => review.Pull == pull.Number && review.Id == id) ?? throw Refusal.NotFound();
        if (review.State is not (ReviewState.Approved or ReviewState.ChangesRequested))
            throw Reviewing.Refuse($"Can not dismiss a {Name(review.State).ToLowerInvariant()} pull request review");
        review.State = ReviewState.Dismissed;
        return Answer.Ok(Json(call, review));
    }

    private static async Task<bool> IsOfAsync(Call call, PullRequest pull, string commit) =>
        await call.Repository.Git.ExistsAsync(commit) && await call.Repository.Git.IsAncestorAsync(commit, pull.HeadSha);

    private static ReviewState State(string? action) => action switch
    {
        "APPROVE" => ReviewState.Approved, "REQUEST_CHANGES" => ReviewState.ChangesRequested, "COMMENT" => ReviewState.Commented, _ => ReviewState.Pending,
    };

    private static string Name(ReviewState state) => state == ReviewState.ChangesRequested ? "CHANGES_REQUESTED" : state.ToString().ToUpperInvariant();

    private static JsonObject Json(Call call, Review review)
    {
        var pull = $"{RepositoryJson.Url(call.Repository, call.Origins)}/pulls/{review.Pull}";
        var html = $"{call.Origins.Web}/{call.Repository.FullName}/pull/{review.Pull}#pullrequestreview-{review.Id}";
        var json = new JsonObject
        {
            ["id"] = review.Id,
            ["node_id"] = NodeId.Of("PullRequestReview", review.Id),
            ["user"] = UserJson.Simple(review.Author, call.Origins),
            ["body"] = review.Body,
            ["state"] = Name(review.State),
            ["html_url"] = html,
            ["pull_request_url"] = pull,
            ["author_association"] = "COLLABORATOR",
            ["_links"] = new JsonObject { ["html"] = new JsonObject { ["href"] = html }, ["pull_request"] = new JsonObject { ["href"] = pull } },
            ["commit_id"] = review.Commit,
        };
        if (review.SubmittedAt is { } at) json["submitted_at"] = Stamp.Format(at);
        return json;
    }
}
