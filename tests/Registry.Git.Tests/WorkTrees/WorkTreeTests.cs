using Registry.Core.Rules;
using Registry.Core.Store;
using Registry.Git.Tests.Support;
using Registry.Testing;

namespace Registry.Git.Tests.WorkTrees;

/// <summary>A clone with a work tree is kept in step, and nothing of the user's is touched.</summary>
public sealed class WorkTreeTests : IAsyncLifetime
{
    private readonly GitSandbox _sandbox = new();
    private readonly List<string> _warnings = [];
    private string _clone = "";

    public async ValueTask InitializeAsync()
    {
        _clone = await _sandbox.InitAsync("clone", bare: false);
        await using var store = await OpenAsync();
        await store.CommitAsync(("registry.yaml", "one"), ("a/b", "one"), ("a/c", "one"));
    }

    [Fact]
    public async Task TheWorkTreeFollowsEachCommit()
    {
        await using var store = await OpenAsync();

        await store.CommitAsync(("registry.yaml", "two"), ("a/b", null), ("new/file", "one"));

        Assert.Equal("two", Read("registry.yaml"));
        Assert.Equal("one", Read("new/file"));
        Assert.False(File.Exists(Path.Combine(_clone, "a", "b")));
        Assert.Empty(_sandbox.Run(_clone, "status", "--porcelain"));
        Assert.Empty(_warnings);
    }

    [Fact]
    public async Task WhatTheUserChangedElsewhereStaysAsItIs()
    {
        Write("a/c", "changed");
        Write("a/staged", "staged");
        _sandbox.Run(_clone, "add", "a/staged");
        Write("a/staged", "staged and changed");
        Write("untracked", "untracked");
        Write(".git/info/exclude", "ignored\n");
        Write("ignored", "ignored");
        var before = _sandbox.Run(_clone, "status", "--porcelain", "--ignored");
        await using var store = await OpenAsync();

        await store.CommitAsync(("registry.yaml", "two"), ("a/b", "two"), ("a/d", "one"));

        Assert.Equal("two", Read("a/b"));
        Assert.Equal("changed", Read("a/c"));
        Assert.Equal("staged and changed", Read("a/staged"));
        Assert.Equal("staged", _sandbox.Run(_clone, "show", ":a/staged"));
        Assert.Equal("untracked", Read("untracked"));
        Assert.Equal("ignored", Read("ignored"));
        Assert.Equal(before, _sandbox.Run(_clone, "status", "--porcelain", "--ignored"));
        Assert.Empty(_warnings);
    }

    [Theory]
    [InlineData("registry.yaml", "registry.yaml")]
    [InlineData("new", "new")]
    [InlineData("new", "new/file")]
    [InlineData("new/file", "new")]
    [InlineData("ignored", "ignored")]
    [InlineData("ignored", "ignored/file")]
    [InlineData("ignored/file", "ignored")]
    public async Task FilesInTheWayAreNamedAndNothingIsDone(string users, string ours)
    {
        Write(".git/info/exclude", "ignored\n");
        Write(users, "the user's");
        var tip = _sandbox.Run(_clone, "rev-parse", "HEAD");
        await using var store = await OpenAsync();

        var result = await store.ExecuteAsync(new WriteFiles((ours, "ours")), StoreAssertions.Token);

        var problem = Assert.IsType<NotDone<string>>(result).Refusal.Problems[0];
        Assert.Equal(RegistryRules.WorkTreeDirty, problem.Rule);
        Assert.Contains(users.Split('/')[0], problem.Message, StringComparison.Ordinal);
        Assert.Equal("the user's", Read(users));
        Assert.Equal(tip, _sandbox.Run(_clone, "rev-parse", "HEAD"));
    }

    [Fact]
    public async Task AStagedChangeInTheWayIsNamedToo()
    {
        Write("registry.yaml", "staged");
        _sandbox.Run(_clone, "add", "registry.yaml");
        await using var store = await OpenAsync();

        var result = await store.ExecuteAsync(new WriteFiles(("registry.yaml", "two")), StoreAssertions.Token);

        Assert.Equal("registry.yaml", Assert.IsType<NotDone<string>>(result).Refusal.Problems[0].File);
        Assert.Equal("staged", Read("registry.yaml"));
    }

    [Fact]
    public async Task AFileThatWasTouchedButNotChangedIsNoObstacle()
    {
        File.SetLastWriteTimeUtc(Path.Combine(_clone, "registry.yaml"), new DateTime(2020, 1, 1, 0, 0, 0, DateTimeKind.Utc));
        await using var store = await OpenAsync();

        await store.CommitAsync(("registry.yaml", "two"));

        Assert.Equal("two", Read("registry.yaml"));
        Assert.Empty(_warnings);
    }

