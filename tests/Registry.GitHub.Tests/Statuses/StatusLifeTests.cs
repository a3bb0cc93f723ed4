using Registry.GitHub.Errors;
using Registry.GitHub.Statuses;
using Registry.GitHub.Tests.Support;

namespace Registry.GitHub.Tests.Statuses;

public sealed class StatusLifeTests : FakeGitHubTest
{
    private const string Create = "POST /repos/{owner}/{repo}/statuses/{sha}";

    private string Head => Sandbox.Run(Bare, "rev-parse", "main");

    [Fact]
    public async Task AStatusIsCreatedUnlessTheNewestSaysTheSame()
    {
        Assert.True(await SetAsync(CommitStatusState.Success));
        Assert.False(await SetAsync(CommitStatusState.Success));
        Assert.True(await SetAsync(CommitStatusState.Failure));
        Assert.False(await SetAsync(CommitStatusState.Failure));
        Assert.True(await SetAsync(CommitStatusState.Success));

        Assert.Equal(3, Count(Create));
        var newest = Assert.Single(await NewestAsync());
        Assert.NotNull(newest.CreatedAt);
        Assert.Equal(Status(CommitStatusState.Success), newest with { CreatedAt = null });
    }

    [Fact]
    public async Task AnotherContextDescriptionOrPageIsAnotherStatus()
    {
        var status = Status(CommitStatusState.Success);
        foreach (var other in new[] { status, status with { Context = "other" }, status with { Description = "two" }, status with { TargetUrl = "https://example.com/" } })
            Assert.True(await Client.Statuses.SetAsync(Repository, Head, other, Cancelled));

        Assert.Equal(["other", "registry"], (await NewestAsync()).Select(newest => newest.Context).Order());
    }

    [Fact]
    public async Task AContextIsFoundOnALaterPage()
    {
        for (var i = 0; i < 101; i++) await Client.Statuses.CreateAsync(Repository, Head, Status(CommitStatusState.Success) with { Context = $"check/{i}" }, Cancelled);

        Assert.All(
            await Task.WhenAll(new[] { "check/0", "check/100" }.Select(context =>
                Client.Statuses.SetAsync(Repository, Head, Status(CommitStatusState.Success) with { Context = context }, Cancelled))),
            Assert.False);
    }

    [Fact]
    public async Task ACommitThatDoesNotExistHasNoStatus()
    {
        var unknown = new string('1', 40);

        Assert.Equal(GitHubErrorKind.Validation, (await FailureAsync(() => Client.Statuses.CreateAsync(Repository, unknown, Status(CommitStatusState.Error), Cancelled))).Kind);
        Assert.Equal(GitHubErrorKind.NotFound, (await FailureAsync(() => Client.Statuses.SetAsync(Repository, unknown, Status(CommitStatusState.Error), Cancelled))).Kind);
    }

    private static CommitStatus Status(CommitStatusState state) => new() { State = state, Context = "registry" };

    private Task<bool> SetAsync(CommitStatusState state) => Client.Statuses.SetAsync(Repository, Head, Status(state), Cancelled);

    private async Task<List<CommitStatus>> NewestAsync() => await Client.Statuses.ListNewestAsync(Repository, Head, Cancelled).ToListAsync(Cancelled);
}
