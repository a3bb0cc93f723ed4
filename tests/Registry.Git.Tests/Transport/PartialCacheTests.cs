using Registry.Core.Entities;
using Registry.Core.Operations;
using Registry.Core.Rules;
using Registry.Core.Sources;
using Registry.Core.Store;
using Registry.Core.Versions;
using Registry.Git.Tests.Support;
using Registry.Testing;

namespace Registry.Git.Tests.Transport;

/// <summary>What is fetched of a remote registry, and when: the upper folders at first, an entity when it is read, the rest with the history.</summary>
public sealed class PartialCacheTests : IAsyncLifetime
{
    private const string Settings =
        "apiVersion: registry/v1\nkind: Registry\nname: acme\ndefaultChannel: dev\nchannels:\n- name: dev\n  advance: newest\nreleases:\n  host: directory\n  path: /var/registry\n";

    private static readonly EntityName s_billing = EntityName.Parse("acme/billing");
    private static readonly EntityName s_identity = EntityName.Parse("acme/identity");

    private readonly GitSandbox _sandbox = new();
    private readonly ManualTimeProvider _time = ManualTimeProvider.AtNoon();
    private GitServer? _server;
    private string _origin = "";

    private GitServer Server => _server!;

    private string Cache => Assert.Single(Directory.GetDirectories(_sandbox.Combine("state", "cache")));

    public async ValueTask InitializeAsync()
    {
        _server = new GitServer(_sandbox);
        _origin = await _sandbox.InitAsync("origin.git");
        _sandbox.Run(_origin, "config", "uploadpack.allowFilter", "true");
        await using var store = await OpenOriginAsync();
        await store.CommitAsync(("registry.yaml", Settings));
        foreach (var entity in (EntityName[])[s_billing, s_identity])
            for (var n = 0; n < 3; n++) await EmitAsync(store, entity, $"{entity} {n}");
        await PromoteAsync(store);
    }

    [Fact]
    public async Task TheFirstUseFetchesTheUpperFoldersOneEntityAndTheFilesThatAreRead()
    {
        await using var store = await OpenAsync();

        Assert.Equal("2026", (await ActiveAsync(store)).Month[..4]);

        // The clone, the entity's folders, entity.yaml, the channel.
        Assert.Equal(4, Server.Fetches);
        Assert.Contains(FolderOf(s_identity), Missing(Cache));
    }

    [Fact]
    public async Task TheNextUseFetchesNothingButWhatIsNew()
    {
        await using (var first = await OpenAsync()) await ActiveAsync(first);
        Server.ForgetFetches();
        await using (var same = await OpenAsync()) await ActiveAsync(same);
        Assert.Equal(0, Server.Fetches);

        await using (var rival = await OpenOriginAsync()) await EmitAsync(rival, s_identity, "new");
        await using var store = await OpenAsync();
        await ActiveAsync(store);

        Assert.Equal(1, Server.Fetches);
    }

    [Fact]
    public async Task AnEmitFetchesItsEntityAndItsNewestManifestAndPushesAFewObjects()
    {
        await using var store = await OpenAsync();
        Server.ForgetFetches();
        var before = Objects(_origin);

        await EmitAsync(store, s_billing, "from afar");
        Assert.Equal(3, Server.Fetches);
        await EmitAsync(store, s_billing, "once more");

        // The entity's folders, entity.yaml, the newest manifest; what was pushed is there already.
        Assert.Equal(3, Server.Fetches);
        // Each: the commit, two files, and the folders above them, of which the month's is the same for both.
        Assert.InRange(Objects(_origin) - before, 2, 32);
        Assert.Contains(FolderOf(s_identity), Missing(Cache));
        Assert.Empty(_sandbox.Run(_origin, "fsck", "--strict", "--no-dangling"));
    }

    [Fact]
    public async Task HistoryBringsAllFoldersAtOnceAndKeepsThem()
    {
        await using var store = await OpenAsync();
        Server.ForgetFetches();

        var moves = await store.LogAsync(RegistryPaths.Entity(s_billing), ownLine: false, StoreAssertions.Token).CountAsync(StoreAssertions.Token);
        Assert.Equal(4, moves);
        Assert.Equal(2, Server.Fetches);
        await using (var rival = await OpenOriginAsync()) await EmitAsync(rival, s_billing, "new");
        await store.RefreshAsync(StoreAssertions.Token);
        moves = await store.LogAsync(RegistryPaths.Entity(s_billing), ownLine: false, StoreAssertions.Token).CountAsync(StoreAssertions.Token);

        Assert.Equal(5, moves);
        Assert.Equal(3, Server.Fetches);
    }

    [Fact]
    public async Task ReadingAFolderFetchesWhatIsBelowItInTwoGoes()
    {
        await using var store = await OpenAsync();
        Server.ForgetFetches();

        Assert.Equal(3, await CountFilesAsync(store, RegistryPaths.Manifests(s_billing)));

        Assert.Equal(2, Server.Fetches);
        Assert.Contains(FolderOf(s_identity), Missing(Cache));
        Assert.Equal(16, await CountFilesAsync(store, ""));
        Assert.Equal(4, Server.Fetches);
        Assert.Empty(Missing(Cache));
    }

