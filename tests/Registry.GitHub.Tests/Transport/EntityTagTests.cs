using Registry.GitHub.Credentials;
using Registry.GitHub.Errors;
using Registry.GitHub.Tests.Support;
using Registry.GitHub.Transport;

namespace Registry.GitHub.Tests.Transport;

public sealed class EntityTagTests : GitHubTest
{
    [Fact]
    public async Task AnUnchangedAnswerIsTheKeptOne()
    {
        Expect("GET", "/repos/acme/registry", 200, RepositoryJson(), ("ETag", "W/\"abc\""));
        Expect("GET", "/repos/acme/registry", 304, "", ("ETag", "W/\"abc\""));
        var first = await ReadAsync();

        var second = await ReadAsync();

        Assert.Equal(first, second);
        Assert.Equal("", Server.Received[0].Header("If-None-Match"));
        Assert.Equal("W/\"abc\"", Server.Received[1].Header("If-None-Match"));
    }

    [Fact]
    public async Task AChangedAnswerReplacesTheKeptOne()
    {
        Expect("GET", "/repos/acme/registry", 200, RepositoryJson(), ("ETag", "\"1\""));
        Expect("GET", "/repos/acme/registry", 200, RepositoryJson("acme/new"), ("ETag", "\"2\""));
        Expect("GET", "/repos/acme/registry", 304, "");
        await ReadAsync();
        await ReadAsync();

        var repository = await ReadAsync();

        Assert.Equal("acme/new", repository!.FullName);
        Assert.Equal("\"2\"", Server.Received[2].Header("If-None-Match"));
    }

    [Fact]
    public async Task APageKeepsItsNextOne()
    {
        var address = $"{Server.Address}repositories/1/releases?page=2";
        Expect("GET", "/repos/acme/registry/releases?per_page=100", 200, "[]", ("ETag", "\"1\""), ("Link", $"<{address}>; rel=\"next\""));
        Expect("GET", "/repositories/1/releases?page=2", 200, "[]");
        Expect("GET", "/repos/acme/registry/releases?per_page=100", 304, "");
        Expect("GET", "/repositories/1/releases?page=2", 200, "[]");

        Assert.Empty(await Client.Releases.ListAsync(Repository, Cancelled).ToListAsync(Cancelled));
        Assert.Empty(await Client.Releases.ListAsync(Repository, Cancelled).ToListAsync(Cancelled));
    }

    [Fact]
    public async Task A304ThatNobodyAskedForIsMalformed()
    {
        Expect("GET", "/repos/acme/registry", 304, "");

        Assert.Equal(GitHubErrorKind.Malformed, (await FailureAsync(ReadAsync)).Kind);
    }

    [Fact]
    public void AnAnswerIsForTheSameTypeAndTokenAlone()
    {
        var cache = new EntityTagCache();
        var request = Request(1);
        var token = new AccessToken("one");
        cache.Keep(request, token, new("\"1\""), new ApiAnswer(System.Net.HttpStatusCode.OK, []));

        Assert.NotNull(cache.Find(request, new AccessToken("one")));
        Assert.Null(cache.Find(request, new AccessToken("two")));
        Assert.Null(cache.Find(request, token: null));
        Assert.Null(cache.Find(request with { Accept = ApiRequest.Raw }, token));
    }

    [Fact]
    public void TheCacheForgetsWhatWasNotUsedForLongest()
    {
        var cache = new EntityTagCache();
        for (var i = 0; i < 256; i++) Keep(cache, i, size: 1);
        Assert.NotNull(cache.Find(Request(0), token: null));

        Keep(cache, 256, size: 1);

        Assert.NotNull(cache.Find(Request(0), token: null));
        Assert.Null(cache.Find(Request(1), token: null));
        Assert.NotNull(cache.Find(Request(256), token: null));
    }

    [Fact]
    public void TheCacheTakesNoLargeAnswers()
    {
        var cache = new EntityTagCache();
        Keep(cache, 1, size: (256 * 1024) + 1);

        Assert.Null(cache.Find(Request(1), token: null));
    }

    private static void Keep(EntityTagCache cache, int id, int size) =>
        cache.Keep(Request(id), token: null, new("\"1\""), new ApiAnswer(System.Net.HttpStatusCode.OK, new byte[size]));

    private static ApiRequest Request(int id) => new(HttpMethod.Get, new Uri($"https://api.github.com/repositories/{id}"));
}
