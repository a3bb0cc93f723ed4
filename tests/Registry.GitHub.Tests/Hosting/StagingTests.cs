using Registry.Core.Rules;
using Registry.FakeGitHub.Faults;
using Registry.GitHub.Releases;

namespace Registry.GitHub.Tests.Hosting;

/// <summary>Files of emits get into drafts, each once, whatever happens on the way.</summary>
public sealed class StagingTests : HostingTest
{
    [Fact]
    public async Task AnEmitPutsItsFilesIntoADraftWithFiveRequests()
    {
        await StageAsync(TwoFiles);

        var requests = Fake.Requests.Select(request => request.Operation).ToList();
        var draft = await OnlyReleaseAsync();
        Assert.Equal([List, Create, Upload, Upload, "GET /repos/{owner}/{repo}/releases/{release_id}/assets"], requests);
        Assert.Equal((true, 2), (draft.Draft, draft.Assets.Count));
        Assert.StartsWith("acme/billing@draft-", draft.TagName, StringComparison.Ordinal);
        Assert.Null(await Client.Repositories.FindReferenceAsync(Repository, $"tags/{draft.TagName}", Cancelled));
    }

    [Fact]
    public async Task TheSameEmitAgainWritesNothing()
    {
        await StageAsync(TwoFiles);
        var writes = Writes;

        await StageAsync(TwoFiles);

        Assert.Equal(writes, Writes);
    }

    [Fact]
    public async Task AnEmitThatDiedAfterItsDraftWasMadeFindsIt()
    {
        Fake.Fail(Fault.ServerError(), on: Upload, times: 4);
        Assert.Equal(RegistryRules.HostUnusable, (await RefusedStageAsync(TwoFiles)).Rule);
        Assert.Empty((await OnlyReleaseAsync()).Assets);

        await StageAsync(TwoFiles);

        await PublishAsync(Version(TwoFiles));
        await HoldsAsync(Version(TwoFiles));
        Assert.Equal(1, Count(Create));
    }

    [Theory]
    [InlineData(FaultKind.AnswerLost)]
    [InlineData(FaultKind.TruncatedJson)]
    public async Task ADraftWhoseAnswerIsLostIsAwaitedInTheListAndTaken(FaultKind kind)
    {
        Fake.Fail(FaultOf(kind), on: Create);
        // One list before, five that lag behind.
        Fake.Fail(Fault.DraftMissingFromList, on: List, times: 6);

        await StageAsync(TwoFiles);

        Assert.Equal(1, Count(Create));
        Assert.Equal(2, (await OnlyReleaseAsync()).Assets.Count);
    }

    [Fact]
    public async Task ADraftThatWasNeverMadeIsMadeAfterAMinuteOfLooking()
    {
        Fake.Fail(Fault.ServerError(), on: Create);
        var start = Clock.Now;

        await StageAsync(TwoFiles);

        Assert.True(Clock.Now - start >= TimeSpan.FromSeconds(60), $"It looked for {Clock.Now - start}.");
        Assert.Equal(2, Count(Create));
        Assert.Equal(2, (await OnlyReleaseAsync()).Assets.Count);
    }

    [Fact]
    public async Task AnEmitThatDiedBetweenTwoUploadsSendsTheMissingOneAlone()
    {
        Fake.Fail(Fault.ServerError(), on: Upload, times: 4, when: request => request.Target.Contains("b.bin", StringComparison.Ordinal));
        await RefusedStageAsync(TwoFiles);

        await StageAsync(TwoFiles);

        Assert.Equal(1, Fake.Requests.Count(request => request.Operation == Upload && request.Target.Contains("a.bin", StringComparison.Ordinal)));
        await PublishAsync(Version(TwoFiles));
        await HoldsAsync(Version(TwoFiles));
    }

    [Theory]
    [InlineData(FaultKind.UploadLeavesStarter, 2)]
    [InlineData(FaultKind.UploadTruncated, 2)]
    [InlineData(FaultKind.AnswerLost, 1)]
    [InlineData(FaultKind.RequestLost, 2)]
    public async Task AnUploadThatGoesWrongIsMended(FaultKind kind, int uploads)
    {
        Fake.Fail(kind switch { FaultKind.UploadLeavesStarter => Fault.UploadLeavesStarter, FaultKind.UploadTruncated => Fault.UploadTruncated, _ => FaultOf(kind) }, on: Upload);

        await StageAsync([FileOf("a.bin")]);

        Assert.Equal(uploads, Count(Upload));
        await PublishAsync(Version([FileOf("a.bin")]));
        await HoldsAsync(Version([FileOf("a.bin")]));
    }

