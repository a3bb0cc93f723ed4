using Registry.FakeGitHub.Faults;
using Registry.GitHub.Errors;
using Registry.GitHub.PullRequests;
using Registry.GitHub.Tests.Support;

namespace Registry.GitHub.Tests.PullRequests;

/// <summary>Pull requests from their creation to their merge, at a GitHub that knows what came before.</summary>
public sealed class PullRequestLifeTests : FakeGitHubTest
{
    private const string Create = "POST /repos/{owner}/{repo}/pulls";
    private const string Merge = "PUT /repos/{owner}/{repo}/pulls/{pull_number}/merge";

    [Fact]
    public async Task APullRequestIsCreatedFoundEditedAndMerged()
    {
        var head = Commit("it/1", "a.txt", "a");

        var created = await CreateAsync();
        var found = await FindOpenAsync();
        var edited = await Client.PullRequests.EditAsync(Repository, 1, new PullRequestEdit { Title = "Better" }, Cancelled);
        var merged = Assert.IsType<Merged>(await MergeAsync(head));

        Assert.Equal((1, head, "main", "registry[bot]"), (created.Number, created.Head.Sha, created.Base.Ref, created.User!.Login));
        Assert.Equal(created with { Mergeable = null }, found);
        Assert.Equal(("Better", "Body"), (edited.Title, edited.Body));
        Assert.Equal(merged.Sha, Sandbox.Run(Bare, "rev-parse", "main"));
        Assert.Equal("Title\n\nText", Sandbox.Run(Bare, "log", "-1", "--format=%B", "main").TrimEnd());
        var after = await Client.PullRequests.FindAsync(Repository, 1, Cancelled);
        Assert.Equal((false, merged.Sha), (after!.IsOpen, after.MergeCommitSha));
        Assert.NotNull(after.MergedAt);
        Assert.Null(await FindOpenAsync());
        Assert.Equal([1], await Client.PullRequests.ListForCommitAsync(Repository, merged.Sha, Cancelled).Select(pull => pull.Number).ToListAsync(Cancelled));
    }

    [Fact]
    public async Task AnOpenPullRequestNamesTheCommitByWhichItsMergeWasTried()
    {
        Commit("it/1", "a.txt", "a");

        var created = await CreateAsync();

        Assert.True(created.Mergeable);
        Assert.Equal(created.MergeCommitSha, Sandbox.Run(Bare, "rev-parse", "refs/pull/1/merge"));
    }

    [Fact]
    public async Task AHeadThatMovedIsNotMerged()
    {
        var seen = Commit("it/1", "a.txt", "a");
        await CreateAsync();
        var moved = Commit("it/1", "a.txt", "b");

        Assert.IsType<HeadMoved>(await MergeAsync(seen));
        Assert.IsType<Merged>(await MergeAsync(moved));
    }

    [Fact]
    public async Task WhatConflictsIsNotMerged()
    {
        var head = Commit("it/1", "same.txt", "a");
        Commit("main", "same.txt", "b");

        Assert.False((await CreateAsync()).Mergeable);
        Assert.IsType<NotMergeable>(await MergeAsync(head));
    }

    [Fact]
    public async Task ADraftAndWhatIsMergedAreNotMerged()
    {
        var head = Commit("it/1", "a.txt", "a");
        await CreateAsync(draft: true);
        Assert.Contains("draft", Assert.IsType<NotMergeable>(await MergeAsync(head)).Message, StringComparison.Ordinal);
        var other = Commit("it/2", "b.txt", "b");
        await CreateAsync("it/2");

        Assert.IsType<Merged>(await MergeAsync(other, 2));
        Assert.IsType<NotMergeable>(await MergeAsync(other, 2));
    }

    [Fact]
    public async Task ASecondOneForTheSameBranchesExistsAlready()
    {
        Commit("it/1", "a.txt", "a");
        await CreateAsync();

        Assert.True((await FailureAsync(() => CreateAsync())).IsAlreadyExists);
    }

