using Registry.Core.Sources;
using Registry.FakeGitHub.Faults;
using Registry.GitHub.Errors;
using Registry.GitHub.Releases;
using Registry.GitHub.Tests.Support;

namespace Registry.GitHub.Tests.Releases;

/// <summary>Files of a release: uploaded, half uploaded, downloaded and deleted.</summary>
public sealed class AssetLifeTests : FakeGitHubTest
{
    private const string Upload = "POST /repos/{owner}/{repo}/releases/{release_id}/assets";
    private const string Stored = "GET /storage/{asset_id}";

    private Release _release = null!;

    private static byte[] Content { get; } = [.. Enumerable.Range(0, 1_000_000).Select(i => (byte)(i * 31))];

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        _release = await Client.Releases.CreateAsync(Repository, new NewRelease { TagName = "v1" }, Cancelled);
    }

    [Fact]
    public async Task AnAssetIsDownloadedFromTheStorageWithoutTheToken()
    {
        var asset = await UploadAsync();

        Assert.Equal(Digest.Of(Content), await DownloadAsync(asset));

        var stored = Assert.Single(Fake.Requests, request => request.Operation == Stored);
        Assert.Equal(200, stored.Status);
        Assert.DoesNotContain("Authorization", stored.Headers.Keys);
    }

    [Fact]
    public async Task AnAssetThatComesAtOnceNeedsNoStorage()
    {
        Fake.AnswersDownloadsDirectly = true;

        Assert.Equal(Digest.Of(Content), await DownloadAsync(await UploadAsync()));
        Assert.Equal(0, Count(Stored));
    }

    [Fact]
    public async Task ASecondAssetOfANameExistsAlready()
    {
        var first = await UploadAsync();

        Assert.True((await FailureAsync(UploadAsync)).IsAlreadyExists);
        Assert.Equal([first], await ListAsync());
    }

    [Fact]
    public async Task WhatAFailedUploadLeavesIsDeletedBeforeTheNext()
    {
        Fake.Fail(Fault.UploadLeavesStarter, on: Upload);
        Assert.Equal(GitHubErrorKind.OutcomeUnknown, (await FailureAsync(UploadAsync)).Kind);
        var starter = Assert.Single(await ListAsync());

        Assert.False(starter.IsUploaded);
        Assert.Null(starter.Sha256);
        Assert.Equal(GitHubErrorKind.NotFound, (await FailureAsync(() => DownloadAsync(starter))).Kind);
        Assert.True((await FailureAsync(UploadAsync)).IsAlreadyExists);
        Assert.True(await Client.Assets.DeleteAsync(Repository, starter.Id, Cancelled));
        Assert.False(await Client.Assets.DeleteAsync(Repository, starter.Id, Cancelled));
        Assert.True((await UploadAsync()).IsUploaded);
    }

    [Fact]
    public async Task AnUploadWhoseAnswerIsLostIsInTheList()
    {
        Fake.Fail(Fault.AnswerLost, on: Upload);

        Assert.Equal(GitHubErrorKind.OutcomeUnknown, (await FailureAsync(UploadAsync)).Kind);

        Assert.Equal((true, Digest.Of(Content)), (Assert.Single(await ListAsync()).IsUploaded, Assert.Single(await ListAsync()).Sha256));
        Assert.Equal(1, Count(Upload));
    }

    [Fact]
    public async Task WhatWasCutOnItsWayShowsByItsSizeAndDigest()
    {
        Fake.Fail(Fault.UploadTruncated, on: Upload);

        var asset = await UploadAsync();

        Assert.Equal(Content.Length / 2, asset.Size);
        Assert.NotEqual(Digest.Of(Content), asset.Sha256);
    }

    [Fact]
    public async Task AnEarlyRefusalIsUnderstood()
    {
        Fake.Fail(Fault.EarlyRefusal, on: Upload);

        Assert.Equal(GitHubErrorKind.Validation, (await FailureAsync(UploadAsync)).Kind);
        Assert.Empty(await ListAsync());
    }

    [Theory]
    [InlineData(FaultKind.RequestLost)]
    [InlineData(FaultKind.ServerError)]
    public async Task ADownloadBeginsAgainAfterAFault(FaultKind kind)
    {
        var asset = await UploadAsync();
        Fake.Fail(FaultOf(kind), on: Stored, times: 2);

        Assert.Equal(Digest.Of(Content), await DownloadAsync(asset));
        Assert.Equal(3, Count(Stored));
    }

    [Fact]
    public async Task AnAssetThatIsGoneIsNotFound()
    {
        var asset = await UploadAsync();
        await Client.Assets.DeleteAsync(Repository, asset.Id, Cancelled);

        Assert.Equal(GitHubErrorKind.NotFound, (await FailureAsync(() => DownloadAsync(asset))).Kind);
    }

    private Task<ReleaseAsset> UploadAsync() =>
        Client.Assets.UploadAsync(_release, "a.zip", new AssetContent(() => new MemoryStream(Content), Content.Length), label: null, Cancelled);

    private async Task<List<ReleaseAsset>> ListAsync() => await Client.Assets.ListAsync(Repository, _release.Id, Cancelled).ToListAsync(Cancelled);

    private async Task<Digest> DownloadAsync(ReleaseAsset asset)
    {
        using var received = new MemoryStream();
        var digest = await Client.Assets.DownloadAsync(Repository, asset.Id, asset.Size, received, Cancelled);
        Assert.Equal(Content, received.ToArray());
        return digest;
    }
}
