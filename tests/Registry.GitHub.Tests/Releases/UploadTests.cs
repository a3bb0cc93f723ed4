using Registry.Core.Sources;
using Registry.GitHub.Credentials;
using Registry.GitHub.Errors;
using Registry.GitHub.Releases;
using Registry.GitHub.Tests.Support;

namespace Registry.GitHub.Tests.Releases;

public sealed class UploadTests : GitHubTest
{
    private const string Target = "/repos/acme/registry/releases/9/assets?name=a.zip";
    private const string Conflict = """{"message":"Validation Failed","errors":[{"resource":"ReleaseAsset","code":"already_exists","field":"name"}]}""";
    private const int Large = 64 * 1024 * 1024;

    /// <summary>Where uploads go: another origin than the API's.</summary>
    private readonly ScriptedServer _uploads = new();

    private static byte[] Content { get; } = [.. Enumerable.Range(0, 300_000).Select(i => (byte)(i * 31))];

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        await _uploads.DisposeAsync();
        _uploads.Verify();
    }

    [Fact]
    public async Task AnAssetIsSentToTheReleasesOwnHostWithTheTokenAndItsLength()
    {
        _uploads.Expect("POST", $"{Target}&label=The%20archive", Json(201, ReleaseTexts.Asset(1, "a.zip", Content.Length, $"\"digest\":\"{Digest.Of(Content)}\"")));

        var asset = await Client.Assets.UploadAsync(ReleaseTexts.DraftAt(_uploads.Address), "a.zip", Of(Content), "The archive", Cancelled);

        Assert.Equal(Digest.Of(Content), asset.Sha256);
        Assert.True(asset.IsUploaded);
        var request = _uploads.Received.Single();
        Assert.Equal(Content, request.Body);
        Assert.Equal("100-continue", request.Header("Expect"));
        Assert.Equal("application/octet-stream", request.Header("Content-Type"));
        Assert.Equal($"{Content.Length}", request.Header("Content-Length"));
        Assert.Equal($"Bearer {Token}", request.Header("Authorization"));
    }

    [Fact]
    public async Task AFileIsSentAsItIs()
    {
        using var directory = new Testing.TemporaryDirectory();
        var path = Path.Combine(directory.Path, "a.zip");
        await File.WriteAllBytesAsync(path, Content, Cancelled);
        _uploads.Expect("POST", Target, Json(201, ReleaseTexts.Asset(1, "a.zip", Content.Length)));

        await UploadAsync(AssetContent.OfFile(path));

        Assert.Equal(Content, _uploads.Received.Single().Body);
    }

    [Fact]
    public async Task ARefusalBeforeTheContentIsUnderstoodAndSavesTheContent()
    {
        _uploads.Expect("POST", Target, Json(422, Conflict) with { IsEarly = true });
        using var zeros = new Zeros(Large, () => { });

        var error = await FailureAsync(() => UploadAsync(new AssetContent(() => zeros, Large)));

        Assert.Equal(GitHubErrorKind.Validation, error.Kind);
        Assert.True(error.IsAlreadyExists);
        Assert.InRange(zeros.Position, 0, Large - 1);
    }

    [Fact]
    public async Task ARefusalInTheMiddleOfTheContentIsUnderstood()
    {
        _uploads.Expect("POST", Target, Json(422, Conflict) with { AnswersAfter = 1024 * 1024 });

        var error = await FailureAsync(() => UploadAsync(new AssetContent(() => new Zeros(Large, () => { }), Large)));

        Assert.True(error.IsAlreadyExists);
    }

    [Fact]
    public async Task ARedirectedUploadBeginsAgain()
    {
        _uploads.Expect("POST", Target, new ScriptedAnswer { Status = 307, Headers = [("Location", "/elsewhere")] });
        _uploads.Expect("POST", "/elsewhere", Json(201, ReleaseTexts.Asset(1, "a.zip", Content.Length)));

        await UploadAsync(Of(Content));

        Assert.Equal(Content, _uploads.Received[1].Body);
    }

    [Fact]
    public async Task AnUploadWhoseAnswerIsLostIsNotRepeated()
    {
        _uploads.Expect("POST", Target, Json(502, """{"message":"Error uploading asset"}"""));

        Assert.Equal(GitHubErrorKind.OutcomeUnknown, (await FailureAsync(() => UploadAsync(Of(Content)))).Kind);
    }

    [Theory]
    [InlineData("a.zip", 0L)]
    [InlineData("a.zip", 2147483648L)]
    [InlineData("a b.zip", 1L)]
    [InlineData(".zip", 1L)]
    [InlineData("zip.", 1L)]
    [InlineData("../a", 1L)]
    [InlineData("ä.zip", 1L)]
    [InlineData("", 1L)]
    public async Task WhatGitHubCannotTakeIsNotSent(string name, long length)
    {
        var error = await FailureAsync(() => Client.Assets.UploadAsync(ReleaseTexts.DraftAt(_uploads.Address), name, new AssetContent(() => Stream.Null, length), label: null, Cancelled));

        Assert.Equal((GitHubErrorKind.Validation, null), (error.Kind, error.Status));
    }

    [Fact]
    public async Task ContentThatEndsTooEarlyIsTheCallersFault()
    {
        _uploads.Expect("POST", Target, new ScriptedAnswer { Drops = true });

        var error = await Assert.ThrowsAsync<IOException>(() => UploadAsync(new AssetContent(() => new MemoryStream([1, 2]), 3)));

        Assert.Contains("a.zip", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ATokenIsNotSentInTheClear()
    {
        using var client = new GitHubClient(new GitHubOptions { Time = Clock }, new TokenCredentials(null));

        var error = await FailureAsync(() => client.Assets.UploadAsync(ReleaseTexts.DraftAt(_uploads.Address), "a.zip", Of(Content), label: null, Cancelled));

        Assert.Equal(GitHubErrorKind.Malformed, error.Kind);
    }

    private Task<ReleaseAsset> UploadAsync(AssetContent content) => Client.Assets.UploadAsync(ReleaseTexts.DraftAt(_uploads.Address), "a.zip", content, label: null, Cancelled);

    private static AssetContent Of(byte[] bytes) => new(() => new MemoryStream(bytes), bytes.Length);
}