    [Fact]
    public async Task ABranchWithoutCommitsOfItsOwnIsInvalid()
    {
        Sandbox.Run(Bare, "branch", "it/1", "main");

        var error = await FailureAsync(() => CreateAsync());

        Assert.Equal((GitHubErrorKind.Validation, false), (error.Kind, error.IsAlreadyExists));
        Assert.Contains("No commits between main and it/1", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WhatDoesNotExistIsNullOrNotFound()
    {
        Assert.Null(await Client.PullRequests.FindAsync(Repository, 7, Cancelled));
        Assert.Null(await FindOpenAsync());
        Assert.Equal(GitHubErrorKind.NotFound, (await FailureAsync(() => MergeAsync(new string('1', 40), 7))).Kind);
        var unknown = Client.PullRequests.ListForCommitAsync(Repository, new string('1', 40), Cancelled);
        Assert.Equal(GitHubErrorKind.Validation, (await FailureAsync(async () => await unknown.ToListAsync(Cancelled))).Kind);
    }

    [Theory]
    [InlineData(FaultKind.AnswerLost, true)]
    [InlineData(FaultKind.TruncatedJson, true)]
    [InlineData(FaultKind.RequestLost, false)]
    [InlineData(FaultKind.ServerError, false)]
    public async Task WhoDoesNotKnowWhetherItWasCreatedLooks(FaultKind kind, bool created)
    {
        Commit("it/1", "a.txt", "a");
        Fake.Fail(FaultOf(kind), on: Create);

        var error = await FailureAsync(() => CreateAsync());
        var found = await FindOpenAsync();

        Assert.Equal((GitHubErrorKind.OutcomeUnknown, 1), (error.Kind, Count(Create)));
        Assert.Equal(created, found is not null);
        Assert.Equal(created, (await Record.ExceptionAsync(() => CreateAsync())) is GitHubException { IsAlreadyExists: true });
    }

    [Fact]
    public async Task AMergeWhoseAnswerIsLostIsFoundDone()
    {
        var head = Commit("it/1", "a.txt", "a");
        await CreateAsync();
        Fake.Fail(Fault.AnswerLost, on: Merge);

        var error = await FailureAsync(() => MergeAsync(head));

        Assert.Equal((GitHubErrorKind.OutcomeUnknown, 1), (error.Kind, Count(Merge)));
        var pull = await Client.PullRequests.FindAsync(Repository, 1, Cancelled);
        Assert.NotNull(pull!.MergedAt);
        Assert.Equal(Sandbox.Run(Bare, "rev-parse", "main"), pull.MergeCommitSha);
    }

    [Fact]
    public async Task AnEditIsRepeatedWhenItsAnswerIsLost()
    {
        Commit("it/1", "a.txt", "a");
        await CreateAsync();
        Fake.Fail(Fault.AnswerLost, on: "PATCH /repos/{owner}/{repo}/pulls/{pull_number}");

        Assert.Equal("Better", (await Client.PullRequests.EditAsync(Repository, 1, new PullRequestEdit { Title = "Better" }, Cancelled)).Title);
        Assert.Equal(2, Count("PATCH /repos/{owner}/{repo}/pulls/{pull_number}"));
    }

    private Task<PullRequest> CreateAsync(string head = "it/1", bool draft = false) =>
        Client.PullRequests.CreateAsync(Repository, new NewPullRequest { Title = "Good", Head = head, Base = "main", Body = "Body", Draft = draft }, Cancelled);

    private Task<PullRequest?> FindOpenAsync() => Client.PullRequests.FindOpenAsync(Repository, "it/1", "main", Cancelled);

    private Task<MergeResult> MergeAsync(string head, int number = 1) =>
        Client.PullRequests.MergeAsync(Repository, number, head, MergeMethod.Squash, "Title", "Text", Cancelled);
}
