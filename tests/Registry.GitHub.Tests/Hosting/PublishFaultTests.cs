using Registry.Core.Releases;
using Registry.Core.Rules;
using Registry.FakeGitHub.Faults;

namespace Registry.GitHub.Tests.Hosting;

/// <summary>What goes wrong at the moment of publication is looked at, and nothing is published twice or taken back.</summary>
public sealed class PublishFaultTests : HostingTest
{
    [Theory]
    [InlineData(FaultKind.AnswerLost, 1)]
    [InlineData(FaultKind.TruncatedJson, 1)]
    [InlineData(FaultKind.ServerError, 2)]
    [InlineData(FaultKind.RequestLost, 2)]
    public async Task APublicationWhoseAnswerIsLostIsLookedAtByItsNumber(FaultKind kind, int changes)
    {
        await StageAsync(TwoFiles);
        Fake.Fail(FaultOf(kind), on: Change);

        await PublishAsync(Version(TwoFiles));

        await HoldsAsync(Version(TwoFiles));
        Assert.Equal((changes, 0), (Count(Change), Count(DeleteRelease)));
    }

    [Fact]
    public async Task AListThatLagsBehindDoesNotTakeAReleaseBack()
    {
        await StageAsync(TwoFiles);
        await PublishAsync(Version(TwoFiles));
        Fake.Fail(Fault.PublishedShownAsDraft, on: List, times: 2);
        var (writes, host) = (Writes, Host());

        var seen = (await host.SeeAsync([Version(TwoFiles)], Cancelled)).Single();
        await PublishAsync(Version(TwoFiles), host);
        await PublishAsync(Version(TwoFiles));

        Assert.Equal((ReleaseState.Staged, writes), (seen.State, Writes));
        await HoldsAsync(Version(TwoFiles));
    }

    [Fact]
    public async Task ATagThatIsAtAnotherCommitIsToldAndNotRecorded()
    {
        await StageAsync(TwoFiles);
        var version = Version(TwoFiles, commit: Commit("main", "b.txt", "b"));
        Sandbox.Run(Bare, "tag", version.Tag, "main~1");

        var failed = await NotPublishedAsync(version);
        var again = await NotPublishedAsync(version);
        Sandbox.Run(Bare, "tag", "--force", version.Tag, "main");

        Assert.Equal((PublishFailure.Final, RegistryRules.TagMoved, failed.Problem), (failed.Failure, failed.Problem.Rule, again.Problem));
        await HoldsAsync(version);
    }

    [Fact]
    public async Task ABurntTagIsFinalAndTakesTheDraftAlong()
    {
        await StageAsync(TwoFiles);
        var version = Version(TwoFiles);
        Hosted.BurnTag(version.Tag);

        var failed = await NotPublishedAsync(version);

        Assert.Equal((PublishFailure.Final, RegistryRules.TagBurnt), (failed.Failure, failed.Problem.Rule));
        Assert.Empty(await ReleasesAsync());
        await StageAsync(TwoFiles);
        var next = Version(TwoFiles, minutes: 1);
        await PublishAsync(next);
        await HoldsAsync(next);
    }
}
