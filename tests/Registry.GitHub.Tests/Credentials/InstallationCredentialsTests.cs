using System.Security.Cryptography;
using Registry.GitHub.Credentials;
using Registry.GitHub.Errors;
using Registry.GitHub.Tests.Support;

namespace Registry.GitHub.Tests.Credentials;

public sealed class InstallationCredentialsTests : GitHubTest
{
    private const string Tokens = "/app/installations/42/access_tokens";

    private readonly RSA _key = RSA.Create(2048);
    private readonly AppCredentials _app;
    private readonly GitHubClient _appClient;
    private readonly InstallationCredentials _credentials;

    public InstallationCredentialsTests()
    {
        _app = new AppCredentials("7", _key.ExportRSAPrivateKeyPem(), Clock);
        _appClient = new GitHubClient(Options, _app);
        _credentials = new InstallationCredentials(_appClient, 42);
    }

    public override async ValueTask DisposeAsync()
    {
        _credentials.Dispose();
        _appClient.Dispose();
        _app.Dispose();
        _key.Dispose();
        await base.DisposeAsync();
    }

    [Fact]
    public async Task ATokenIsUsedUntilAMinuteBeforeItsEnd()
    {
        ExpectToken("one");
        var first = await GetAsync();
        Clock.Advance(TimeSpan.FromMinutes(59) - TimeSpan.FromSeconds(1));
        Assert.Same(first, await GetAsync());
        ExpectToken("two");

        Clock.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal("two", (await GetAsync())!.Value);
        Assert.StartsWith("Bearer eyJ", Server.Received[0].Header("Authorization"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task CallersAtTheSameTimeShareOneRequest()
    {
        ExpectToken("one");

        var tokens = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => GetAsync()));

        Assert.All(tokens, token => Assert.Same(tokens[0], token));
        Assert.Single(Server.Received);
    }

    [Fact]
    public async Task ARequestIsRepeatedWhenItsAnswerIsLost()
    {
        Server.Expect("POST", Tokens, new ScriptedAnswer { Drops = true });
        ExpectToken("one");

        Assert.NotNull(await GetAsync());
    }

    [Fact]
    public async Task AFailureIsNotKept()
    {
        Expect("POST", Tokens, 404, """{"message":"Integration not found"}""");
        Assert.Equal(GitHubErrorKind.Unauthorized, (await FailureAsync(GetAsync)).Kind);
        ExpectToken("one");

        Assert.NotNull(await GetAsync());
    }

    [Fact]
    public async Task ATokenThatIsRefusedIsReplacedOnce()
    {
        using var client = new GitHubClient(Options, _credentials);
        ExpectToken("one");
        Expect("GET", "/repos/acme/registry", 401, """{"message":"Bad credentials"}""");
        ExpectToken("two");
        Expect("GET", "/repos/acme/registry", 401, """{"message":"Bad credentials"}""");

        var error = await FailureAsync(() => client.Repositories.FindAsync(Repository, Cancelled));

        Assert.Equal(GitHubErrorKind.Unauthorized, error.Kind);
        Assert.Equal(["Bearer one", "Bearer two"], Server.Received.Where(request => request.Method == "GET").Select(request => request.Header("Authorization")));
    }

    [Fact]
    public async Task ARefusedTokenThatWasReplacedMeanwhileDoesNoHarm()
    {
        ExpectToken("one");
        var old = await GetAsync();
        Assert.True(_credentials.Discard(old!));
        ExpectToken("two");
        var current = await GetAsync();

        Assert.True(_credentials.Discard(old!));

        Assert.Same(current, await GetAsync());
    }

    private Task<AccessToken?> GetAsync() => _credentials.GetAsync(Cancelled).AsTask();

    private void ExpectToken(string token) => Expect("POST", Tokens, 201, $$"""{"token":"{{token}}","expires_at":"{{Clock.Now.AddHours(1).UtcDateTime:yyyy-MM-ddTHH:mm:ssZ}}"}""");
}
