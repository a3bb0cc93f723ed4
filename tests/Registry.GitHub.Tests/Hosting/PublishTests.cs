using System.Text;
using Registry.Core.Releases;
using Registry.Core.Rules;
using Registry.FakeGitHub.Faults;
using Registry.GitHub.Hosting;
using Registry.GitHub.Releases;

namespace Registry.GitHub.Tests.Hosting;

/// <summary>Versions are published, each once, and what cannot be published is told as what it is.</summary>
public sealed class PublishTests : HostingTest
{
    [Fact]
    public async Task AVersionIsPublishedWithOneWriteAndTwoReads()
    {
        var (host, version) = (Host(), Version(TwoFiles));
        await StageAsync(TwoFiles);
        Assert.Equal(ReleaseState.Staged, (await host.SeeAsync([version], Cancelled)).Single().State);
        var before = Fake.Requests.Count;

        await PublishAsync(version, host);

        Assert.Equal(["GET", "PATCH", "GET"], Fake.Requests.Skip(before).Select(request => request.Method));
        var record = await HoldsAsync(version);
        Assert.All(record.Files, file => Assert.Contains("acme%2Fbilling%40", file.Url, StringComparison.Ordinal));
    }

    [Fact]
    public async Task ManyAreSeenByReadingTheListOnceAndNoFurtherThanNeeded()
    {
        for (var i = 0; i < 150; i++) await Client.Releases.CreateAsync(Repository, new NewRelease { TagName = $"v{i}" }, Cancelled);
        List<Publication> versions = [];
        for (var i = 0; i < 3; i++)
        {
            IReadOnlyList<FileToAttach> files = [FileOf("a.bin", $"a{i}")];
            await StageAsync(files);
            versions.Add(Version(files, i));
        }

        await PublishAsync(versions[0]);
        var lists = Count(List);

        var seen = await Host().SeeAsync(versions, Cancelled);

        Assert.Equal([ReleaseState.Published, ReleaseState.Staged, ReleaseState.Staged], seen.Select(sighting => sighting.State));
        Assert.Equal(lists + 1, Count(List));
    }

    [Fact]
    public async Task AVersionWhoseDraftIsGoneIsAbsentAndSaysHowItComesBack()
    {
        var seen = Assert.Single(await Host().SeeAsync([Version(TwoFiles)], Cancelled));
        var failed = await NotPublishedAsync(Version(TwoFiles));

        Assert.Equal((ReleaseState.Absent, RegistryRules.ContentMissing), (seen.State, seen.Problem!.Rule));
        Assert.Equal((PublishFailure.Passing, seen.Problem), (failed.Failure, failed.Problem));
        Assert.Contains("emit the version again", failed.Problem.Message, StringComparison.Ordinal);
        Assert.Equal(0, Writes);
    }

    [Fact]
    public async Task AVersionWithTheFilesOfAnotherGetsACopyOfThem()
    {
        await StageAsync(TwoFiles);
        await PublishAsync(Version(TwoFiles));
        var second = Version(TwoFiles, minutes: 1);
        Assert.Equal(ReleaseState.Staged, (await Host().SeeAsync([second], Cancelled)).Single().State);

        await PublishAsync(second);

        await HoldsAsync(Version(TwoFiles));
        await HoldsAsync(second);
    }

    [Fact]
    public async Task ADraftThatLostAFileWhichNobodyElseHasIsNotPublished()
    {
        await StageAsync(TwoFiles);
        var draft = await OnlyReleaseAsync();
        await Client.Assets.DeleteAsync(Repository, draft.Assets[0].Id, Cancelled);

        var failed = await NotPublishedAsync(Version(TwoFiles));

        Assert.Equal((PublishFailure.Passing, RegistryRules.ContentMissing), (failed.Failure, failed.Problem.Rule));
        Assert.True((await OnlyReleaseAsync()).Draft);
    }

