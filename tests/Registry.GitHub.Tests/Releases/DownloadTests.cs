using System.Text;
using Registry.Core.Sources;
using Registry.GitHub.Errors;
using Registry.GitHub.Tests.Support;

namespace Registry.GitHub.Tests.Releases;

public sealed class DownloadTests : GitHubTest
{
    private const string Target = "/repos/acme/registry/releases/assets/5";

    private readonly ScriptedServer _storage = new();

    private static byte[] Content { get; } = Encoding.UTF8.GetBytes("the content of a file");

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        await _storage.DisposeAsync();
        _storage.Verify();
    }

    [Fact]
    public async Task TheStorageElsewhereDoesNotGetTheToken()
    {
        Expect("GET", Target, 302, "", ("Location", $"{_storage.Address}file?signature=abc"));
        _storage.Expect("GET", "/file?signature=abc", new ScriptedAnswer { Body = Content });
        using var destination = new MemoryStream();

        var digest = await DownloadAsync(destination);

        Assert.Equal(Content, destination.ToArray());
        Assert.Equal(Digest.Of(Content), digest);
        Assert.Equal("application/octet-stream", Server.Received.Single().Header("Accept"));
        Assert.Equal("", _storage.Received.Single().Header("Authorization"));
    }

    [Fact]
    public async Task ContentThatIsCalledCompressedIsNotUnpacked()
    {
        Server.Expect("GET", Target, new ScriptedAnswer { Body = Content, Headers = [("Content-Encoding", "gzip")] });

        Assert.Equal(Digest.Of(Content), await DownloadAsync(Stream.Null));
        Assert.Equal("", Server.Received.Single().Header("Accept-Encoding"));
    }

    [Fact]
    public async Task GitHubMayGiveTheContentItself()
    {
        Server.Expect("GET", Target, new ScriptedAnswer { Body = Content });

        Assert.Equal(Digest.Of(Content), await DownloadAsync(Stream.Null));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task ContentThatIsCutIsAFaultAndNotRepeated(bool hasLength)
    {
        Server.Expect("GET", Target, new ScriptedAnswer { Body = Content, CutAfter = 3, HasNoLength = !hasLength });

        Assert.Equal(GitHubErrorKind.Transient, (await FailureAsync(() => DownloadAsync(Stream.Null))).Kind);
    }

    [Fact]
    public async Task MoreContentThanTheAssetHasIsMalformed()
    {
        Server.Expect("GET", Target, new ScriptedAnswer { Body = [.. Content, 1] });

        Assert.Equal(GitHubErrorKind.Malformed, (await FailureAsync(() => DownloadAsync(Stream.Null))).Kind);
    }

    [Fact]
    public async Task AFaultBeforeTheContentIsRepeatedFromTheBeginning()
    {
        Expect("GET", Target, 302, "", ("Location", $"{_storage.Address}file?signature=abc"));
        _storage.Expect("GET", "/file?signature=abc", new ScriptedAnswer { Status = 503 });
        Server.Expect("GET", Target, new ScriptedAnswer { Body = Content });

        Assert.Equal(Digest.Of(Content), await DownloadAsync(Stream.Null));
    }

    [Fact]
    public async Task ASignatureIsNotShown()
    {
        Expect("GET", Target, 302, "", ("Location", $"{_storage.Address}file?signature=abc"));
        _storage.Expect("GET", "/file?signature=abc", new ScriptedAnswer { Status = 404 });

        var error = await FailureAsync(() => DownloadAsync(Stream.Null));

        Assert.DoesNotContain("signature", error.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\"digest\":null", false)]
    [InlineData("\"other\":1", false)]
    [InlineData("\"digest\":\"md5:abc\"", false)]
    [InlineData("\"digest\":\"sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855\"", true)]
    public async Task ADigestMayBeMissing(string json, bool expected)
    {
        Expect("GET", "/repos/acme/registry/releases/9/assets?per_page=100", 200, $"[{ReleaseTexts.Asset(5, "a", 1, json, "starter")}]");

        var asset = await Client.Assets.ListAsync(Repository, 9, Cancelled).SingleAsync(Cancelled);

        Assert.Equal(expected, asset.Sha256 is not null);
        Assert.False(asset.IsUploaded);
    }

    [Fact]
    public async Task AnAssetIsDeleted()
    {
        Expect("DELETE", Target, 204, "");

        Assert.True(await Client.Assets.DeleteAsync(Repository, 5, Cancelled));
    }

    private Task<Digest> DownloadAsync(Stream destination) =>
        Client.Assets.DownloadAsync(Repository, 5, Content.Length, destination, Cancelled);
}
