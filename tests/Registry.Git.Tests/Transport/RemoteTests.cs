using Registry.Core.Rules;
using Registry.Core.Store;
using Registry.Git.Tests.Support;
using Registry.Testing;

namespace Registry.Git.Tests.Transport;

/// <summary>A registry behind an address: fetched into a cache, written by pushing.</summary>
public sealed class RemoteTests : IAsyncLifetime
{
    private readonly GitSandbox _sandbox = new();
    private GitServer? _server;
    private string _origin = "";

    private GitServer Server => _server!;

    public async ValueTask InitializeAsync()
    {
        _server = new GitServer(_sandbox);
        _origin = await _sandbox.InitAsync("origin.git");
        _sandbox.Run(_origin, "config", "uploadpack.allowFilter", "true");
        await using var store = await GitRegistryStore.OpenAsync(_origin, _sandbox.Options(), StoreAssertions.Token);
        await store.CommitAsync(("registry.yaml", "one"));
        await store.CommitAsync(("registry.yaml", "two"), ("other", "x"));
    }

    [Fact]
    public async Task ACommitIsPushedAndReadBack()
    {
        await using var store = await OpenAsync();

        var revision = await store.CommitAsync(("registry.yaml", "three"));

        Assert.Equal(revision, _sandbox.Run(_origin, "rev-parse", "main"));
        Assert.Equal("three", await store.TextAsync("registry.yaml"));
        Assert.Equal("x", await store.TextAsync("other"));
        Assert.Empty(_sandbox.Run(_origin, "fsck", "--strict", "--no-dangling"));
    }

    [Fact]
    public async Task AFirstCommitGoesToAnEmptyRemote()
    {
        var empty = await _sandbox.InitAsync("empty.git");
        await using var store = await GitRegistryStore.OpenAsync(Server.UrlOf(empty), _sandbox.Options(), StoreAssertions.Token);

        var revision = await store.CommitAsync(("registry.yaml", "one"));

        Assert.Equal(revision, _sandbox.Run(empty, "rev-parse", "main"));
    }

    [Fact]
    public async Task ALostRaceIsPlannedAgainOnWhatTheWinnerLeft()
    {
        await using var store = await OpenAsync();
        await using var rival = await GitRegistryStore.OpenAsync(_origin, _sandbox.Options(), StoreAssertions.Token);
        await rival.CommitAsync(("theirs", "1"));
        var operation = new WriteFiles(("mine", "1"));

        await store.CommitAsync(operation);

        Assert.Equal(2, operation.Plans);
        Assert.Equal("4", _sandbox.Run(_origin, "rev-list", "--count", "--first-parent", "main"));
    }

    [Fact]
    public async Task OfFourWritersAtOnceNoneIsLost()
    {
        await Task.WhenAll(Enumerable.Range(0, 4).Select(async writer =>
        {
            await using var store = await OpenAsync();
            for (var n = 0; n < 3; n++) await store.CommitAsync(($"w{writer}/{n}", "x"));
        }));

        Assert.Equal("14", _sandbox.Run(_origin, "rev-list", "--count", "--first-parent", "main"));
    }

    [Fact]
    public async Task AnAnswerThatIsDroppedAfterThePushIsStillACommit()
    {
        await using var store = await OpenAsync();
        Server.FailPushes(GitServerFault.DropAnswer);

        var revision = await store.CommitAsync(("registry.yaml", "three"));

        Assert.Equal(revision, _sandbox.Run(_origin, "rev-parse", "main"));
        Assert.Equal("3", _sandbox.Run(_origin, "rev-list", "--count", "main"));
    }

    [Theory]
    [InlineData(GitServerFault.Unavailable)]
    [InlineData(GitServerFault.CutBefore)]
    public async Task APushThatDoesNotArriveLeavesTheRegistryUnavailable(GitServerFault fault)
    {
        await using var store = await OpenAsync();
        Server.FailPushes(fault);

        var result = await store.ExecuteAsync(new WriteFiles(("registry.yaml", "three")), StoreAssertions.Token);

        Assert.Equal(RegistryRules.Unreachable, Assert.IsType<Unavailable<string>>(result).Problem.Rule);
        Assert.Equal("2", _sandbox.Run(_origin, "rev-list", "--count", "main"));
    }

