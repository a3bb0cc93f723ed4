using Registry.GitHub.Errors;
using Registry.GitHub.Tests.Support;
using Registry.GitHub.Transport;

namespace Registry.GitHub.Tests.Transport;

public sealed class PageTests : GitHubTest
{
    private const string First = "/repos/acme/registry/issues/3/comments?per_page=100";

    [Fact]
    public async Task PagesAreFollowedToTheEnd()
    {
        Expect("GET", First, 200, Comment(1), Link("repositories/1/issues/3/comments?per_page=100&page=2"));
        Expect("GET", "/repositories/1/issues/3/comments?per_page=100&page=2", 200, Comment(2), ("Link", $"<{Server.Address}x>; rel=\"prev\""));

        Assert.Equal([1, 2], await Client.Comments.ListAsync(Repository, 3, Cancelled).Select(comment => comment.Id).ToListAsync(Cancelled));
        Assert.All(Server.Received, request => Assert.Equal($"Bearer {Token}", request.Header("Authorization")));
    }

    [Fact]
    public async Task ThePageAfterTheWantedItemIsNotFetched()
    {
        Expect("GET", First, 200, Comment(1), Link("never"));

        Assert.Equal(1, (await Client.Comments.ListAsync(Repository, 3, Cancelled).FirstAsync(Cancelled)).Id);
    }

    [Fact]
    public async Task APageOfAnotherOriginIsNotFetched()
    {
        Expect("GET", First, 200, Comment(1), ("Link", "<https://elsewhere.example/2>; rel=\"next\""));

        var error = await FailureAsync(() => Client.Comments.ListAsync(Repository, 3, Cancelled).ToListAsync(Cancelled).AsTask());

        Assert.Equal(GitHubErrorKind.Malformed, error.Kind);
        Assert.Contains("elsewhere.example", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task APageThatIsItsOwnNextIsMalformed()
    {
        Expect("GET", First, 200, Comment(1), Link(First[1..]));

        Assert.Equal(GitHubErrorKind.Malformed, (await FailureAsync(() => Client.Comments.ListAsync(Repository, 3, Cancelled).ToListAsync(Cancelled).AsTask())).Kind);
    }

    [Theory]
    [InlineData("<https://a/2>; rel=\"next\", <https://a/9>; rel=\"last\"", "https://a/2")]
    [InlineData("<https://a/1>; rel=\"prev\", <https://a/3>; rel=\"next\", <https://a/9>; rel=\"last\"", "https://a/3")]
    [InlineData("<https://a/1>; rel=\"prev\", <https://a/9>; rel=\"last\"", null)]
    [InlineData("<https://a/2>; rel=next", "https://a/2")]
    [InlineData("</2>; rel=\"next\"", null)]
    [InlineData("nonsense", null)]
    [InlineData(null, null)]
    public void TheNextPageIsTheOneSaidToBe(string? header, string? expected) => Assert.Equal(expected, LinkHeader.Next(header)?.AbsoluteUri);

    private (string Name, string Value) Link(string path) => ("Link", $"<{Server.Address}{path}>; rel=\"next\"");

    private static string Comment(long id) => $$"""[{"id":{{id}},"body":"x","html_url":"h","user":null}]""";
}
