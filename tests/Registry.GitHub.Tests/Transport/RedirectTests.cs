using Registry.GitHub.Errors;
using Registry.GitHub.PullRequests;
using Registry.GitHub.Tests.Support;
using Registry.GitHub.Transport;

namespace Registry.GitHub.Tests.Transport;

public sealed class RedirectTests : GitHubTest
{
    private readonly ScriptedServer _other = new();

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        await _other.DisposeAsync();
        _other.Verify();
    }

    [Theory]
    [InlineData(301)]
    [InlineData(302)]
    [InlineData(307)]
    [InlineData(308)]
    public async Task ARenamedRepositoryIsReadWithTheToken(int status)
    {
        Expect("GET", "/repos/acme/registry", status, "", ("Location", "/repositories/1"));
        Expect("GET", "/repositories/1", 200, RepositoryJson("acme/renamed"));

        var repository = await ReadAsync();

        Assert.True(repository!.IsRenamedFrom(Repository));
        Assert.Equal($"Bearer {Token}", Server.Received[1].Header("Authorization"));
    }

    [Fact]
    public async Task AWriteKeepsItsMethodAndContent()
    {
        Expect("PATCH", "/repos/acme/registry/pulls/3", 307, "", ("Location", $"{Server.Address}repositories/1/pulls/3"));
        Expect("PATCH", "/repositories/1/pulls/3", 200, PullRequestTexts.Open(3));

        await Client.PullRequests.EditAsync(Repository, 3, new PullRequestEdit { Title = "new" }, Cancelled);

        Assert.Equal("""{"title":"new"}""", Server.Received[1].Text);
        Assert.Equal($"Bearer {Token}", Server.Received[1].Header("Authorization"));
    }

    [Theory]
    [InlineData(301)]
    [InlineData(302)]
    public async Task AWriteIsNotTurnedIntoARead(int status)
    {
        Expect("PATCH", "/repos/acme/registry/pulls/3", status, "", ("Location", "/repositories/1/pulls/3"));

        var error = await FailureAsync(() => Client.PullRequests.EditAsync(Repository, 3, new PullRequestEdit { Title = "new" }, Cancelled));

        Assert.Equal(GitHubErrorKind.Malformed, error.Kind);
    }

    [Fact]
    public async Task AnotherOriginDoesNotGetTheTokenAndNeitherDoesWhatItLeadsBackTo()
    {
        Expect("GET", "/repos/acme/registry", 302, "", ("Location", $"{_other.Address}elsewhere"));
        _other.Expect("GET", "/elsewhere", new ScriptedAnswer { Status = 302, Headers = [("Location", $"{Server.Address}back")] });
        Expect("GET", "/back", 200, RepositoryJson());

        await ReadAsync();

        Assert.Equal("", _other.Received.Single().Header("Authorization"));
        Assert.Equal("", Server.Received[1].Header("Authorization"));
    }

    [Fact]
    public async Task ACircleEnds()
    {
        for (var i = 0; i < 6; i++) Expect("GET", "/repos/acme/registry", 301, "", ("Location", "/repos/acme/registry"));

        var error = await FailureAsync(ReadAsync);

        Assert.Equal(GitHubErrorKind.Malformed, error.Kind);
        Assert.Contains("redirected more than 5 times", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ARedirectNamesItsTarget()
    {
        Expect("GET", "/repos/acme/registry", 301, "");

        Assert.Contains("without Location", (await FailureAsync(ReadAsync)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ARedirectDoesNotLeaveHttp()
    {
        Expect("GET", "/repos/acme/registry", 302, "", ("Location", "ftp://127.0.0.1/x"));

        var error = await FailureAsync(ReadAsync);

        Assert.Equal(GitHubErrorKind.Malformed, error.Kind);
        Assert.Contains("leads from http to ftp", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("https://a/", "http://a/", false)]
    [InlineData("https://a/", "https://b/", true)]
    [InlineData("http://127.0.0.1/", "http://127.0.0.1:8/", true)]
    [InlineData("http://127.0.0.1/", "https://b/", true)]
    [InlineData("https://a/", "ftp://a/", false)]
    [InlineData("http://127.0.0.1/", "file:///etc/passwd", false)]
    public void SafetyIsNeverLost(string from, string to, bool expected) => Assert.Equal(expected, Origin.IsAsSafe(new Uri(from), new Uri(to)));

    [Theory]
    [InlineData("https://a/x", "https://A:443/y", true)]
    [InlineData("https://a/", "http://a/", false)]
    [InlineData("https://a/", "https://a:444/", false)]
    [InlineData("https://a/", "https://a.b/", false)]
    public void AnOriginIsSchemeHostAndPort(string one, string other, bool expected) => Assert.Equal(expected, Origin.IsSame(new Uri(one), new Uri(other)));
}
