using Registry.FakeGitHub.Faults;
using Registry.GitHub.Errors;
using Registry.GitHub.Releases;
using Registry.GitHub.Tests.Support;

namespace Registry.GitHub.Tests.Transport;

/// <summary>Limits that count by GitHub's clock, and faults of a few requests.</summary>
public sealed class LimitLifeTests : FakeGitHubTest
{
    private const string Read = "GET /repos/{owner}/{repo}";
    private const string Write = "POST /repos/{owner}/{repo}/releases";

    [Fact]
    public async Task AnExhaustedHourIsReportedWithItsEnd()
    {
        Fake.Limits.EnforcePrimary = true;
        Fake.Limits.Hourly = 1;
        var end = Clock.Now + TimeSpan.FromHours(1);
        await ReadAsync();

        var error = await FailureAsync(ReadAsync);
        var again = await FailureAsync(ReadAsync);

        Assert.Equal((GitHubErrorKind.RateLimited, GitHubErrorKind.RateLimited), (error.Kind, again.Kind));
        Assert.InRange(error.ResumeAt!.Value, end, end + TimeSpan.FromSeconds(2));
        Assert.Equal(2, Count(Read));
        Clock.Advance(error.ResumeAt!.Value - Clock.Now);
        await ReadAsync();
    }

    [Fact]
    public async Task TheLastMinutesOfAnHourAreWaitedFor()
    {
        Fake.Limits.EnforcePrimary = true;
        Fake.Limits.Hourly = 1;
        var end = Clock.Now + TimeSpan.FromHours(1);
        await ReadAsync();
        Clock.Advance(TimeSpan.FromMinutes(56));

        await ReadAsync();

        Assert.InRange(Clock.Now, end, end + TimeSpan.FromSeconds(2));
        Assert.Equal([200, 403, 304], Fake.Requests.Select(request => request.Status));
    }

    [Theory]
    [InlineData(403)]
    [InlineData(429)]
    public async Task ASecondaryLimitIsKeptAndTheWriteHappensOnce(int status)
    {
        Fake.Fail(Fault.SecondaryLimit(status, TimeSpan.FromSeconds(90)), on: Write);
        var start = Clock.Now;

        await WriteAsync(1);

        Assert.InRange(Clock.Now - start, TimeSpan.FromSeconds(90), TimeSpan.FromSeconds(120));
        Assert.Equal([status, 201], Fake.Requests.Select(request => request.Status));
        Assert.Single(await Client.Releases.ListAsync(Repository, Cancelled).ToListAsync(Cancelled));
    }

    [Fact]
    public async Task ASecondaryLimitThatSaysNothingIsLeftAloneForAMinuteAndMore()
    {
        Fake.Fail(Fault.SecondaryLimit(), on: Read, times: 2);
        var start = Clock.Now;

        await ReadAsync();

        Assert.True(Clock.Now - start >= TimeSpan.FromMinutes(3), $"It waited {Clock.Now - start}.");
    }

    [Fact]
    public async Task ManyWritesAndReadsAtOnceReachNoLimit()
    {
        (Fake.Limits.EnforcePrimary, Fake.Limits.EnforceSecondary) = (true, true);

        await Task.WhenAll(Enumerable.Range(0, 100).Select(WriteAsync).Concat(Enumerable.Range(0, 100).Select(_ => ReadAsync())));

        Assert.Equal((100, 100), (Count(Write), Count(Read)));
        Assert.All(Fake.Requests, request => Assert.InRange(request.Status, 200, 304));
    }

    [Theory]
    [InlineData(FaultKind.RequestLost)]
    [InlineData(FaultKind.AnswerLost)]
    [InlineData(FaultKind.ServerError)]
    [InlineData(FaultKind.TruncatedJson)]
    public async Task AReadIsRepeatedAfterFaults(FaultKind kind)
    {
        Fake.Fail(FaultOf(kind), on: Read, times: 3);

        await ReadAsync();

        Assert.Equal(4, Count(Read));
    }

    [Fact]
    public async Task WhatHasNotChangedCostsNothing()
    {
        Fake.Limits.EnforcePrimary = true;
        Fake.Limits.Hourly = 1;

        await ReadAsync();
        Fake.Limits.Hourly = 2;
        await ReadAsync();
        await ReadAsync();

        Assert.Equal([200, 304, 304], Fake.Requests.Select(request => request.Status));
    }

    private async Task ReadAsync() => Assert.NotNull(await Client.Repositories.FindAsync(Repository, Cancelled));

    private async Task WriteAsync(int number) => Assert.True((await Client.Releases.CreateAsync(Repository, new NewRelease { TagName = $"v{number}" }, Cancelled)).Draft);
}
