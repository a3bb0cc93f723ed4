using System.Text.Json.Nodes;
using Registry.FakeGitHub.Access;
using Registry.FakeGitHub.Reviews;

namespace Registry.FakeGitHub.Tests.Reviews;

public sealed class ReviewTests : GitHubFixture
{
    private const string Reviews = $"{Repo}/pulls/1/reviews";

    [Fact]
    public async Task AReviewKeepsTheCommitThatWasLookedAt()
    {
        var first = await PullAsync();
        await GitHub.ReviewAsync(Repository, 1, "alice");
        var second = Commit("feature.txt", "g", "feature");
        await GitHub.ReviewAsync(Repository, 1, "bob", ReviewState.ChangesRequested);

        var reviews = await GetAsync(Reviews);

        Assert.Equal(["APPROVED", "CHANGES_REQUESTED"], reviews.All("state"));
        Assert.Equal([first, second], reviews.All("commit_id"));
        Assert.Equal(["alice", "bob"], reviews.Json!.AsArray().Select(review => (string)review!["user"]!["login"]!));
    }

    [Theory]
    [InlineData("APPROVE", "APPROVED")]
    [InlineData("REQUEST_CHANGES", "CHANGES_REQUESTED")]
    [InlineData("COMMENT", "COMMENTED")]
    [InlineData(null, "PENDING")]
    public async Task AReviewIsMadeByTheApi(string? action, string state)
    {
        var head = await PullAsync();
        Token = GitHub.CreateToken(TokenKind.Personal, "alice", "contents: read", "pull_requests: write");

        var review = await ReviewAsync(action, "Seen");

        Assert.Equal((200, state, head, "Seen"), (review.Status, review["state"], review["commit_id"], review["body"]));
        Assert.Equal(state != "PENDING", review.Json!.AsObject().ContainsKey("submitted_at"));
        Assert.Equal([state], (await GetAsync(Reviews)).All("state"));
    }

    [Fact]
    public async Task APendingReviewIsItsAuthorsAlone()
    {
        await PullAsync();

        await GitHub.ReviewAsync(Repository, 1, "alice", ReviewState.Pending);

        Assert.Empty((await GetAsync(Reviews)).Json!.AsArray());
    }

    [Theory]
    [InlineData("APPROVE", "Can not approve your own pull request")]
    [InlineData("REQUEST_CHANGES", "Can not request changes on your own pull request")]
    public async Task NobodyReviewsTheirOwn(string action, string error)
    {
        await PullAsync();

        var review = await ReviewAsync(action, "Mine");

        Assert.Equal((422, error), (review.Status, (string?)review.Json!["errors"]![0]));
        Assert.Equal(200, (await ReviewAsync("COMMENT", "Mine")).Status);
    }

    [Fact]
    public async Task AReviewNeedsATextAndACommitOfThePullRequest()
    {
        await PullAsync();
        var elsewhere = Commit("main.txt", "m");

        Assert.Equal(422, (await ReviewAsync("COMMENT", "")).Status);
        Assert.Equal(422, (await PostAsync(Reviews, new JsonObject { ["event"] = "COMMENT", ["body"] = "Seen", ["commit_id"] = elsewhere })).Status);
        Assert.Equal(404, (await GetAsync($"{Repo}/pulls/2/reviews")).Status);
    }

    [Fact]
    public async Task AnApprovalIsDismissedOnce()
    {
        var head = await PullAsync();
        await GitHub.ReviewAsync(Repository, 1, "alice");
        var dismissal = $"{Reviews}/{(await GetAsync(Reviews)).All("id").Single()}/dismissals";

        var dismissed = await PutAsync(dismissal, new JsonObject { ["message"] = "No longer" });
        var again = await PutAsync(dismissal, new JsonObject { ["message"] = "No longer" });

        Assert.Equal((200, "DISMISSED", head), (dismissed.Status, dismissed["state"], dismissed["commit_id"]));
        Assert.Equal(422, again.Status);
        Assert.Equal(404, (await PutAsync($"{Reviews}/7/dismissals", new JsonObject { ["message"] = "None" })).Status);
    }

    private async Task<string> PullAsync()
    {
        var head = Commit("feature.txt", "f", "feature");
        Assert.Equal(201, (await PostAsync($"{Repo}/pulls", new JsonObject { ["title"] = "Feature", ["head"] = "feature", ["base"] = "main" })).Status);
        return head;
    }

    private Task<Reply> ReviewAsync(string? action, string body)
    {
        var review = new JsonObject { ["body"] = body };
        if (action is not null) review["event"] = action;
        return PostAsync(Reviews, review);
    }
}
