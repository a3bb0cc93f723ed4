using Registry.GitHub.Errors;
using Registry.GitHub.Releases;
using Registry.GitHub.Tests.Support;
using Registry.Testing;

namespace Registry.GitHub.Tests.Transport;

public sealed class StallTests : GitHubTest
{
    private const string Target = "/repos/acme/registry/releases/9/assets?name=a.zip";
    private const int Size = 1024 * 1024;

    private static readonly TimeSpan s_limit = TimeSpan.FromMinutes(1);

    private readonly ManualTimeProvider _clock = ManualTimeProvider.AtNoon();

    protected override GitHubOptions Options => base.Options with { Time = _clock, StallLimit = s_limit, FaultRetries = 0 };

    [Fact]
    public async Task ASlowUploadMayTakeLong()
    {
        Server.Expect("POST", Target, Json(201, ReleaseTexts.Asset(1, "a.zip", Size)));
        var start = _clock.Now;

        await UploadAsync(() => _clock.Advance(s_limit * 0.9));

        Assert.True(_clock.Now - start > s_limit * 10);
    }

    [Fact]
    public async Task AnUploadWithoutProgressEnds()
    {
        Server.Expect("POST", Target, new ScriptedAnswer { Drops = true });

        var error = await FailureAsync(() => UploadAsync(() => _clock.Advance(s_limit)));

        Assert.Equal(GitHubErrorKind.OutcomeUnknown, error.Kind);
        Assert.Contains("no progress for 60 s", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AnAnswerThatDoesNotComeEndsTheRequest()
    {
        var over = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Server.Expect("GET", "/repos/acme/registry", new ScriptedAnswer
        {
            Drops = true,
            Before = () =>
            {
                _clock.Advance(s_limit);
                return over.Task;
            },
        });

        var error = await FailureAsync(ReadAsync);
        over.SetResult();

        Assert.Equal(GitHubErrorKind.Transient, error.Kind);
        Assert.Contains("no progress for 60 s", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task NothingIsLeftOfAGuardAfterTheRequest()
    {
        Expect("GET", "/repos/acme/registry", 200, RepositoryJson());
        await ReadAsync();

        _clock.Advance(s_limit);

        Expect("GET", "/repos/acme/registry", 200, RepositoryJson());
        Assert.NotNull(await ReadAsync());
    }

    private Task<ReleaseAsset> UploadAsync(Action reading) => Client.Assets.UploadAsync(
        ReleaseTexts.DraftAt(Server.Address), "a.zip", new AssetContent(() => new Zeros(Size, reading), Size), label: null, Cancelled);
}
