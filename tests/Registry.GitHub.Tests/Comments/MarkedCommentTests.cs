using Registry.FakeGitHub.Faults;
using Registry.GitHub.Comments;
using Registry.GitHub.Errors;
using Registry.GitHub.PullRequests;
using Registry.GitHub.Tests.Support;

namespace Registry.GitHub.Tests.Comments;

/// <summary>A comment that is kept up to date by its marker.</summary>
public sealed class MarkedCommentTests : FakeGitHubTest
{
    private const string Create = "POST /repos/{owner}/{repo}/issues/{issue_number}/comments";
    private const string Update = "PATCH /repos/{owner}/{repo}/issues/comments/{comment_id}";
    private const string Marker = "<!-- registry -->";
    private const string Author = "registry[bot]";

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        Commit("topic", "a.txt", "a");
        await Client.PullRequests.CreateAsync(Repository, new NewPullRequest { Title = "Topic", Head = "topic", Base = "main" }, Cancelled);
    }

    [Fact]
    public async Task ACommentIsWrittenOnceAndChangedWhenItSaysSomethingElse()
    {
        var written = await SetAsync("one");
        var again = await SetAsync("one");
        var changed = await SetAsync("two");

        Assert.Equal((written, written.Id), (again, changed.Id));
        Assert.Equal([$"two {Marker}"], await BodiesAsync());
        Assert.Equal((1, 1), (Count(Create), Count(Update)));
    }

    [Fact]
    public async Task LinesThatEndOtherwiseSayTheSame()
    {
        await SetAsync("one\r\ntwo");

        await SetAsync("one\ntwo");

        Assert.Equal(0, Count(Update));
    }

    [Fact]
    public async Task ACopiedMarkerIsLeftAlone()
    {
        var copy = await ClientOf("mallory", "pull_requests: write").Comments.CreateAsync(Repository, 1, $"mine {Marker}", Cancelled);

        var ours = await SetAsync("one");

        Assert.NotEqual(copy.Id, ours.Id);
        Assert.Equal(copy.Id, (await SetAsync("anybody's", author: null)).Id);
    }

    [Fact]
    public async Task TheMarkedCommentIsFoundOnALaterPage()
    {
        for (var i = 0; i < 100; i++) await Client.Comments.CreateAsync(Repository, 1, $"chatter {i}", Cancelled);
        var written = await SetAsync("one");

        Assert.Equal(written.Id, (await SetAsync("two")).Id);
        Assert.Equal(101, (await BodiesAsync()).Count);
    }

    [Fact]
    public async Task WhoCallsAgainAfterALostAnswerWritesNoSecondComment()
    {
        Fake.Fail(Fault.AnswerLost, on: Create);
        Assert.Equal(GitHubErrorKind.OutcomeUnknown, (await FailureAsync(() => SetAsync("one"))).Kind);

        await SetAsync("one");

        Assert.Single(await BodiesAsync());
    }

    private Task<IssueComment> SetAsync(string text, string? author = Author) => Client.Comments.SetAsync(Repository, 1, Marker, $"{text} {Marker}", author, Cancelled);

    private async Task<List<string?>> BodiesAsync() => await Client.Comments.ListAsync(Repository, 1, Cancelled).Select(comment => comment.Body).ToListAsync(Cancelled);
}
