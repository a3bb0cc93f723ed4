using Registry.Git.Sources;
using Registry.Testing;

namespace Registry.Git.Tests.Sources;

public sealed class GitSourceTests : IDisposable
{
    private readonly GitSandbox _sandbox = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task TheStateOfAWorkTreeIsReadOnceForAllItsFolders()
    {
        var root = await CreateAsync("one/a.txt", "two/b c.txt", "two/\u00e9.txt");
        File.WriteAllText(Path.Combine(root, "two", "b c.txt"), "changed");
        File.Delete(Path.Combine(root, "two", "\u00e9.txt"));
        Directory.CreateDirectory(Path.Combine(root, "new"));
        File.WriteAllText(Path.Combine(root, "new", "x.txt"), "x");

        var state = await new GitSource(_sandbox.Git, Path.Combine(root, "one")).StateAsync(Token);

        Assert.Equal(["new/", "two/b c.txt", "two/\u00e9.txt"], state!.Changed.Order(StringComparer.Ordinal));
        Assert.Equal((_sandbox.Run(root, "rev-parse", "HEAD"), "main"), (state.Origin.Commit, state.Origin.Branch));
        Assert.False(state.OriginOf([Path.Combine(root, "one", "a.txt"), Path.GetTempPath()]).Dirty);
        Assert.True(state.OriginOf([Path.Combine(root, "two", "b c.txt")]).Dirty);
        Assert.True(state.OriginOf([Path.Combine(root, "new", "x.txt")]).Dirty);
    }

    [Fact]
    public async Task OnlyChangesOfItsOwnMakeAFolderDirty()
    {
        var root = await CreateAsync("one/a.txt", "two/b.txt");
        _sandbox.Run(root, "mv", "two/b.txt", "two/c.txt");

        Assert.False((await new GitSource(_sandbox.Git, Path.Combine(root, "one")).OriginAsync(Token))!.Dirty);
        Assert.True((await new GitSource(_sandbox.Git, Path.Combine(root, "two")).OriginAsync(Token))!.Dirty);
    }

    [Fact]
    public async Task ARenamedFileIsChangedUnderBothNames()
    {
        var root = await CreateAsync("a.txt");
        _sandbox.Run(root, "mv", "a.txt", "b.txt");

        var state = await new GitSource(_sandbox.Git, root).StateAsync(Token);

        Assert.Equal(["a.txt", "b.txt"], state!.Changed.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task ADetachedHeadHasACommitAndNoBranch()
    {
        var root = await CreateAsync("a.txt");
        _sandbox.Run(root, "switch", "--quiet", "--detach");

        var origin = await new GitSource(_sandbox.Git, root).OriginAsync(Token);

        Assert.Equal((_sandbox.Run(root, "rev-parse", "HEAD"), null), (origin!.Commit, origin.Branch));
    }

    [Fact]
    public async Task TheAddressOfTheRemoteHasNoCredentials()
    {
        var root = await CreateAsync("a.txt");
        _sandbox.Run(root, "remote", "add", "origin", "https://user:secret@example.com/acme.git");

        Assert.Equal("https://example.com/acme.git", (await new GitSource(_sandbox.Git, root).OriginAsync(Token))!.Repository);
    }

    [Fact]
    public async Task WhatHasNoCommitComesFromNowhere()
    {
        var empty = await _sandbox.InitAsync("empty", bare: false);
        var outside = Directory.CreateDirectory(_sandbox.Combine("outside")).FullName;

        Assert.Null(await new GitSource(_sandbox.Git, empty).OriginAsync(Token));
        Assert.Null(await new GitSource(_sandbox.Git, empty).StateAsync(Token));
        Assert.Null(await new GitSource(_sandbox.Git, outside).StateAsync(Token));
    }

    public void Dispose() => _sandbox.Dispose();

    private async Task<string> CreateAsync(params string[] files)
    {
        var root = await _sandbox.InitAsync("source", bare: false);
        foreach (var file in files)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(root, file))!);
            File.WriteAllText(Path.Combine(root, file), file);
        }

        _sandbox.Run(root, "add", "--all");
        _sandbox.Run(root, "commit", "--quiet", "--message", "one");
        return root;
    }
}
