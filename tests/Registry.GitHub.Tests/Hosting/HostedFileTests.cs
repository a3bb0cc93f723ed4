using System.Text;
using Registry.Core.Releases;
using Registry.Core.Rules;
using Registry.GitHub.Releases;

namespace Registry.GitHub.Tests.Hosting;

/// <summary>Files come back as they went in, and what is not as it should be is found.</summary>
public sealed class HostedFileTests : HostingTest
{
    private ReleaseRecord? _record;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task AFileComesBackWhole(bool published)
    {
        await StageAsync(TwoFiles);
        if (published) _record = await PublishAsync(Version(TwoFiles));

        Assert.Null(await DownloadAsync("b.bin"));

        Assert.Equal("content of b.bin\n", await File.ReadAllTextAsync(PathOf("out/b.bin"), Cancelled));
        Assert.Empty(await CheckAsync(content: true));
    }

    [Fact]
    public async Task APublishedFileIsOneRequestAway()
    {
        await PublishedAsync();
        var before = Fake.Requests.Count(request => request.Operation != "GET /storage/{asset_id}");

        await DownloadAsync("a.bin");

        Assert.Equal(before + 1, Fake.Requests.Count(request => request.Operation != "GET /storage/{asset_id}"));
    }

    [Fact]
    public async Task AnUnpublishedVersionWithTheFilesOfAPublishedOneHasThem()
    {
        await PublishedAsync();
        var second = Version(TwoFiles, minutes: 1);

        var problem = await Host().DownloadAsync(new HostedVersion(Entity, second.Version, second.Manifest.Files, Release: null), second.Manifest.Files[0], PathOf("out/a.bin"), Cancelled);

        Assert.Null(problem);
    }

    [Fact]
    public async Task AFileThatWasUploadedAgainIsFoundByItsName()
    {
        await PublishedAsync();
        await ReplaceAsync("a.bin", "content of a.bin\n");

        Assert.Null(await DownloadAsync("a.bin"));
        Assert.Empty(await CheckAsync(content: true));
    }

    [Theory]
    [InlineData("another content, of another size")]
    [InlineData("CONTENT of a.bin\n")]
    public async Task AReplacedFileIsFoundAndNotGivenOut(string content)
    {
        await PublishedAsync();
        await ReplaceAsync("a.bin", content);

        Assert.Equal(RegistryRules.ContentMismatch, (await DownloadAsync("a.bin"))?.Rule);
        Assert.False(File.Exists(PathOf("out/a.bin")));
        Assert.Equal([RegistryRules.ContentMismatch], (await CheckAsync(content: false)).Select(problem => problem.Rule));
    }

    [Fact]
    public async Task MissingAndForeignFilesAreFound()
    {
        await PublishedAsync();
        var release = await OnlyReleaseAsync();
        await Client.Assets.DeleteAsync(Repository, release.Assets[0].Id, Cancelled);
        await UploadAsync(release, "extra.bin", "extra");

        Assert.Equal(RegistryRules.ContentMissing, (await DownloadAsync("a.bin"))?.Rule);
        Assert.Equal([RegistryRules.ReleaseDiffers, RegistryRules.ContentMissing], (await CheckAsync(content: false)).Select(problem => problem.Rule));
    }

    [Fact]
    public async Task ADeletedReleaseIsFound()
    {
        await PublishedAsync();
        await Client.Releases.DeleteAsync(Repository, (await OnlyReleaseAsync()).Id, Cancelled);

        Assert.Equal(RegistryRules.ContentMissing, Assert.Single(await CheckAsync(content: false)).Rule);
        Assert.Equal(RegistryRules.ContentMissing, (await DownloadAsync("a.bin"))?.Rule);
    }

    [Theory]
    [InlineData("--force")]
    [InlineData("--delete")]
    public async Task AMovedTagIsFound(string how)
    {
        Commit("main", "b.txt", "b");
        await PublishedAsync();
        var tag = Version(TwoFiles).Tag;
        Sandbox.Run(Bare, how == "--force" ? ["tag", how, tag, "main~1"] : ["tag", how, tag]);

        Assert.Equal(RegistryRules.TagMoved, Assert.Single(await CheckAsync(content: false)).Rule);
    }

    [Fact]
    public async Task ARenamedTagIsFound()
    {
        await PublishedAsync();
        await Client.Releases.EditAsync(Repository, (await OnlyReleaseAsync()).Id, new ReleaseEdit { TagName = "other" }, Cancelled);

        Assert.Equal(RegistryRules.TagMoved, Assert.Single(await CheckAsync(content: false)).Rule);
    }

    [Fact]
    public async Task EveryFileOfAVersionWithoutDraftIsMissing() =>
        Assert.Equal([RegistryRules.ContentMissing, RegistryRules.ContentMissing], (await CheckAsync(content: false)).Select(problem => problem.Rule));

    private async Task PublishedAsync()
    {
        await StageAsync(TwoFiles);
        _record = await PublishAsync(Version(TwoFiles));
    }

    private HostedVersion Hosting => new(Entity, Version(TwoFiles).Version, Version(TwoFiles).Manifest.Files, _record);

    private Task<Problem?> DownloadAsync(string name) =>
        Host().DownloadAsync(Hosting, Hosting.Files.Single(file => file.Name == name), PathOf($"out/{name}"), Cancelled);

    private Task<IReadOnlyList<Problem>> CheckAsync(bool content) => Host().CheckAsync(Hosting, content, Cancelled);

    private async Task ReplaceAsync(string name, string content)
    {
        var release = await OnlyReleaseAsync();
        await Client.Assets.DeleteAsync(Repository, release.Assets.Single(asset => asset.Name == name).Id, Cancelled);
        await UploadAsync(release, name, content);
    }

    private Task<ReleaseAsset> UploadAsync(Release release, string name, string content) =>
        Client.Assets.UploadAsync(release, name, new AssetContent(() => new MemoryStream(Encoding.UTF8.GetBytes(content)), content.Length), null, Cancelled);
}
