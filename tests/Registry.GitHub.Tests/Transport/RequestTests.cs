using System.IO.Compression;
using System.Text;
using Registry.GitHub.Errors;
using Registry.GitHub.Tests.Support;
using Registry.GitHub.Transport;

namespace Registry.GitHub.Tests.Transport;

public sealed class RequestTests : GitHubTest
{
    [Fact]
    public async Task ARequestSaysWhatItWantsAndWhoItIs()
    {
        Expect("GET", "/repos/acme/registry", 200, RepositoryJson());

        var repository = await ReadAsync();

        Assert.Equal("main", repository!.DefaultBranch);
        Assert.True(repository.Permissions!.Push);
        Assert.False(repository.IsRenamedFrom(Repository));
        var request = Server.Received.Single();
        Assert.Equal("application/vnd.github+json", request.Header("Accept"));
        Assert.Equal("2022-11-28", request.Header("X-GitHub-Api-Version"));
        Assert.Equal("registry", request.Header("User-Agent"));
        Assert.Equal($"Bearer {Token}", request.Header("Authorization"));
    }

    [Fact]
    public async Task ValuesInAPathAreEncoded()
    {
        Expect("GET", "/repos/acme/registry/git/ref/tags%2Flib%2Fcore%403%23%3F%20%25", 404, """{"message":"Not Found"}""");

        Assert.Null(await Client.Repositories.FindReferenceAsync(Repository, "tags/lib/core@3#? %", Cancelled));
    }

    [Theory]
    [InlineData("")]
    [InlineData(".")]
    [InlineData("..")]
    public async Task AValueDoesNotLeadToAnotherPath(string path) =>
        await Assert.ThrowsAsync<ArgumentException>(() => Client.Repositories.FindContentAsync(Repository, path, "main", Cancelled));

    [Fact]
    public void DotsWithinAValueStayWhereTheyAre() => Assert.Equal(
        "/api/v3/repos/acme/registry/contents/..%2F..%2Fuser",
        ApiPath.At(new Uri("https://ghe.example/api/v3/"), $"repos/{Repository}/contents/{"../../user"}").AbsolutePath);

    [Fact]
    public async Task ContentIsBytes()
    {
        byte[] bytes = [0xff, 0, 13, 10];
        Server.Expect("GET", "/repos/acme/registry/contents/a%2Fb.yaml?ref=main", new ScriptedAnswer { Body = bytes });

        Assert.Equal(bytes, await Client.Repositories.FindContentAsync(Repository, "a/b.yaml", "main", Cancelled));
        Assert.Equal("application/vnd.github.raw+json", Server.Received.Single().Header("Accept"));
    }

    [Fact]
    public async Task AComparisonHasCountsAndAPage()
    {
        Expect("GET", "/repos/acme/registry/compare/v1...v2?per_page=1", 200,
            """{"status":"diverged","ahead_by":3,"behind_by":1,"total_commits":3,"html_url":"https://github.com/acme/registry/compare/v1...v2","commits":[]}""");

        Assert.Equal(new GitHub.Repositories.Comparison { Status = "diverged", AheadBy = 3, BehindBy = 1, TotalCommits = 3, HtmlUrl = "https://github.com/acme/registry/compare/v1...v2" },
            await Client.Repositories.CompareAsync(Repository, "v1", "v2", Cancelled));
    }

    [Fact]
    public async Task AnAnswerMayBeCompressed()
    {
        using var packed = new MemoryStream();
        await using (var gzip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true)) gzip.Write(Encoding.UTF8.GetBytes(RepositoryJson()));
        Server.Expect("GET", "/repos/acme/registry", new ScriptedAnswer { Body = packed.ToArray(), Headers = [("Content-Encoding", "gzip")] });

        Assert.NotNull(await ReadAsync());
        Assert.Contains("gzip", Server.Received.Single().Header("Accept-Encoding"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task TenRequestsAtMostRunAtOnce()
    {
        var running = 0;
        var most = 0;
        var ten = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        for (var i = 0; i < 15; i++)
        {
            Server.Expect("GET", "/repos/acme/registry", Json(200, RepositoryJson()) with
            {
                Before = async () =>
                {
                    var now = Interlocked.Increment(ref running);
                    lock (ten) most = Math.Max(most, now);
                    if (now == 10) ten.SetResult();
                    await ten.Task;
                    Interlocked.Decrement(ref running);
                },
            });
        }

        await Task.WhenAll(Enumerable.Range(0, 15).Select(_ => ReadAsync()));

        Assert.Equal(10, most);
    }

    [Fact]
    public async Task ACallerMayGiveUp()
    {
        using var source = new CancellationTokenSource();
        Server.Expect("GET", "/repos/acme/registry", Json(200, RepositoryJson()) with { Before = source.CancelAsync, Drops = true });

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Client.Repositories.FindAsync(Repository, source.Token));
    }

    [Fact]
    public async Task TextThatIsNoRepositoryIsMalformed()
    {
        Expect("GET", "/repos/acme/registry", 200, """{"id":1}""");

        var error = await FailureAsync(ReadAsync);

        Assert.Equal(GitHubErrorKind.Malformed, error.Kind);
        Assert.Contains("full_name", error.Message, StringComparison.Ordinal);
        Assert.Empty(Clock.Waits);
    }

    [Theory]
    [InlineData("http://github.example/")]
    [InlineData("https://user:word@github.example/")]
    [InlineData("https://github.example/?a=b")]
    [InlineData("ftp://github.example/")]
    public void AnAddressThatCannotBeTrustedIsRefused(string address) =>
        Assert.Throws<ArgumentException>(() => new GitHubOptions { BaseAddress = new Uri(address) });

    [Fact]
    public void AnAddressMayLackItsLastSlash() =>
        Assert.Equal("https://ghe.example/api/v3/", new GitHubOptions { BaseAddress = new Uri("https://ghe.example/api/v3") }.BaseAddress.AbsoluteUri);
}
