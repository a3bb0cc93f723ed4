using Registry.GitHub.Tests.Support;

namespace Registry.GitHub.Tests.Comments;

public sealed class IssueCommentTests : GitHubTest
{
    private const string Marker = "<!-- registry:compare -->";
    private const string List = "/repos/acme/registry/issues/3/comments?per_page=100";

    [Fact]
    public async Task TheFirstCommentIsCreated()
    {
        Expect("GET", List, 200, $"[{Comment(1, "hello", "eve")}]");
        Expect("POST", "/repos/acme/registry/issues/3/comments", 201, Comment(2, "x", "bot"));

        Assert.Equal(2, (await SetAsync($"{Marker}\nnew")).Id);
        Assert.Equal("""{"body":"\u003C!-- registry:compare --\u003E\nnew"}""", Server.Received[1].Text);
    }

    [Fact]
    public async Task TheCommentWithTheMarkerIsUpdated()
    {
        Expect("GET", List, 200, $"[{Comment(1, "hello", "bot")},{Comment(2, $"{Marker} mine", "eve")},{Comment(3, $"{Marker} old", "Bot")}]");
        Expect("PATCH", "/repos/acme/registry/issues/comments/3", 200, Comment(3, "x", "bot"));

        await SetAsync($"{Marker} new");
    }

    [Fact]
    public async Task ACommentThatSaysSoAlreadyIsLeft()
    {
        Expect("GET", List, 200, $"[{Comment(3, $"{Marker}\\r\\nsame", "bot")}]");

        Assert.Equal(3, (await SetAsync($"{Marker}\nsame")).Id);
    }

    [Fact]
    public async Task ATextWithoutItsMarkerIsRefused() => await Assert.ThrowsAsync<ArgumentException>(() => SetAsync("new"));

    private Task<GitHub.Comments.IssueComment> SetAsync(string body) => Client.Comments.SetAsync(Repository, 3, Marker, body, "bot", Cancelled);

    private static string Comment(long id, string body, string author) => $$"""{"id":{{id}},"body":"{{body}}","html_url":"h","user":{"login":"{{author}}"} }""";
}
