using Registry.GitHub.Errors;
using Registry.GitHub.Releases;
using Registry.GitHub.Tests.Support;

namespace Registry.GitHub.Tests.Releases;

public sealed class ImmutableReleaseTests : FakeGitHubTest
{
    private ReleaseAsset _asset = null!;
    private Release _release = null!;

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        Hosted.ImmutableReleases = true;
        var draft = await DraftAsync();
        _asset = await UploadAsync(draft, "a.zip");
        _release = await Client.Releases.PublishAsync(Repository, draft.Id, new ReleaseEdit { MakeLatest = MakeLatest.True }, Cancelled);
    }

    [Fact]
    public async Task ItsFilesAndItsTagStay()
    {
        Assert.True(_release.Immutable);
        Assert.Equal(GitHubErrorKind.Validation, (await FailureAsync(() => UploadAsync(_release, "b.zip"))).Kind);
        Assert.Equal(GitHubErrorKind.Validation, (await FailureAsync(() => Client.Assets.DeleteAsync(Repository, _asset.Id, Cancelled))).Kind);
        Assert.Equal(GitHubErrorKind.Validation, (await FailureAsync(() => EditAsync(new ReleaseEdit { TagName = "v2" }))).Kind);
        Assert.Equal([_asset.Id], await Client.Assets.ListAsync(Repository, _release.Id, Cancelled).Select(asset => asset.Id).ToListAsync(Cancelled));
    }

    [Fact]
    public async Task ItsTitleAndNotesMayChange()
    {
        Assert.Equivalent(_release with { Name = "New", Body = "Notes" }, await EditAsync(new ReleaseEdit { Name = "New", Body = "Notes" }), strict: true);
    }

    [Fact]
    public async Task ItsTagIsBurntWhenItIsGone()
    {
        Assert.True(await Client.Releases.DeleteAsync(Repository, _release.Id, Cancelled));
        var next = await DraftAsync();

        var error = await FailureAsync(() => Client.Releases.PublishAsync(Repository, next.Id, new ReleaseEdit { MakeLatest = MakeLatest.True }, Cancelled));

        Assert.Equal((GitHubErrorKind.Validation, true, false), (error.Kind, error.IsTagBurnt, error.IsAlreadyExists));
        Assert.True((await Client.Releases.FindAsync(Repository, next.Id, Cancelled))!.Draft);
    }

    [Fact]
    public async Task ATagThatIsTakenIsNotBurnt()
    {
        var next = await DraftAsync();

        var error = await FailureAsync(() => Client.Releases.PublishAsync(Repository, next.Id, new ReleaseEdit { MakeLatest = MakeLatest.True }, Cancelled));

        Assert.Equal((false, true), (error.IsTagBurnt, error.IsAlreadyExists));
    }

    private Task<Release> DraftAsync() => Client.Releases.CreateAsync(Repository, new NewRelease { TagName = "v1" }, Cancelled);

    private Task<Release> EditAsync(ReleaseEdit edit) => Client.Releases.EditAsync(Repository, _release.Id, edit, Cancelled);

    private Task<ReleaseAsset> UploadAsync(Release release, string name) =>
        Client.Assets.UploadAsync(release, name, new AssetContent(() => new MemoryStream([1]), 1), label: null, Cancelled);
}
