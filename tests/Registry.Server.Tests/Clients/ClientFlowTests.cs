using Registry.Client;
using Registry.Client.Calls;
using Registry.Client.Models;
using Registry.Core.Rules;
using Registry.Server.Tests.Support;

namespace Registry.Server.Tests.Clients;

/// <summary>What the typed client does with a real service.</summary>
public sealed class ClientFlowTests : IAsyncLifetime
{
    private const string Entity = "acme/billing";

    private ApiWorld _world = null!;
    private RegistryClient _client = null!;

    private static CancellationToken Token => TestServer.Token;

    public async ValueTask InitializeAsync()
    {
        _world = await ApiWorld.StartAsync();
        _client = new RegistryClient(_world.Client.BaseAddress!, new RegistryClientOptions { Token = _world.Administrator });
    }

    public ValueTask DisposeAsync()
    {
        _client.Dispose();
        return _world.DisposeAsync();
    }

    [Fact]
    public async Task FilesAreUploadedOnceAndDownloadedChecked()
    {
        var version = new NewVersion { SourceHash = ApiWorld.HashOf("one"), SemVer = "1.0.0" };

        var made = await _client.Uploads.UploadAsync(Entity, version, [FileOf("a.zip"), FileOf("b.zip") with { Name = "c.zip", Platform = "linux" }], Token);
        var again = await _client.Uploads.UploadAsync(Entity, version, [FileOf("a.zip")], Token);
        var target = _world.Sandbox.Combine("new", "folder", "c.zip");
        await _client.Downloads.DownloadAsync(Entity, "1.0.0", "c.zip", target, Token);

        Assert.Equal(("created", "unchanged", made.Version.Id), (made.Outcome, again.Outcome, again.Version.Id));
        Assert.Equal(["a.zip", "c.zip"], made.Version.Files.Select(file => file.Name));
        Assert.Equal("b.zip", await File.ReadAllTextAsync(target, Token));
        Assert.Equal([target], Directory.EnumerateFiles(Path.GetDirectoryName(target)!));
    }

    [Fact]
    public async Task AVersionIsUploadedWithItsFilesInOneCall()
    {
        var made = await _client.Uploads.UploadAtOnceAsync(Entity, new NewVersion { SourceHash = ApiWorld.HashOf("one") }, [FileOf("a.zip") with { Architecture = "x64" }], Token);

        Assert.Equal(("created", "a.zip", "x64"), (made.Outcome, made.Version.Files[0].Name, made.Version.Files[0].Architecture));
    }

    [Fact]
    public async Task ListsGoOnBehindTheirFirstPage()
    {
        List<string> ids = [];
        for (var i = 0; i < 3; i++) ids.Add(await _world.EmitAsync(Entity, $"content {i}"));

        var page = await _client.Versions.ListPageAsync(Entity, limit: 2, cancellationToken: Token);
        var rest = await _client.Versions.ListPageAsync(Entity, after: page.Pagination.Next, cancellationToken: Token);
        var all = await _client.Versions.ListAsync(Entity, cancellationToken: Token).Select(version => version.Id).ToListAsync(Token);

        Assert.Equal((2, 1), (page.Items.Count, rest.Items.Count));
        Assert.Equal(Enumerable.Reverse(ids), all);
    }

    [Fact]
    public async Task AChannelIsMovedOnlyFromWhereItWasSeen()
    {
        var id = await _world.EmitAsync(Entity, "one");
        var seen = await _client.Channels.GetAsync(Entity, "dev", Token);
        var moved = await _client.Channels.MoveAsync(Entity, "dev", new ChannelMove { Version = id }, seen.Unchanged, Token);

        var error = await Assert.ThrowsAsync<RegistryClientException>(() => _client.Channels.MoveAsync(Entity, "dev", new ChannelMove { Version = id }, seen.Unchanged, Token));

        Assert.Null(seen.Tag);
        Assert.Equal(id, moved.Value.Version);
        Assert.Equal(RegistryRules.PreconditionFailed.Code, error.Problem!.Code);
    }

    [Fact]
    public async Task CommitsAreHeardFromWhereTheListenerBegan()
    {
        var before = _world.Tip;
        var id = await _world.EmitAsync(Entity, "one");
        await using var events = _client.Events.ListenAsync(before, Token).GetAsyncEnumerator(Token);

        Assert.True(await events.MoveNextAsync());
        var added = events.Current;
        await _client.Channels.MoveAsync(Entity, "dev", new ChannelMove { Version = id }, cancellationToken: Token);
        Assert.True(await events.MoveNextAsync());

        Assert.Equal([("entityCreated", null), ("versionAdded", id)], added.Changes.Select(change => (change.Change, change.Version)).Order());
        Assert.Equal(("channelMoved", "dev", _world.Tip), (events.Current.Changes.Single().Change, events.Current.Changes.Single().Channel, events.Current.Commit));
    }

    [Fact]
    public async Task WhatIsRefusedSaysWhy()
    {
        var error = await Assert.ThrowsAsync<RegistryClientException>(() => _client.Versions.GetAsync("acme/unknown", "1.0.0", Token));

        Assert.Equal((RegistryRules.EntityNotFound.Code, System.Net.HttpStatusCode.NotFound), (error.Problem!.Code, error.Status));
        Assert.DoesNotContain(_world.Administrator, error.ToString(), StringComparison.Ordinal);
    }

    private FileUpload FileOf(string name)
    {
        var path = _world.Sandbox.Combine(name);
        File.WriteAllText(path, name);
        return new FileUpload(path);
    }
}
