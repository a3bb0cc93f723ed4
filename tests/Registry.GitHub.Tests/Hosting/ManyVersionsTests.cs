using Registry.Core.Releases;
using Registry.GitHub.Credentials;
using Registry.Testing;

namespace Registry.GitHub.Tests.Hosting;

/// <summary>Many versions pass through GitHub's limits as fast as these allow, and none is refused.</summary>
public sealed class ManyVersionsTests : HostingTest
{
    private static readonly TimeSpan s_betweenWrites = TimeSpan.FromSeconds(1);

    [Theory]
    [InlineData(40)]
    [InlineData(1000)]
    public async Task VersionsArePublishedAsFastAsTheLimitsAllow(int count)
    {
        Assert.SkipUnless(count < 100 || LongTests.AreWanted, LongTests.Why);
        (Fake.Limits.EnforcePrimary, Fake.Limits.EnforceSecondary, Fake.Limits.EditsMakeContent) = (true, true, false);

        var emitting = await EmitAsync(count);
        Within(emitting, BoundOfCreations(3 * count), $"emitting {count} versions");
        var (publishing, waits) = await PublishAllAsync(count);
        Within(publishing, (count - 1) * s_betweenWrites, $"publishing {count} versions, with {waits} waits");

        Assert.DoesNotContain(Fake.Requests, request => request.Status is 403 or 429);
        Assert.Equal((count, 2 * count, count), (Count(Create), Count(Upload), Count(Change)));
        var releases = await ReleasesAsync();
        Assert.Equal(count, releases.Count);
        Assert.All(releases, release => Assert.Equal((false, 2), (release.Draft, release.Assets.Count)));
        foreach (var last in new[] { 0, count - 1 }) await HoldsAsync(Version(FilesOf(last), last));
    }

    [Fact]
    public async Task WhereEditsCountAsContentEveryWaitIsHonoured()
    {
        (Fake.Limits.EnforcePrimary, Fake.Limits.EnforceSecondary) = (true, true);
        await EmitAsync(10);
        // What is left of the hour is less than what is to be published.
        Fake.Limits.ContentPerHour = 35;

        var (publishing, waits) = await PublishAllAsync(10);

        Assert.True(waits > 0);
        Assert.InRange(publishing, TimeSpan.FromMinutes(59), TimeSpan.FromMinutes(61));
        foreach (var i in Enumerable.Range(0, 10)) await HoldsAsync(Version(FilesOf(i), i));
    }

    private async Task<TimeSpan> EmitAsync(int count)
    {
        // An emit of its own would wait in an outbox; here it waits in the client.
        var credentials = new TokenCredentials(new AccessToken(Fake.CreateToken("contents: write")));
        var host = HostOf(ClientOf(credentials, Options with { LongestWait = TimeSpan.FromHours(2) }), Repository);
        var start = Clock.Now;
        for (var i = 0; i < count; i++) await StageAsync(FilesOf(i), host);
        return Clock.Now - start;
    }

    private async Task<(TimeSpan Time, int Waits)> PublishAllAsync(int count)
    {
        var (host, start, waits) = (Host(), Clock.Now, 0);
        List<Publication> versions = [.. Enumerable.Range(0, count).Select(i => Version(FilesOf(i), i))];
        Assert.All(await host.SeeAsync(versions, Cancelled), seen => Assert.Equal(ReleaseState.Staged, seen.State));
        foreach (var version in versions)
        {
            PublishResult result;
            while ((result = await host.PublishAsync(version, Cancelled)) is NotPublished { Failure: PublishFailure.Host, RetryAt: { } at } && at > Clock.Now)
            {
                waits++;
                Clock.Advance(at - Clock.Now);
            }

            Assert.IsType<Published>(result);
        }

        return (Clock.Now - start, waits);
    }

    /// <summary>The least time for so many creations: a second apart, and 500 an hour.</summary>
    private static TimeSpan BoundOfCreations(int count) => TimeSpan.FromHours((count - 1) / 500) + ((count - 1) % 500 * s_betweenWrites);

    private static void Within(TimeSpan time, TimeSpan bound, string what)
    {
        TestContext.Current.TestOutputHelper!.WriteLine($"{what}: {time.TotalSeconds:0} s of simulated time; the limits allow {bound.TotalSeconds:0} s");
        Assert.InRange(time, TimeSpan.Zero, bound * 1.1);
    }

    private IReadOnlyList<FileToAttach> FilesOf(int i) => [FileOf("a.bin", $"a of {i}"), FileOf("b.bin", $"b of {i}")];
}
