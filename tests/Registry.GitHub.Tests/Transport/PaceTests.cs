using Registry.GitHub.Errors;
using Registry.GitHub.PullRequests;
using Registry.GitHub.Tests.Support;
using Registry.GitHub.Transport;
using Registry.Testing;

namespace Registry.GitHub.Tests.Transport;

public sealed class PaceTests : GitHubTest
{
    private static readonly ApiRequest s_read = new(HttpMethod.Get, new Uri("https://api.github.com/user"));
    private static readonly ApiRequest s_creation = s_read with { Method = HttpMethod.Post };

    [Fact]
    public async Task WritesAreASecondApartAndReadsAreNot()
    {
        for (var i = 0; i < 3; i++) Expect("PATCH", "/repos/acme/registry/pulls/3", 200, PullRequestTexts.Open(3));
        Expect("GET", "/repos/acme/registry", 200, RepositoryJson());

        await EditAsync();
        await ReadAsync();
        await EditAsync();
        Clock.Advance(TimeSpan.FromSeconds(0.4));
        await EditAsync();

        Assert.Equal([TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(0.6)], Clock.Waits);
    }

    [Fact]
    public async Task WritesDoNotRunTogether()
    {
        var running = 0;
        var most = 0;
        for (var i = 0; i < 4; i++)
        {
            Server.Expect("PATCH", "/repos/acme/registry/pulls/3", Json(200, PullRequestTexts.Open(3)) with
            {
                Before = async () =>
                {
                    most = Math.Max(most, Interlocked.Increment(ref running));
                    await Task.Yield();
                    Interlocked.Decrement(ref running);
                },
            });
        }

        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => EditAsync()));

        Assert.Equal(1, most);
        Assert.Equal(3, Clock.Waits.Count);
    }

    [Fact]
    public async Task TheFiveHundredAndFirstCreationOfAnHourHasToWait()
    {
        using var gate = new RequestGate(Options);
        var start = Clock.Now;
        for (var i = 0; i < 500; i++) (await gate.EnterAsync(s_creation, Cancelled)).Dispose();
        Assert.Equal(start.AddSeconds(499), Clock.Now);

        var error = await FailureAsync(() => gate.EnterAsync(s_creation, Cancelled));

        Assert.Equal((GitHubErrorKind.RateLimited, start.AddHours(1)), (error.Kind, error.ResumeAt));
        (await gate.EnterAsync(s_read, Cancelled)).Dispose();
        Clock.Advance(start.AddHours(1) - Clock.Now);
        (await gate.EnterAsync(s_creation, Cancelled)).Dispose();
    }

    [Fact]
    public async Task AWaitCanBeCancelledAndGivesItsTurnBack()
    {
        var clock = ManualTimeProvider.AtNoon();
        using var gate = new RequestGate(Options with { Time = clock });
        (await gate.EnterAsync(s_creation, Cancelled)).Dispose();
        using var source = new CancellationTokenSource();
        var waiting = gate.EnterAsync(s_creation, source.Token);
        Assert.False(waiting.IsCompleted);

        await source.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        clock.Advance(TimeSpan.FromSeconds(1));
        (await gate.EnterAsync(s_creation, Cancelled)).Dispose();
    }

    [Fact]
    public async Task AWaitEndsWithItsTime()
    {
        var clock = ManualTimeProvider.AtNoon();
        using var gate = new RequestGate(Options with { Time = clock });
        (await gate.EnterAsync(s_creation, Cancelled)).Dispose();
        var waiting = gate.EnterAsync(s_creation, Cancelled);
        Assert.False(waiting.IsCompleted);

        clock.Advance(TimeSpan.FromSeconds(1));

        (await waiting).Dispose();
    }

    private Task<PullRequest> EditAsync() => Client.PullRequests.EditAsync(Repository, 3, new PullRequestEdit { Title = "t" }, Cancelled);
}