    [Fact]
    public async Task AnAssetThatIsThereAlreadyCountsAsUploaded()
    {
        var first = Fake.Hold(Create);
        var one = StageAsync(TwoFiles);
        await first.Arrived;
        // Another emit takes the draft that the first one does not know of yet, and fills it.
        await StageAsync(TwoFiles);
        first.Release();

        await one;

        Assert.Contains(Fake.Requests, request => request is { Operation: Upload, Status: 422 });
        await PublishAsync(Version(TwoFiles));
        await HoldsAsync(Version(TwoFiles));
    }

    [Fact]
    public async Task ARefusalBeforeTheContentWasSentIsToldAsWhatItIs()
    {
        Fake.Fail(Fault.EarlyRefusal, on: Upload);
        var file = FileOf("large.bin", new string('x', 4 * 1024 * 1024));

        var error = await RefusedStageAsync([file]);

        Assert.Contains("answers 422", error.Message, StringComparison.Ordinal);
        await StageAsync([file]);
        await PublishAsync(Version([file]));
        await HoldsAsync(Version([file]));
    }

    [Fact]
    public async Task TwoEmitsOfTheSameContentAtOnceBothSucceedAndOneDraftIsPublished()
    {
        var held = Fake.Hold(List);
        var one = StageAsync(TwoFiles);
        await held.Arrived;
        await StageAsync(TwoFiles);
        held.Release();
        await one;
        var drafts = await ReleasesAsync();

        await PublishAsync(Version(TwoFiles));

        Assert.Equal(2, drafts.Count);
        Assert.Equal(drafts.Min(draft => draft.Id), (await OnlyReleaseAsync()).Id);
        await HoldsAsync(Version(TwoFiles));
    }

    [Fact]
    public async Task ADraftThatIsDeletedMeanwhileIsMadeAgain()
    {
        var held = Fake.Hold(Create);
        var staging = StageAsync(TwoFiles);
        await held.Arrived;
        await Client.Releases.DeleteAsync(Repository, (await OnlyReleaseAsync()).Id, Cancelled);
        held.Release();

        await staging;

        Assert.Equal(2, Count(Create));
        Assert.Equal(2, (await OnlyReleaseAsync()).Assets.Count);
    }

    [Fact]
    public async Task ATokenThatEndsBetweenUploadsLeavesTheRestToTheNext()
    {
        var token = Fake.CreateToken("contents: write");
        var held = Fake.Hold(Upload);
        var staging = RefusedStageAsync(TwoFiles, HostOf(token));
        await held.Arrived;
        Fake.RevokeToken(token);
        held.Release();

        Assert.Contains("answers 401", (await staging).Message, StringComparison.Ordinal);
        await StageAsync(TwoFiles);

        Assert.Equal(1, Fake.Requests.Count(request => request.Operation == Upload && request.Target.Contains("a.bin", StringComparison.Ordinal)));
        await PublishAsync(Version(TwoFiles));
        await HoldsAsync(Version(TwoFiles));
    }

    [Theory]
    [InlineData(0L, 1)]
    [InlineData(AssetClient.SizeLimit, 1)]
    [InlineData(1L, 1001)]
    public async Task FilesThatGitHubDoesNotTakeAreRefusedBeforeAnythingIsSent(long size, int count)
    {
        var file = FileOf("a.bin");

        var error = await RefusedStageAsync([.. Enumerable.Range(0, count).Select(i => file with { File = file.File with { Name = $"{i}.bin", Size = size } })]);

        Assert.Equal(RegistryRules.HostLimit, error.Rule);
        Assert.Empty(Fake.Requests);
    }

    [Fact]
    public async Task AFileThatChangesAfterItWasMeasuredIsRefusedAndNotKept()
    {
        var file = FileOf("a.bin", "one");
        await File.WriteAllTextAsync(file.Path, "two", Cancelled);

        Assert.Equal(RegistryRules.ContentMismatch, (await RefusedStageAsync([file])).Rule);

        Assert.Empty((await OnlyReleaseAsync()).Assets);
    }

    [Fact]
    public async Task AnOldDraftIsNotTakenForAnEmitThatMayBeCollectedWithIt()
    {
        await StageAsync(TwoFiles);
        Clock.Advance(TimeSpan.FromHours(13));

        await StageAsync(TwoFiles);

        Assert.Equal(2, (await ReleasesAsync()).Count);
        await PublishAsync(Version(TwoFiles));
        await HoldsAsync(Version(TwoFiles));
    }
}