    [Fact]
    public async Task WhatIsWrongInADraftIsReplacedFromAnotherRelease()
    {
        await StageAsync(TwoFiles);
        await PublishAsync(Version(TwoFiles));
        await StageAsync(TwoFiles);
        var draft = (await ReleasesAsync()).Single(release => release.Draft);
        await Client.Assets.DeleteAsync(Repository, draft.Assets[0].Id, Cancelled);
        Fake.Fail(Fault.UploadLeavesStarter, on: Upload);
        await FailureAsync(() => Client.Assets.UploadAsync(draft, "a.bin", Text("junk"), null, Cancelled));
        await Client.Assets.UploadAsync(draft, "junk.bin", Text("junk"), null, Cancelled);

        await PublishAsync(Version(TwoFiles, minutes: 1));

        await HoldsAsync(Version(TwoFiles, minutes: 1));
    }

    [Fact]
    public async Task OtherFilesUnderTheTagAreNeverOverwritten()
    {
        await StageAsync(TwoFiles);
        var version = Version(TwoFiles);
        var release = await Client.Releases.CreateAsync(Repository, new NewRelease { TagName = version.Tag, Body = WantedRelease.Of(version).Marker.ToString() }, Cancelled);
        await Client.Assets.UploadAsync(release, "a.bin", Text("other"), null, Cancelled);
        await Client.Releases.PublishAsync(Repository, release.Id, new ReleaseEdit(), Cancelled);

        var failed = await NotPublishedAsync(version);
        var seen = (await Host().SeeAsync([version], Cancelled)).Single();

        Assert.Equal((PublishFailure.Final, RegistryRules.ReleaseDiffers), (failed.Failure, failed.Problem.Rule));
        Assert.Equal((ReleaseState.Different, failed.Problem), (seen.State, seen.Problem));
        Assert.Equal("other", Encoding.UTF8.GetString(await BytesAsync((await Client.Releases.FindByTagAsync(Repository, version.Tag, Cancelled))!.Assets.Single())));
    }

    [Fact]
    public async Task AReleaseOfOthersUnderTheTagIsNotTakenForOurs()
    {
        await StageAsync(TwoFiles);
        var version = Version(TwoFiles);
        await Client.Releases.CreateAsync(Repository, new NewRelease { TagName = version.Tag, Draft = false }, Cancelled);

        var failed = await NotPublishedAsync(version);

        Assert.Equal((PublishFailure.Final, RegistryRules.ReleaseDiffers), (failed.Failure, failed.Problem.Rule));
    }

    [Fact]
    public async Task WhatWasPublishedAndNeverRecordedIsFound()
    {
        await StageAsync(TwoFiles);
        var record = await PublishAsync(Version(TwoFiles));

        Assert.Equivalent(record, await HoldsAsync(Version(TwoFiles)), strict: true);
    }

    [Fact]
    public async Task AnImmutableReleaseIsPublishedAndFoundAgain()
    {
        Hosted.ImmutableReleases = true;
        await StageAsync(TwoFiles);

        await PublishAsync(Version(TwoFiles));

        await HoldsAsync(Version(TwoFiles));
    }

    [Fact]
    public async Task TheLatestIsMadeSoOnPurposeOnly()
    {
        await StageAsync([FileOf("a.bin", "1")]);
        var first = await PublishAsync(Version([FileOf("a.bin", "1")]) with { IsLatest = true });
        await StageAsync([FileOf("a.bin", "2")]);
        var second = await PublishAsync(Version([FileOf("a.bin", "2")], minutes: 1));
        Assert.Equal(first.ReleaseId, await LatestAsync());

        await Host().MarkLatestAsync(second, Cancelled);
        var writes = Writes;
        await Host().MarkLatestAsync(second, Cancelled);

        Assert.Equal(writes, Writes);
        Assert.Equal(second.ReleaseId, await LatestAsync());
    }

    private async Task<string> LatestAsync() => $"{(await Client.Releases.FindLatestAsync(Repository, Cancelled))!.Id}";

    private async Task<byte[]> BytesAsync(ReleaseAsset asset)
    {
        using var received = new MemoryStream();
        await Client.Assets.DownloadAsync(Repository, asset.Id, asset.Size, received, Cancelled);
        return received.ToArray();
    }

    private static AssetContent Text(string text) => new(() => new MemoryStream(Encoding.UTF8.GetBytes(text)), text.Length);
}