    [Fact]
    public async Task AListOfEntitiesFetchesThemAllAtOnce()
    {
        await using var store = await OpenAsync();
        Server.ForgetFetches();
        var registry = new RegistryReader(await store.SnapshotAsync(null, StoreAssertions.Token));

        var newest = new List<VersionId?>();
        await foreach (var entity in registry.EntitiesAsync(@namespace: null, StoreAssertions.Token))
        {
            newest.Add(await registry.NewestAsync(entity, StoreAssertions.Token));
            await registry.ChannelAsync(entity, await registry.DefaultChannelAsync(entity, StoreAssertions.Token), StoreAssertions.Token);
        }

        Assert.Equal(2, newest.Count);
        Assert.DoesNotContain(null, newest);
        Assert.Equal(1, Server.Fetches);
    }

    [Fact]
    public async Task OfflineWhatWasNeverFetchedIsOneClearError()
    {
        await using (var store = await OpenAsync()) await ActiveAsync(store);
        await using var offline = await OpenAsync(offline: true);

        await ActiveAsync(offline);

        await AssertNeverFetchedAsync(() => offline.TextAsync(RegistryPaths.EntitySettings(s_identity)));
        await AssertNeverFetchedAsync(() => CountFilesAsync(offline, ""));
        await AssertNeverFetchedAsync(() => offline.LogAsync("registry.yaml", ownLine: false, StoreAssertions.Token).CountAsync(StoreAssertions.Token).AsTask());
    }

    [Fact]
    public async Task ACacheWithAllFoldersAsItWasMadeBeforeGoesOn()
    {
        await using (await OpenAsync())
        {
        }

        var cache = Cache;
        Directory.Delete(cache, recursive: true);
        _sandbox.Run(_sandbox.Path, "clone", "--quiet", "--bare", "--filter=blob:none", "--depth=1", "--no-tags", "--single-branch", Server.UrlOf(_origin), cache);
        Server.ForgetFetches();
        await using var store = await OpenAsync();

        await EmitAsync(store, s_billing, "from afar");

        // registry.yaml, entity.yaml, the newest manifest.
        Assert.Equal(3, Server.Fetches);
        Assert.Equal(5, await store.LogAsync(RegistryPaths.Entity(s_billing), ownLine: false, StoreAssertions.Token).CountAsync(StoreAssertions.Token));
        Assert.Equal(4, Server.Fetches);
    }

    public async ValueTask DisposeAsync()
    {
        if (_server is not null) await _server.DisposeAsync();
        _sandbox.Dispose();
    }

    private static async Task AssertNeverFetchedAsync(Func<Task> read)
    {
        var error = await Assert.ThrowsAsync<RegistryException>(read);
        Assert.Equal(RegistryRules.Unreachable, error.Rule);
        Assert.Contains("opened offline", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("transport", error.Message, StringComparison.Ordinal);
    }

    private static async Task<VersionId> ActiveAsync(GitRegistryStore store)
    {
        var registry = new RegistryReader(await store.SnapshotAsync(null, StoreAssertions.Token));
        var channel = await registry.DefaultChannelAsync(s_billing, StoreAssertions.Token);
        return (await registry.ChannelAsync(s_billing, channel, StoreAssertions.Token))!.Version;
    }

    private static async Task<int> CountFilesAsync(GitRegistryStore store, string folder) =>
        await store.ReadAllAsync(await store.SnapshotAsync(null, StoreAssertions.Token), folder, StoreAssertions.Token).CountAsync(StoreAssertions.Token);

    private async Task EmitAsync(GitRegistryStore store, EntityName entity, string source)
    {
        var digest = Digest.Of(System.Text.Encoding.UTF8.GetBytes(source));
        var request = new EmitRequest { Entity = entity, SourceHash = digest, Files = [new VersionFile { Name = "a.bin", Size = 1, Sha256 = digest }] };
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.IsType<Committed<EmitOutcome>>(await store.ExecuteAsync(new EmitOperation(request), StoreAssertions.Token));
    }

    private static async Task PromoteAsync(GitRegistryStore store)
    {
        var newest = await new RegistryReader(await store.SnapshotAsync(null, StoreAssertions.Token)).NewestAsync(s_billing, StoreAssertions.Token);
        var operation = new PromoteOperation(VersionReference.Parse($"{s_billing}@{newest}"), "dev", "test");
        Assert.IsType<Committed<ChannelOutcome>>(await store.ExecuteAsync(operation, StoreAssertions.Token));
    }

    private string FolderOf(EntityName entity) => _sandbox.Run(_origin, "rev-parse", $"main:{RegistryPaths.Entity(entity)}");

    /// <summary>What a repository lacks of its newest commit.</summary>
    private string Missing(string repository) =>
        string.Join('\n', _sandbox.Run(repository, "rev-list", "--objects", "--no-object-names", "--missing=print", "main^{tree}").Split('\n').Where(line => line.StartsWith('?')));

    private int Objects(string repository) => _sandbox.Run(repository, "rev-list", "--objects", "--all").Split('\n').Length;

    private Task<GitRegistryStore> OpenOriginAsync() => GitRegistryStore.OpenAsync(_origin, _sandbox.Options(_time), StoreAssertions.Token);

    private Task<GitRegistryStore> OpenAsync(bool offline = false) =>
        GitRegistryStore.OpenAsync(Server.UrlOf(_origin), _sandbox.Options(_time) with { Offline = offline }, StoreAssertions.Token);
}