    [Fact]
    public async Task ACrashBetweenTheCommitAndTheWorkTreeIsMadeGoodByTheNextWrite()
    {
        var shown = _sandbox.Run(_clone, "rev-parse", "HEAD");
        await CommitBehindTheWorkTreeAsync();
        Write(".git/registry/follow", $"{shown} refs/heads/main\n");
        await using var store = await OpenAsync();

        await store.CommitAsync(("a/b", "three"));

        Assert.Equal("two", Read("registry.yaml"));
        Assert.Equal("three", Read("a/b"));
        Assert.Empty(_sandbox.Run(_clone, "status", "--porcelain"));
    }

    [Fact]
    public async Task ACrashIsMadeGoodOnRequest()
    {
        var shown = _sandbox.Run(_clone, "rev-parse", "HEAD");
        await CommitBehindTheWorkTreeAsync();
        Write(".git/registry/follow", $"{shown} refs/heads/main\n");
        await using var store = await OpenAsync();

        await store.FollowAsync(StoreAssertions.Token);

        Assert.Equal("two", Read("registry.yaml"));
        Assert.False(File.Exists(Path.Combine(_clone, ".git", "registry", "follow")));
    }

    [Fact]
    public async Task AnIndexThatIsLockedDelaysTheWorkTreeAndNotTheCommit()
    {
        Write(".git/index.lock", "");
        await using var store = await OpenAsync();

        var revision = await store.CommitAsync(("registry.yaml", "two"));

        Assert.Equal(revision, _sandbox.Run(_clone, "rev-parse", "HEAD"));
        Assert.Contains("could not follow", Assert.Single(_warnings), StringComparison.Ordinal);
        File.Delete(Path.Combine(_clone, ".git", "index.lock"));
        await store.FollowAsync(StoreAssertions.Token);
        Assert.Equal("two", Read("registry.yaml"));
    }

    [Fact]
    public async Task ALinkedWorkTreeFollowsItsOwnBranch()
    {
        var linked = _sandbox.Combine("linked");
        _sandbox.Run(_clone, "worktree", "add", "-q", "-b", "other", linked);
        await using var store = await GitRegistryStore.OpenAsync(linked, Options(), StoreAssertions.Token);

        await store.CommitAsync(("registry.yaml", "two"));

        Assert.Equal("two", await File.ReadAllTextAsync(Path.Combine(linked, "registry.yaml"), StoreAssertions.Token));
        Assert.Equal("one", Read("registry.yaml"));
        Assert.Empty(_sandbox.Run(linked, "status", "--porcelain"));
        Assert.Empty(_sandbox.Run(_clone, "status", "--porcelain"));
    }

    [Fact]
    public async Task ABranchThatIsNotCheckedOutLeavesTheWorkTreeAlone()
    {
        _sandbox.Run(_clone, "branch", "other");
        await using var store = await GitRegistryStore.OpenAsync(_clone, Options() with { Branch = "other" }, StoreAssertions.Token);

        await store.CommitAsync(("registry.yaml", "two"));

        Assert.Equal("one", Read("registry.yaml"));
        Assert.Equal("two", _sandbox.Run(_clone, "show", "other:registry.yaml"));
        Assert.Empty(_sandbox.Run(_clone, "status", "--porcelain"));
    }

    public ValueTask DisposeAsync()
    {
        _sandbox.Dispose();
        return ValueTask.CompletedTask;
    }

    private GitRegistryStoreOptions Options() => _sandbox.Options() with { Warning = _warnings.Add };

    private Task<GitRegistryStore> OpenAsync() => GitRegistryStore.OpenAsync(_clone, Options(), StoreAssertions.Token);

    /// <summary>Moves the branch and leaves index and files behind, as a process does that dies in between.</summary>
    private async Task CommitBehindTheWorkTreeAsync()
    {
        var other = await _sandbox.InitAsync("other.git");
        _sandbox.Run(other, "fetch", "-q", _clone, "main:main");
        await using var store = await GitRegistryStore.OpenAsync(other, _sandbox.Options(), StoreAssertions.Token);
        await store.CommitAsync(("registry.yaml", "two"));
        _sandbox.Run(_clone, "fetch", "-q", "--update-head-ok", other, "main:main");
    }

    private void Write(string path, string content)
    {
        var full = Path.Combine(_clone, path);
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        File.WriteAllText(full, content);
    }

    private string Read(string path) => File.ReadAllText(Path.Combine(_clone, path));
}
