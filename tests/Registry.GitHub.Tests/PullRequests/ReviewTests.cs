using Registry.FakeGitHub.Reviews;
using Registry.GitHub.Errors;
using Registry.GitHub.PullRequests;
using Registry.GitHub.Tests.Support;

namespace Registry.GitHub.Tests.PullRequests;

public sealed class ReviewTests : FakeGitHubTest
{
    [Fact]
    public async Task ReviewsSayWhoSaidWhatOfWhichCommit()
    {
        var first = await PullAsync();
        await Fake.ReviewAsync(Hosted, 1, "alice");
        await Fake.ReviewAsync(Hosted, 1, "bob", ReviewState.ChangesRequested);
        var second = Commit("topic", "a.txt", "b");
        await Fake.ReviewAsync(Hosted, 1, "bob");
        await Fake.ReviewAsync(Hosted, 1, "carol", ReviewState.Dismissed);
        await Fake.ReviewAsync(Hosted, 1, "dave", ReviewState.Pending);

        var reviews = await ReviewsAsync();

        Assert.Equal(
            [("alice", "APPROVED", first), ("bob", "CHANGES_REQUESTED", first), ("bob", "APPROVED", second), ("carol", "DISMISSED", second)],
            reviews.Select(review => (review.User!.Login, review.State, review.CommitId!)));
    }

    [Fact]
    public async Task AllPagesAreRead()
    {
        await PullAsync();
        for (var i = 0; i < 101; i++) await Fake.ReviewAsync(Hosted, 1, $"person-{i}", ReviewState.Commented);

        Assert.Equal(Enumerable.Range(0, 101).Select(i => $"person-{i}"), (await ReviewsAsync()).Select(review => review.User!.Login));
        Assert.Equal(2, Count("GET /repos/{owner}/{repo}/pulls/{pull_number}/reviews"));
    }

    [Fact]
    public async Task ThereAreNoReviewsOfWhatDoesNotExist()
    {
        Assert.Equal(GitHubErrorKind.NotFound, (await FailureAsync(ReviewsAsync)).Kind);
        await PullAsync();
        Assert.Empty(await ReviewsAsync());
    }

    private async Task<string> PullAsync()
    {
        var head = Commit("topic", "a.txt", "a");
        await Client.PullRequests.CreateAsync(Repository, new NewPullRequest { Title = "Topic", Head = "topic", Base = "main" }, Cancelled);
        return head;
    }

    private async Task<List<Review>> ReviewsAsync() => await Client.PullRequests.ListReviewsAsync(Repository, 1, Cancelled).ToListAsync(Cancelled);
}
