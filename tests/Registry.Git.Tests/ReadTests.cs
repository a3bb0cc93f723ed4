using System.Text;
using Registry.Core.Store;
using Registry.Git.Tests.Support;
using Registry.Testing;

namespace Registry.Git.Tests;

public sealed class ReadTests : IAsyncLifetime
{
    private readonly GitSandbox _sandbox = new();
    private string _path = "";
    private GitRegistryStore? _store;

    private GitRegistryStore Store => _store!;

    public async ValueTask InitializeAsync()
    {
        _path = await _sandbox.InitAsync();
        _store = await GitRegistryStore.OpenAsync(_path, _sandbox.Options(), StoreAssertions.Token);
    }

    [Fact]
    public async Task WhatIsNotARegularFileIsNotRead()
    {
        await Store.CommitAsync(("folder/file", "x"), ("empty", ""));
        await AddOtherKindsAsync();
        var snapshot = await Store.SnapshotAsync(null, StoreAssertions.Token);

        foreach (var path in new[] { "missing", "folder", "folder/missing", "folder/file/below", "link", "tool", "", "/", "folder/", "../x", "a\nb" })
            Assert.Null(await snapshot.TextAsync(path));
        Assert.Equal("", await snapshot.TextAsync("empty"));
        Assert.Equal("x", await snapshot.TextAsync("folder/file"));
    }

    [Fact]
    public async Task AListHasNamesInOrdinalOrderAndTheirKinds()
    {
        await Store.CommitAsync(("a.b", "x"), ("a/b", "x"), ("a0", "x"), ("B", "x"));
        await AddOtherKindsAsync();
        var snapshot = await Store.SnapshotAsync(null, StoreAssertions.Token);

        var items = await snapshot.ListAsync("", StoreAssertions.Token);

        Assert.Equal("B:File a:Folder a.b:File a0:File link:Other tool:Other", string.Join(' ', items.Select(item => $"{item.Name}:{item.Kind}")));
        Assert.Empty(await snapshot.ListAsync("missing", StoreAssertions.Token));
        Assert.Empty(await snapshot.ListAsync("a.b", StoreAssertions.Token));
    }

    [Fact]
    public async Task ReadingEverythingGivesWhatGitLists()
    {
        await Store.CommitAsync([.. Enumerable.Range(0, 3000).Select(n => ($"d{n * 7 % 40}/f{n}", (string?)new string('x', n * 13 % 300)))]);
        await AddOtherKindsAsync();
        var snapshot = await Store.SnapshotAsync(null, StoreAssertions.Token);

        var files = await Store.ReadAllAsync(snapshot, "", StoreAssertions.Token).ToListAsync(StoreAssertions.Token);

        Assert.Equal(_sandbox.Run(_path, "ls-tree", "-r", "--name-only", "main"), string.Join('\n', files.Select(file => file.Path)));
        Assert.True(files.Zip(files.Skip(1)).All(pair => string.CompareOrdinal(pair.First.Path, pair.Second.Path) < 0));
        Assert.Equal("link tool", string.Join(' ', files.Where(file => file.Kind is TreeItemKind.Other).Select(file => file.Path)));
        foreach (var file in files.Where(file => file.Kind is TreeItemKind.File).Where((_, n) => n % 100 == 0))
            Assert.Equal(await snapshot.TextAsync(file.Path), Encoding.UTF8.GetString(file.Content.Span));
    }

    [Fact]
    public async Task ReadingAFolderGivesItsFilesWithTheirWholePaths()
    {
        await Store.CommitAsync(("a/b/c", "1"), ("a/d", "2"), ("e", "3"));

        var files = await Store.ReadAllAsync(await Store.SnapshotAsync(null, StoreAssertions.Token), "a", StoreAssertions.Token).ToListAsync(StoreAssertions.Token);

        Assert.Equal("a/b/c a/d", string.Join(' ', files.Select(file => file.Path)));
    }

    [Fact]
    public async Task ReadingThatIsLeftEarlyEnds()
    {
        await Store.CommitAsync([.. Enumerable.Range(0, 20_000).Select(n => ($"d{n % 50}/f{n}", (string?)"x"))]);
        var snapshot = await Store.SnapshotAsync(null, StoreAssertions.Token);

        await foreach (var file in Store.ReadAllAsync(snapshot, "", StoreAssertions.Token)) break;

        Assert.Equal("x", await snapshot.TextAsync("d0/f0"));
    }

    [Fact]
    public async Task ReadingThatIsCancelledSaysSo()
    {
        await Store.CommitAsync([.. Enumerable.Range(0, 5000).Select(n => ($"d{n % 50}/f{n}", (string?)"x"))]);
        var snapshot = await Store.SnapshotAsync(null, StoreAssertions.Token);
        using var source = new CancellationTokenSource();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            await foreach (var file in Store.ReadAllAsync(snapshot, "", source.Token)) await source.CancelAsync();
        });
    }

    [Fact]
    public async Task ManyReadAtOnce()
    {
        await Store.CommitAsync([.. Enumerable.Range(0, 50).Select(n => ($"f{n}", (string?)$"{n}"))]);
        var snapshot = await Store.SnapshotAsync(null, StoreAssertions.Token);

        var texts = await Task.WhenAll(Enumerable.Range(0, 200).Select(n => Task.Run(() => snapshot.TextAsync($"f{n % 50}"))));

        Assert.All(texts, (text, n) => Assert.Equal($"{n % 50}", text));
        Assert.Single(_sandbox.Commands, command => command.StartsWith("cat-file", StringComparison.Ordinal));
    }

    [Fact]
    public async Task AReaderWhoseProcessWasKilledGoesOn()
    {
        await Store.CommitAsync(("a", "1"));
        var snapshot = await Store.SnapshotAsync(null, StoreAssertions.Token);
        using var source = new CancellationTokenSource();
        await source.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await snapshot.ReadAsync("a", source.Token));

        Assert.Equal("1", await snapshot.TextAsync("a"));
    }

    public async ValueTask DisposeAsync()
    {
        if (_store is not null) await _store.DisposeAsync();
        _sandbox.Dispose();
    }

    private async Task AddOtherKindsAsync()
    {
        var blob = _sandbox.RunWithInput(_path, "target", "hash-object", "-w", "--stdin");
        var tree = _sandbox.RunWithInput(_path, $"{_sandbox.Run(_path, "ls-tree", "main")}\n120000 blob {blob}\tlink\n100755 blob {blob}\ttool\n", "mktree");
        _sandbox.Run(_path, "update-ref", "refs/heads/main", _sandbox.Run(_path, "commit-tree", tree, "-p", "main", "-m", "others"));
        await Task.CompletedTask;
    }
}
