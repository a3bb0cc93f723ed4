using Registry.Core.Rules;
using Registry.Core.Store;
using Registry.Git.Tests.Support;
using Registry.Testing;

namespace Registry.Git.Tests;

/// <summary>Storage that cannot be written leaves the registry as it was, and says so.</summary>
public sealed class StorageFailureTests : IDisposable
{
    private readonly GitSandbox _sandbox = new();

    [Fact]
    public async Task ARefLockThatStaysIsReportedAfterSeveralTries()
    {
        var path = await CreateAsync();
        await File.WriteAllTextAsync(Path.Combine(path, "refs", "heads", "main.lock"), "", StoreAssertions.Token);

        await AssertUnavailableAsync(path);
    }

    [Fact]
    public async Task AnObjectStoreThatTakesNothingIsReported()
    {
        var path = await CreateAsync();
        // Root may write where permissions say no, but nobody can create a file below a file.
        foreach (var folder in Enumerable.Range(0, 256).Select(n => Path.Combine(path, "objects", $"{n:x2}")).Where(folder => !Directory.Exists(folder)))
            await File.WriteAllTextAsync(folder, "", StoreAssertions.Token);

        await AssertUnavailableAsync(path);
    }

    [Fact]
    public async Task ADirectoryThatIsNoRepositoryIsNamed()
    {
        var path = Directory.CreateDirectory(_sandbox.Combine("plain")).FullName;

        var error = await Assert.ThrowsAsync<RegistryException>(() => OpenAsync(path));
        var missing = await Assert.ThrowsAsync<RegistryException>(() => OpenAsync(_sandbox.Combine("missing")));

        Assert.Equal(RegistryRules.NotARepository, error.Rule);
        Assert.Equal(RegistryRules.NotARepository, missing.Rule);
        Assert.Contains(path, error.Message, StringComparison.Ordinal);
    }

    public void Dispose() => _sandbox.Dispose();

    private async Task<string> CreateAsync()
    {
        var path = await _sandbox.InitAsync();
        await using var store = await OpenAsync(path);
        await store.CommitAsync(("a", "1"));
        return path;
    }

    private async Task AssertUnavailableAsync(string path)
    {
        await using var store = await OpenAsync(path);
        var tip = _sandbox.Run(path, "rev-parse", "main");

        var result = await store.ExecuteAsync(new WriteFiles(("a", "2"), ("b/c", "3"), ("d/e/f", "4")), StoreAssertions.Token);

        Assert.Equal(RegistryRules.StorageFailed, Assert.IsType<Unavailable<string>>(result).Problem.Rule);
        Assert.Equal(tip, _sandbox.Run(path, "rev-parse", "main"));
        Assert.Equal("1", await store.TextAsync("a"));
    }

    private Task<GitRegistryStore> OpenAsync(string path) => GitRegistryStore.OpenAsync(path, _sandbox.Options(), StoreAssertions.Token);
}
