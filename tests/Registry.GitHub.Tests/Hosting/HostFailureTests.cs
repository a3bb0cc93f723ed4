using Registry.Core.Releases;
using Registry.Core.Rules;
using Registry.FakeGitHub.Faults;
using Registry.GitHub.Repositories;

namespace Registry.GitHub.Tests.Hosting;

/// <summary>What is GitHub's fault, or the token's, is told as that, and leaves everything as it was.</summary>
public sealed class HostFailureTests : HostingTest
{
    [Theory]
    [InlineData(Change)]
    [InlineData("GET /repos/{owner}/{repo}/releases/{release_id}")]
    public async Task AnExhaustedHourSaysWhenToGoOn(string operation)
    {
        await StageAsync(TwoFiles);
        Fake.Fail(Fault.PrimaryLimit(), on: operation);
        var start = Clock.Now;

        var failed = await NotPublishedAsync(Version(TwoFiles));

        Assert.Equal((PublishFailure.Host, RegistryRules.GitHubFailed), (failed.Failure, failed.Problem.Rule));
        Assert.InRange(failed.RetryAt!.Value, start.AddMinutes(50), start.AddMinutes(51));
        Assert.True((await OnlyReleaseAsync()).Draft);
        Clock.Advance(failed.RetryAt.Value - Clock.Now);
        await PublishAsync(Version(TwoFiles));
        await HoldsAsync(Version(TwoFiles));
    }

    [Theory]
    [InlineData(90, 90)]
    [InlineData(null, 60)]
    public async Task ASecondaryLimitIsWaitedFor(int? stated, int least)
    {
        await StageAsync(TwoFiles);
        Fake.Fail(Fault.SecondaryLimit(403, stated is { } seconds ? TimeSpan.FromSeconds(seconds) : null), on: Change);
        var start = Clock.Now;

        await PublishAsync(Version(TwoFiles));

        Assert.True(Clock.Now - start >= TimeSpan.FromSeconds(least), $"It waited {Clock.Now - start}.");
        await HoldsAsync(Version(TwoFiles));
    }

    [Theory]
    [InlineData(FaultKind.ServerError)]
    [InlineData(FaultKind.TruncatedJson)]
    [InlineData(FaultKind.RequestLost)]
    public async Task AStormOfFaultsIsTheHostsAndPasses(FaultKind kind)
    {
        await StageAsync(TwoFiles);
        Fake.Fail(FaultOf(kind), on: List, times: 5);

        var failed = await NotPublishedAsync(Version(TwoFiles));

        Assert.Equal((PublishFailure.Host, RegistryRules.GitHubFailed), (failed.Failure, failed.Problem.Rule));
        await PublishAsync(Version(TwoFiles));
        await HoldsAsync(Version(TwoFiles));
    }

    [Fact]
    public async Task AStormThatOutlastsThePublicationDeletesNothing()
    {
        await StageAsync(TwoFiles);
        Fake.Fail(Fault.ServerError(), on: Change, times: 3);

        Assert.Equal(PublishFailure.Host, (await NotPublishedAsync(Version(TwoFiles))).Failure);

        Assert.Equal(0, Count(DeleteRelease));
        await PublishAsync(Version(TwoFiles));
        await HoldsAsync(Version(TwoFiles));
    }

    [Fact]
    public async Task ATokenThatMayNotWriteIsNotTakenForAMissingDraft()
    {
        await StageAsync(TwoFiles);
        var before = Writes;

        var failed = await NotPublishedAsync(Version(TwoFiles), Host("contents: read"));
        var error = await Assert.ThrowsAsync<RegistryException>(() => Host("contents: read").SeeAsync([Version(TwoFiles)], Cancelled));

        Assert.Equal((PublishFailure.Host, RegistryRules.GitHubFailed, RegistryRules.GitHubFailed), (failed.Failure, failed.Problem.Rule, error.Rule));
        Assert.Contains("contents: write", failed.Problem.Message, StringComparison.Ordinal);
        Assert.Equal(before, Writes);
    }

    [Fact]
    public async Task ARepositoryThatIsOutOfSightIsNotTakenForAnEmptyOne()
    {
        Fake.Rename("acme/registry", "acme/renamed");
        Fake.AddRepository("acme/other", Bare);

        var failed = await NotPublishedAsync(Version(TwoFiles), HostOf(Client, RepositoryName.Parse("acme/gone")));
        var renamed = await NotPublishedAsync(Version(TwoFiles));

        Assert.Equal((PublishFailure.Host, RegistryRules.GitHubFailed), (failed.Failure, failed.Problem.Rule));
        Assert.Contains("GitHub shows no repository acme/gone", failed.Problem.Message, StringComparison.Ordinal);
        Assert.Equal((PublishFailure.Host, RegistryRules.GitHubFailed), (renamed.Failure, renamed.Problem.Rule));
        Assert.Contains("now called acme/renamed", renamed.Problem.Message, StringComparison.Ordinal);
        Assert.Equal(0, Writes);
    }

    [Fact]
    public async Task ACommitThatChangesWorkflowsNeedsItsPermission()
    {
        await StageAsync(TwoFiles);
        var version = Version(TwoFiles, commit: Commit("topic", ".github/workflows/ci.yml", "on: push"));

        var failed = await NotPublishedAsync(version, Host("contents: write"));

        Assert.Equal((PublishFailure.Host, RegistryRules.GitHubFailed), (failed.Failure, failed.Problem.Rule));
        Assert.Contains("workflows: write", failed.Problem.Message, StringComparison.Ordinal);
        Assert.Equal((1, 1), (Count(Create), (await ReleasesAsync()).Count));
        await PublishAsync(version);
        await HoldsAsync(version);
    }
}
