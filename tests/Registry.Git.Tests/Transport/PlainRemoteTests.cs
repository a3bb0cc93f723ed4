using Registry.Core.Rules;
using Registry.Git.Processes;
using Registry.Git.Tests.Support;
using Registry.Testing;

namespace Registry.Git.Tests.Transport;

/// <summary>A remote that knows no partial clones, as older servers do.</summary>
public sealed class PlainRemoteTests : IAsyncLifetime
{
    private readonly GitSandbox _sandbox = new();
    private string _origin = "";

    [Theory]
    [InlineData("sha1")]
    [InlineData("sha256")]
    public async Task ItIsReadAndWrittenLikeAnyOther(string objectFormat)
    {
        var origin = await CreateAsync("plain.git", objectFormat);
        await using var store = await OpenAsync(origin);

        var revision = await store.CommitAsync(("registry.yaml", "two"));

        Assert.Equal("two", await store.TextAsync("registry.yaml"));
        Assert.Equal("x", await store.TextAsync("a/b"));
        Assert.Equal(revision, _sandbox.Run(origin, "rev-parse", "main"));
    }

    [Fact]
    public async Task AnotherBranchMayBeTheRegistry()
    {
        _sandbox.Run(_origin, "branch", "staging");
        await using var store = await OpenAsync(_origin, "staging");

        await store.CommitAsync(("registry.yaml", "staged"));

        Assert.Equal("staged", _sandbox.Run(_origin, "show", "staging:registry.yaml"));
        Assert.Equal("one", _sandbox.Run(_origin, "show", "main:registry.yaml"));
    }

    [Fact]
    public async Task ABranchThatTheRemoteDoesNotHaveIsNamed()
    {
        var error = await Assert.ThrowsAsync<RegistryException>(() => OpenAsync(_origin, "missing"));

        Assert.Contains("missing", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AnyRevisionOfTheRemoteIsFoundThoughItWasNotCloned()
    {
        var first = _sandbox.Run(_origin, "rev-parse", "main");
        await using (var writer = await OpenAsync(_origin)) await writer.CommitAsync(("registry.yaml", "two"));
        _sandbox.Run(_origin, "tag", "v1", first);
        await using var store = await OpenAsync(_origin);

        Assert.Equal("one", await (await store.SnapshotAsync(first, StoreAssertions.Token)).TextAsync("registry.yaml"));
        Assert.Equal("one", await (await store.SnapshotAsync("v1", StoreAssertions.Token)).TextAsync("registry.yaml"));
        var error = await Assert.ThrowsAsync<RegistryException>(async () => await store.SnapshotAsync("v2", StoreAssertions.Token));
        Assert.Equal(RegistryRules.RevisionUnknown, error.Rule);
    }

    [Fact]
    public async Task ARefreshShowsWhatOthersPushed()
    {
        await using var store = await OpenAsync(_origin);
        await using (var rival = await GitRegistryStore.OpenAsync(_origin, _sandbox.Options(), StoreAssertions.Token)) await rival.CommitAsync(("registry.yaml", "two"));
        Assert.Equal("one", await store.TextAsync("registry.yaml"));

        await store.RefreshAsync(StoreAssertions.Token);

        Assert.Equal("two", await store.TextAsync("registry.yaml"));
    }

    [Fact]
    public async Task ACloneThatIsCancelledLeavesNoCache()
    {
        using var source = new CancellationTokenSource();
        var git = new GitExecutable(_sandbox.Environment, command =>
        {
            if (command.StartsWith("clone", StringComparison.Ordinal)) source.Cancel();
        });
        var options = _sandbox.Options() with { Git = git };

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => GitRegistryStore.OpenAsync($"file://{_origin}", options, source.Token));

        Assert.Empty(Directory.GetFileSystemEntries(_sandbox.Combine("state", "cache")));
    }

    public async ValueTask InitializeAsync() => _origin = await CreateAsync("origin.git", "sha1");

    public ValueTask DisposeAsync()
    {
        _sandbox.Dispose();
        return ValueTask.CompletedTask;
    }

    private async Task<string> CreateAsync(string name, string objectFormat)
    {
        var path = await _sandbox.InitAsync(name, objectFormat: objectFormat);
        await using var store = await GitRegistryStore.OpenAsync(path, _sandbox.Options(), StoreAssertions.Token);
        await store.CommitAsync(("registry.yaml", "one"), ("a/b", "x"));
        return path;
    }

    private Task<GitRegistryStore> OpenAsync(string origin, string? branch = null) =>
        GitRegistryStore.OpenAsync($"file://{origin}", _sandbox.Options() with { Branch = branch }, StoreAssertions.Token);
}
