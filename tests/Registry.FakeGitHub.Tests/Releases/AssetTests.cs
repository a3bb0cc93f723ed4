using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace Registry.FakeGitHub.Tests.Releases;

public sealed class AssetTests : GitHubFixture
{
    [Fact]
    public async Task AnAssetHasSizeDigestAndState()
    {
        var release = await CreateReleaseAsync("v1.0.0", draft: true);

        var asset = await UploadAsync(release, "tool.zip", "content");

        Assert.Equal(201, asset.Status);
        Assert.Equal(("7", "uploaded"), (asset["size"], asset["state"]));
        Assert.Equal($"sha256:{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes("content")))}", asset["digest"]);
        Assert.Equal(["tool.zip"], (await GetAsync($"{Repo}/releases/{release["id"]}/assets")).All("name"));
    }

    [Fact]
    public async Task ADownloadLeadsToAHostThatTakesNoToken()
    {
        var asset = await UploadAsync(await CreateReleaseAsync("v1.0.0"), "tool.zip", "content");

        var redirect = await GetAsync(asset["url"]!, ("Accept", "application/octet-stream"));
        var withToken = await GetAsync(redirect.Headers["Location"]);
        Token = "";
        var file = await GetAsync(redirect.Headers["Location"]);

        Assert.Equal((302, 400, 200), (redirect.Status, withToken.Status, file.Status));
        Assert.NotEqual(new Uri(GitHub.Url).Port, new Uri(redirect.Headers["Location"]).Port);
        Assert.Equal("content", file.Text);
    }

    [Fact]
    public async Task ADownloadMayComeDirectly()
    {
        GitHub.AnswersDownloadsDirectly = true;
        var asset = await UploadAsync(await CreateReleaseAsync("v1.0.0"), "tool.zip", "content");

        var file = await GetAsync(asset["url"]!, ("Accept", "application/octet-stream"));

        Assert.Equal((200, "content"), (file.Status, file.Text));
    }

    [Theory]
    [InlineData("My App (1.0).zip", "My.App.1.0.zip")]
    [InlineData("a~b:c.txt", "a.b.c.txt")]
    [InlineData(".hidden.", "hidden")]
    [InlineData("æther.txt", "aether.txt")]
    [InlineData("tool-1.0_x64.tar.gz", "tool-1.0_x64.tar.gz")]
    public async Task SpecialCharactersOfNamesAreReplaced(string name, string expected) =>
        Assert.Equal(expected, (await UploadAsync(await CreateReleaseAsync("v1.0.0", draft: true), name, "x"))["name"]);

    [Fact]
    public async Task NamesAreTakenAfterTheyAreReplaced()
    {
        var release = await CreateReleaseAsync("v1.0.0", draft: true);
        await UploadAsync(release, "a b.txt", "one");

        var second = await UploadAsync(release, "a.b.txt", "two");

        Assert.Equal(422, second.Status);
        Assert.Equal(["ReleaseAsset name already_exists"], Codes(second));
    }

    [Fact]
    public async Task AnAssetIsRenamedAndDeleted()
    {
        var asset = await UploadAsync(await CreateReleaseAsync("v1.0.0"), "a.txt", "x");

        var renamed = await PatchAsync($"{Repo}/releases/assets/{asset["id"]}", new JsonObject { ["name"] = "b.txt", ["label"] = "B" });
        var deleted = await DeleteAsync($"{Repo}/releases/assets/{asset["id"]}");

        Assert.Equal((200, "b.txt", "B"), (renamed.Status, renamed["name"], renamed["label"]));
        Assert.Equal(204, deleted.Status);
        Assert.Equal(404, (await GetAsync($"{Repo}/releases/assets/{asset["id"]}")).Status);
    }

    [Fact]
    public async Task AnUploadNeedsItsHostANameAndContent()
    {
        var release = await CreateReleaseAsync("v1.0.0", draft: true);
        var elsewhere = new JsonObject { ["upload_url"] = $"{GitHub.Url}{Repo}/releases/{release["id"]}/assets{{?name,label}}" };

        Assert.Equal(404, (await UploadAsync(elsewhere, "a.txt", "x")).Status);
        Assert.Equal(422, (await UploadAsync(release, "", "x")).Status);
        Assert.Equal((400, "Bad Content-Length"), ((await UploadAsync(release, "a.txt", "")).Status, (await UploadAsync(release, "a.txt", ""))["message"]));
    }
}