    [Fact]
    public async Task AHookThatDeclinesIsARefusalWithItsWords()
    {
        _sandbox.WriteHook(_origin, "pre-receive", "echo 'main is protected'; exit 1");
        await using var store = await OpenAsync();

        var result = await store.ExecuteAsync(new WriteFiles(("registry.yaml", "three")), StoreAssertions.Token);

        var problem = Assert.IsType<NotDone<string>>(result).Refusal.Problems[0];
        Assert.Equal(RegistryRules.RemoteRefused, problem.Rule);
        Assert.Contains("main is protected", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task MissingRightsAreARefusal()
    {
        await using var store = await OpenAsync();
        Server.Fault = (_, target) => target.Contains("git-receive-pack", StringComparison.Ordinal) ? GitServerFault.Forbidden : GitServerFault.None;

        var result = await store.ExecuteAsync(new WriteFiles(("registry.yaml", "three")), StoreAssertions.Token);

        Assert.Equal(RegistryRules.RemoteRefused, Assert.IsType<NotDone<string>>(result).Refusal.Problems[0].Rule);
    }

    [Fact]
    public async Task AServerThatIsGoneIsUnreachable()
    {
        await using var store = await OpenAsync();
        Server.Fault = (_, _) => GitServerFault.CutBefore;

        var result = await store.ExecuteAsync(new WriteFiles(("registry.yaml", "three")), StoreAssertions.Token);

        Assert.Equal(RegistryRules.Unreachable, Assert.IsType<Unavailable<string>>(result).Problem.Rule);
        var error = await Assert.ThrowsAsync<RegistryException>(() => OpenAsync());
        Assert.Equal(RegistryRules.Unreachable, error.Rule);
    }

    [Fact]
    public async Task OfflineTheLastFetchIsReadAndNothingIsWritten()
    {
        await using (var store = await OpenAsync()) Assert.Equal("two", await store.TextAsync("registry.yaml"));
        Server.Fault = (_, _) => GitServerFault.CutBefore;
        await using var offline = await GitRegistryStore.OpenAsync(
            Server.UrlOf(_origin), _sandbox.Options() with { Offline = true }, StoreAssertions.Token);

        var result = await offline.ExecuteAsync(new WriteFiles(("registry.yaml", "three")), StoreAssertions.Token);

        Assert.Equal("two", await offline.TextAsync("registry.yaml"));
        Assert.Equal(RegistryRules.Unreachable, Assert.IsType<Unavailable<string>>(result).Problem.Rule);
    }

    [Fact]
    public async Task ACloneThatFailsLeavesNoCache()
    {
        Server.Fault = (method, _) => method == "POST" ? GitServerFault.CutBefore : GitServerFault.None;

        await Assert.ThrowsAsync<RegistryException>(() => OpenAsync());

        Assert.Empty(Directory.GetFileSystemEntries(_sandbox.Combine("state", "cache")));
    }

    [Fact]
    public async Task ABrokenCacheIsClonedAgain()
    {
        await using (await OpenAsync())
        {
        }

        var cache = Assert.Single(Directory.GetDirectories(_sandbox.Combine("state", "cache")));
        foreach (var pack in Directory.GetFiles(Path.Combine(cache, "objects", "pack"))) File.Delete(pack);

        await using var store = await OpenAsync();

        Assert.Equal("two", await store.TextAsync("registry.yaml"));
    }

    [Fact]
    public async Task HistoryIsFetchedWhenItIsAskedFor()
    {
        await using var store = await OpenAsync();
        Assert.True(File.Exists(Path.Combine(Directory.GetDirectories(_sandbox.Combine("state", "cache"))[0], "shallow")));

        var entries = await store.LogAsync("registry.yaml", ownLine: false, StoreAssertions.Token).ToListAsync(StoreAssertions.Token);

        Assert.Equal(2, entries.Count);
        Assert.Equal("one", await (await store.SnapshotAsync(entries[1].Revision, StoreAssertions.Token)).TextAsync("registry.yaml"));
    }

    [Fact]
    public async Task CredentialsInTheAddressAreUsedButNeitherShownNorStored()
    {
        var address = Server.UrlOf(_origin).Replace("://", "://user:s3cret@", StringComparison.Ordinal);

        await using var store = await GitRegistryStore.OpenAsync(address, _sandbox.Options(), StoreAssertions.Token);
        await store.CommitAsync(("registry.yaml", "three"));

        Assert.DoesNotContain("s3cret", store.Location, StringComparison.Ordinal);
        Assert.All(_sandbox.Commands, command => Assert.DoesNotContain("s3cret", command, StringComparison.Ordinal));
        Assert.All(Directory.GetFiles(_sandbox.Combine("state"), "config", SearchOption.AllDirectories),
            file => Assert.DoesNotContain("s3cret", File.ReadAllText(file), StringComparison.Ordinal));
    }

    public async ValueTask DisposeAsync()
    {
        if (_server is not null) await _server.DisposeAsync();
        _sandbox.Dispose();
    }

    private Task<GitRegistryStore> OpenAsync() => GitRegistryStore.OpenAsync(Server.UrlOf(_origin), _sandbox.Options(), StoreAssertions.Token);
}
