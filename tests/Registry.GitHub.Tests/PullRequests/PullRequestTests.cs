using Registry.GitHub.Errors;
using Registry.GitHub.PullRequests;
using Registry.GitHub.Tests.Support;

namespace Registry.GitHub.Tests.PullRequests;

public sealed class PullRequestTests : GitHubTest
{
    [Fact]
    public async Task APullRequestIsCreated()
    {
        Expect("POST", "/repos/acme/registry/pulls", 201, PullRequestTexts.Open(7));

        var created = await Client.PullRequests.CreateAsync(Repository, new NewPullRequest { Title = "t", Head = "topic", Base = "main", Body = "b" }, Cancelled);

        Assert.Equal((7, true, "aa"), (created.Number, created.IsOpen, created.Head.Sha));
        Assert.Equal("""{"title":"t","head":"topic","base":"main","body":"b","draft":false}""", Server.Received.Single().Text);
    }

    [Fact]
    public async Task TheOpenOneIsTheOneOfThisHeadAndBase()
    {
        Expect("GET", "/repos/acme/registry/pulls?state=open&head=acme%3Ait%2F1&base=main&per_page=100", 200,
            $"[{PullRequestTexts.Open(1, "other")},{PullRequestTexts.Open(2, "it/1", "old")},{PullRequestTexts.Open(3, "it/1")}]");

        Assert.Equal(3, (await Client.PullRequests.FindOpenAsync(Repository, "it/1", "main", Cancelled))!.Number);
    }

    [Fact]
    public async Task NoOpenOneIsNull()
    {
        Expect("GET", "/repos/acme/registry/pulls?state=open&head=acme%3Atopic&base=main&per_page=100", 200, "[]");

        Assert.Null(await Client.PullRequests.FindOpenAsync(Repository, "topic", "main", Cancelled));
    }

    [Fact]
    public async Task ThoseOfACommitAreListed()
    {
        Expect("GET", "/repos/acme/registry/commits/aa/pulls?per_page=100", 200, $"[{PullRequestTexts.Open(1)},{PullRequestTexts.Open(2)}]");

        Assert.Equal([1, 2], await Client.PullRequests.ListForCommitAsync(Repository, "aa", Cancelled).Select(pull => pull.Number).ToListAsync(Cancelled));
    }

    [Fact]
    public async Task AMergeIsOfTheCommitThatWasLookedAt()
    {
        Expect("PUT", "/repos/acme/registry/pulls/7/merge", 200, """{"sha":"cc","merged":true,"message":"Pull Request successfully merged"}""");

        Assert.Equal(new Merged("cc"), await MergeAsync());
        Assert.Equal("""{"sha":"aa","merge_method":"squash","commit_title":"title"}""", Server.Received.Single().Text);
    }

    [Fact]
    public async Task AMergeThatCannotBeIsAResult()
    {
        Expect("PUT", "/repos/acme/registry/pulls/7/merge", 405, """{"message":"Pull Request is not mergeable"}""");

        Assert.Contains("not mergeable", Assert.IsType<NotMergeable>(await MergeAsync()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AHeadThatMovedIsAResult()
    {
        Expect("PUT", "/repos/acme/registry/pulls/7/merge", 409, """{"message":"Head branch was modified. Review and try the merge again."}""");

        Assert.IsType<HeadMoved>(await MergeAsync());
    }

    [Fact]
    public async Task AMergeWhoseAnswerIsLostIsNotRepeated()
    {
        Server.Expect("PUT", "/repos/acme/registry/pulls/7/merge", new ScriptedAnswer { Drops = true });

        Assert.Equal(GitHubErrorKind.OutcomeUnknown, (await FailureAsync(MergeAsync)).Kind);
    }

    private Task<MergeResult> MergeAsync() => Client.PullRequests.MergeAsync(Repository, 7, "aa", MergeMethod.Squash, "title", null, Cancelled);
}
