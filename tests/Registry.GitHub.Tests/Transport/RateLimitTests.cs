using System.Net;
using Registry.GitHub.Errors;
using Registry.GitHub.PullRequests;
using Registry.GitHub.Tests.Support;
using Registry.GitHub.Transport;
using Registry.Testing;

namespace Registry.GitHub.Tests.Transport;

public sealed class RateLimitTests : GitHubTest
{
    private const string Secondary = """{"message":"You have exceeded a secondary rate limit. Please wait."}""";

    [Theory]
    [InlineData(403)]
    [InlineData(429)]
    public async Task TheStatedTimeIsWaitedForEvenByAWrite(int status)
    {
        Expect("PATCH", "/repos/acme/registry/pulls/3", status, Secondary, ("Retry-After", "7"), ("X-RateLimit-Remaining", "0"), ("X-RateLimit-Reset", Reset(50)));
        Expect("PATCH", "/repos/acme/registry/pulls/3", 200, PullRequestTexts.Open(3));

        await Client.PullRequests.EditAsync(Repository, 3, new PullRequestEdit { Title = "t" }, Cancelled);

        Assert.Equal([TimeSpan.FromSeconds(7)], Clock.Waits);
    }

    [Fact]
    public async Task ACreationIsRepeatedAfterALimitBecauseItWasRefused()
    {
        Expect("POST", "/repos/acme/registry/pulls", 429, Secondary, ("Retry-After", "2"));
        Expect("POST", "/repos/acme/registry/pulls", 201, PullRequestTexts.Open(3));

        await Client.PullRequests.CreateAsync(Repository, new NewPullRequest { Title = "t", Head = "topic", Base = "main" }, Cancelled);

        Assert.Equal([TimeSpan.FromSeconds(2)], Clock.Waits);
    }

    [Fact]
    public async Task AnEmptyBucketIsFullASecondAfterItsReset()
    {
        Expect("GET", "/repos/acme/registry", 403, """{"message":"API rate limit exceeded"}""", ("X-RateLimit-Remaining", "0"), ("X-RateLimit-Reset", Reset(100)));
        Expect("GET", "/repos/acme/registry", 200, RepositoryJson());

        await ReadAsync();

        Assert.Equal([TimeSpan.FromSeconds(101)], Clock.Waits);
    }

    [Fact]
    public async Task AClockThatIsWrongHereDoesNotChangeTheWait()
    {
        var theirs = Clock.Now;
        Clock.Now += TimeSpan.FromDays(3);
        Expect("GET", "/repos/acme/registry", 403, """{"message":"API rate limit exceeded"}""",
            ("Date", $"{theirs:r}"), ("X-RateLimit-Remaining", "0"), ("X-RateLimit-Reset", $"{theirs.ToUnixTimeSeconds() + 100}"));
        Expect("GET", "/repos/acme/registry", 200, RepositoryJson());

        await ReadAsync();

        Assert.Equal([TimeSpan.FromSeconds(101)], Clock.Waits);
    }

    [Fact]
    public async Task WithoutAStatedTimeTheWaitIsAMinuteAndGrows()
    {
        Expect("GET", "/repos/acme/registry", 403, Secondary);
        Expect("GET", "/repos/acme/registry", 429, "");
        Expect("GET", "/repos/acme/registry", 200, RepositoryJson());
        Expect("GET", "/repos/acme/registry", 403, Secondary);
        Expect("GET", "/repos/acme/registry", 200, RepositoryJson());

        await ReadAsync();
        await ReadAsync();

        Assert.Equal([TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(2), TimeSpan.FromMinutes(1)], Clock.Waits);
    }

    [Fact]
    public void RequestsThatAreLimitedTogetherAreOneOffence()
    {
        var clock = ManualTimeProvider.AtNoon();
        using var gate = new RequestGate(Options with { Time = clock });
        using var response = new HttpResponseMessage(HttpStatusCode.TooManyRequests);

        Assert.Equal(clock.Now.AddMinutes(1), gate.CloseFor(response, []));
        clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(clock.Now.AddSeconds(59), gate.CloseFor(response, []));
        gate.Passed();
        clock.Advance(TimeSpan.FromSeconds(59));
        Assert.Equal(clock.Now.AddMinutes(2), gate.CloseFor(response, []));
    }

    [Fact]
    public async Task TryingEndsAfterSomeLimits()
    {
        for (var i = 0; i < 4; i++) Expect("GET", "/repos/acme/registry", 429, Secondary, ("Retry-After", "1"));

        var error = await FailureAsync(ReadAsync);

        Assert.Equal(GitHubErrorKind.RateLimited, error.Kind);
        Assert.Equal(Clock.Now.AddSeconds(1), error.ResumeAt);
        Assert.Equal(3, Clock.Waits.Count);
    }

    [Fact]
    public async Task ALongWaitIsTheCallersAndNothingIsSentBeforeItsEnd()
    {
        Expect("GET", "/repos/acme/registry", 403, """{"message":"API rate limit exceeded"}""", ("X-RateLimit-Remaining", "0"), ("X-RateLimit-Reset", Reset(3000)));

        var first = await FailureAsync(ReadAsync);
        var second = await FailureAsync(ReadAsync);

        Assert.Equal((GitHubErrorKind.RateLimited, 403, Clock.Now.AddSeconds(3001)), (first.Kind, first.Status, first.ResumeAt));
        Assert.Equal((GitHubErrorKind.RateLimited, null, Clock.Now.AddSeconds(3001)), (second.Kind, second.Status, second.ResumeAt));
        Assert.Single(Server.Received);

        Expect("GET", "/repos/acme/registry", 200, RepositoryJson());
        Clock.Advance(TimeSpan.FromSeconds(3001));
        Assert.NotNull(await ReadAsync());
    }

    [Fact]
    public async Task AMissingPermissionIsNoLimit()
    {
        Expect("GET", "/repos/acme/registry", 403, """{"message":"Resource not accessible by integration"}""",
            ("X-RateLimit-Remaining", "4000"), ("X-RateLimit-Reset", Reset(9)), ("X-Accepted-GitHub-Permissions", "metadata=read"));

        var error = await FailureAsync(ReadAsync);

        Assert.Equal(GitHubErrorKind.Forbidden, error.Kind);
        Assert.Contains("metadata=read", error.Message, StringComparison.Ordinal);
    }

    private string Reset(int seconds) => $"{Clock.Now.ToUnixTimeSeconds() + seconds}";
}
