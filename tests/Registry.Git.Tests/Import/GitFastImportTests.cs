using System.Text;
using Registry.Core.Rules;
using Registry.Core.Store;
using Registry.Git.Tests.Support;
using Registry.Testing;

namespace Registry.Git.Tests.Import;

public sealed class GitFastImportTests : IDisposable
{
    private static readonly CommitMessage s_message = new("import", "", [new(CommitMessage.Action, "import")]);

    private readonly GitSandbox _sandbox = new();

    [Theory]
    [InlineData("sha1")]
    [InlineData("sha256")]
    public async Task FilesAreLoadedInOneCommitOnTopOfWhatIsThere(string objectFormat)
    {
        var path = await _sandbox.InitAsync(objectFormat: objectFormat);
        await using var store = await GitRegistryStore.OpenAsync(path, _sandbox.Options(), StoreAssertions.Token);
        var parent = await store.CommitAsync(("registry.yaml", "x"));

        var commit = await LoadAsync(path, parent, 300);

        Assert.Equal(commit, _sandbox.Run(path, "rev-parse", "main"));
        Assert.Equal(parent, _sandbox.Run(path, "rev-parse", "main^"));
        Assert.Equal("299\n", await store.TextAsync("entities/n9/299"));
        Assert.Equal(301, _sandbox.Run(path, "ls-tree", "-r", "--name-only", "main").Split('\n').Length);
        Assert.Empty(_sandbox.Run(path, "for-each-ref", "refs/registry"));
        Assert.Empty(_sandbox.Run(path, "fsck", "--strict", "--no-dangling"));
    }

    [Fact]
    public async Task AnEmptyRepositoryGetsItsFirstCommit()
    {
        var path = await _sandbox.InitAsync();

        var commit = await LoadAsync(path, "", 10);

        Assert.Equal(commit, _sandbox.Run(path, "rev-parse", "main"));
    }

    [Fact]
    public async Task ABranchThatMovedMeanwhileIsLeftAlone()
    {
        var path = await _sandbox.InitAsync();
        await using var store = await GitRegistryStore.OpenAsync(path, _sandbox.Options(), StoreAssertions.Token);
        var parent = await store.CommitAsync(("registry.yaml", "x"));
        var winner = await store.CommitAsync(("registry.yaml", "y"));

        var lost = await ResultAsync(path, parent, 10);

        Assert.Equal(RegistryRules.LostRace, Assert.IsType<Unavailable<long>>(lost).Problem.Rule);
        Assert.Equal(winner, _sandbox.Run(path, "rev-parse", "main"));
    }

    [Fact]
    public async Task AWorkTreeFollowsAnImport()
    {
        var path = await _sandbox.InitAsync("clone", bare: false);

        await LoadAsync(path, "", 200);

        Assert.Equal("7\n", await File.ReadAllTextAsync(Path.Combine(path, "entities", "n7", "7"), StoreAssertions.Token));
        Assert.Empty(_sandbox.Run(path, "status", "--porcelain"));
    }

    [Fact]
    public async Task AnImportThatIsAbandonedChangesNothing()
    {
        var path = await _sandbox.InitAsync();
        await using var store = await GitRegistryStore.OpenAsync(path, _sandbox.Options(), StoreAssertions.Token);
        await using (var import = await store.BeginImportAsync(await store.SnapshotAsync(null, StoreAssertions.Token), s_message, StoreAssertions.Token))
            await import.WriteFileAsync("a", "x"u8.ToArray());

        Assert.Empty(_sandbox.Run(path, "for-each-ref"));
    }

    [Fact]
    public async Task ManyMegabytesArriveInOrder()
    {
        var path = await _sandbox.InitAsync();
        await using var store = await GitRegistryStore.OpenAsync(path, _sandbox.Options(), StoreAssertions.Token);
        await using var import = await store.BeginImportAsync(await store.SnapshotAsync(null, StoreAssertions.Token), s_message, StoreAssertions.Token);

        for (var n = 0; n < 60; n++) await import.WriteFileAsync($"{n:00}", TextOf(n));
        await import.FinishAsync(StoreAssertions.Token);

        var files = await store.ReadAllAsync(await store.SnapshotAsync(null, StoreAssertions.Token), "", StoreAssertions.Token).ToListAsync(StoreAssertions.Token);
        Assert.Equal(60, files.Count);
        Assert.All(files, (file, n) => Assert.True(file.Content.Span.SequenceEqual(TextOf(n))));

        static byte[] TextOf(int n) => Encoding.UTF8.GetBytes(string.Join('\n', Enumerable.Range(n, 20_000)));
    }

    [Fact]
    public async Task AGitThatEndsEarlyIsAnErrorAndLeavesTheBranchAlone()
    {
        var path = await _sandbox.InitAsync();
        await using var store = await GitRegistryStore.OpenAsync(path, _sandbox.Options(), StoreAssertions.Token);
        var tip = await store.CommitAsync(("registry.yaml", "x"));
        // Nobody, not even root, can create a file below a file.
        Directory.Delete(Path.Combine(path, "objects", "pack"), recursive: true);
        await File.WriteAllTextAsync(Path.Combine(path, "objects", "pack"), "", StoreAssertions.Token);
        await using var import = await store.BeginImportAsync(await store.SnapshotAsync(null, StoreAssertions.Token), s_message, StoreAssertions.Token);

        var error = await Assert.ThrowsAsync<RegistryException>(async () =>
        {
            for (var n = 0; n < 100; n++) await import.WriteFileAsync($"{n}", new byte[100_000]);
        });

        Assert.Equal(RegistryRules.StorageFailed, error.Rule);
        Assert.Equal(tip, _sandbox.Run(path, "rev-parse", "main"));
    }

    [Fact]
    public async Task AfterPackingTheRegistryReadsAsBefore()
    {
        var path = await _sandbox.InitAsync();
        var commit = await LoadAsync(path, "", 300);
        await LoadAsync(path, commit, 300);
        var tree = _sandbox.Run(path, "ls-tree", "-r", "main");

        await using var store = await GitRegistryStore.OpenAsync(path, _sandbox.Options(), StoreAssertions.Token);
        await store.PackAsync(StoreAssertions.Token);

        Assert.Equal(tree, _sandbox.Run(path, "ls-tree", "-r", "main"));
        Assert.Empty(_sandbox.Run(path, "fsck", "--strict", "--no-dangling"));
    }

    public void Dispose() => _sandbox.Dispose();

    private async Task<string> LoadAsync(string path, string parent, int count) =>
        Assert.IsType<Committed<long>>(await ResultAsync(path, parent, count)).Revision;

    private async Task<StoreResult<long>> ResultAsync(string path, string parent, int count)
    {
        await using var store = await GitRegistryStore.OpenAsync(path, _sandbox.Options(), StoreAssertions.Token);
        var snapshot = await store.SnapshotAsync(parent.Length == 0 ? null : parent, StoreAssertions.Token);
        await using var import = await store.BeginImportAsync(snapshot, s_message, StoreAssertions.Token);
        for (var n = 0; n < count; n++) await import.WriteFileAsync($"entities/n{n % 10}/{n}", Encoding.UTF8.GetBytes($"{n}\n"));
        return await import.FinishAsync(StoreAssertions.Token);
    }
}
