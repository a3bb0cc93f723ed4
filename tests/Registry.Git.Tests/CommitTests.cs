using Registry.Core.Rules;
using Registry.Core.Store;
using Registry.Git.Tests.Support;
using Registry.Testing;

namespace Registry.Git.Tests;

public sealed class CommitTests : IDisposable
{
    private readonly GitSandbox _sandbox = new();
    private readonly ManualTimeProvider _time = ManualTimeProvider.AtNoon();

    [Theory]
    [InlineData("sha1")]
    [InlineData("sha256")]
    public async Task AnOperationOnAnEmptyRepositoryIsItsFirstCommit(string objectFormat)
    {
        var path = await _sandbox.InitAsync(objectFormat: objectFormat);
        await using var store = await OpenAsync(path);

        var revision = await store.CommitAsync(("registry.yaml", "kind: Registry\n"), ("entities/a/b/entity.yaml", "x\n"));

        Assert.Equal(revision, _sandbox.Run(path, "rev-parse", "refs/heads/main"));
        Assert.Equal("entities/a/b/entity.yaml\nregistry.yaml", _sandbox.Run(path, "ls-tree", "-r", "--name-only", "main"));
        Assert.Equal("x\n", await store.TextAsync("entities/a/b/entity.yaml"));
        Assert.Empty(_sandbox.Run(path, "fsck", "--strict", "--no-dangling"));
    }

    [Fact]
    public async Task ACommitHasTheMessageTheAuthorAndTheTimeOfTheClock()
    {
        var path = await _sandbox.InitAsync();
        await using var store = await OpenAsync(path);

        await store.CommitAsync(new WriteFiles(("a", "1")) { Subject = "emit acme/billing", Trailers = [new(CommitMessage.Entity, "acme/billing")] });

        Assert.Equal(
            $"Tess Ter <tess@example.com>|Tess Ter <tess@example.com>|{_time.Now.ToUnixTimeSeconds()}|emit acme/billing|acme/billing",
            _sandbox.Run(path, "log", "-1", "--format=%an <%ae>|%cn <%ce>|%ct|%s|%(trailers:key=Registry-Entity,valueonly,separator=)", "main"));
    }

    [Fact]
    public async Task AWriteCostsThreeProcessesAndAReadOne()
    {
        var path = await _sandbox.InitAsync();
        await using var store = await OpenAsync(path);
        await store.CommitAsync(("a/b", "1"));
        _sandbox.ForgetCommands();

        await store.CommitAsync(("a/b", "2"));

        Assert.Equal("unpack-objects commit-tree update-ref", string.Join(' ', _sandbox.Commands.Select(FirstWord)));
        _sandbox.ForgetCommands();
        await using var reader = await OpenAsync(path);
        Assert.Equal("2", await reader.TextAsync("a/b"));
        Assert.Equal("cat-file --batch-command", Assert.Single(_sandbox.Commands));
    }

    [Theory]
    [InlineData("sha1")]
    [InlineData("sha256")]
    public async Task ManyObjectsAreWrittenAsOnePack(string objectFormat)
    {
        var path = await _sandbox.InitAsync(objectFormat: objectFormat);
        await using var store = await OpenAsync(path);
        await store.CommitAsync(("few", "1"));
        Assert.Contains("packs: 0", _sandbox.Run(path, "count-objects", "-v"), StringComparison.Ordinal);
        var files = Enumerable.Range(0, 1200).Select(i => ($"many/{i % 40}/{i}", (string?)$"{i}\n")).ToArray();

        await store.CommitAsync(files);

        // 1200 files, 42 folders.
        Assert.Contains("in-pack: 1242\npacks: 1\n", _sandbox.Run(path, "count-objects", "-v"), StringComparison.Ordinal);
        Assert.Equal("1177\n", await store.TextAsync("many/17/1177"));
        Assert.Empty(_sandbox.Run(path, "fsck", "--strict", "--no-dangling"));
        // What is written once more is there already, in the pack or not.
        await store.CommitAsync(("many/17/1177", null), ("other", "1177\n"));
        Assert.Equal("1177\n", await store.TextAsync("other"));
    }

    [Fact]
    public async Task WhatIsSoAlreadyCostsNoProcess()
    {
        var path = await _sandbox.InitAsync();
        await using var store = await OpenAsync(path);
        await store.CommitAsync(("a/b", "1"));
        _sandbox.ForgetCommands();

        Assert.IsType<AlreadySo<string>>(await store.ExecuteAsync(new WriteFiles(("a/b", "1")), StoreAssertions.Token));

        Assert.Empty(_sandbox.Commands);
    }

    [Fact]
    public async Task TheFirstWriteOfAStoreAsksForLayoutIdentityAndSigningOnce()
    {
        var path = await _sandbox.InitAsync();
        await using (var first = await OpenAsync(path)) await first.CommitAsync(("a/b", "1"));
        _sandbox.ForgetCommands();

        await using (var second = await OpenAsync(path)) await second.CommitAsync(("a/b", "2"));

        Assert.Equal("cat-file commit-tree config rev-parse unpack-objects update-ref var",
            string.Join(' ', _sandbox.Commands.Select(FirstWord).Order(StringComparer.Ordinal)));
    }

    [Fact]
    public async Task ACommitIsSignedWhenTheUserSignsCommits()
    {
        if (OperatingSystem.IsWindows()) Assert.Skip("A script stands in for the signing program.");
        var path = await _sandbox.InitAsync();
        var program = _sandbox.Combine("sign");
        await File.WriteAllTextAsync(program, "#!/bin/sh\ncat >/dev/null\necho '[GNUPG:] SIG_CREATED ' >&2\necho 'a signature'\n", StoreAssertions.Token);
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(program, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        _sandbox.Run(path, "config", "gpg.program", program);
        _sandbox.Run(path, "config", "commit.gpgSign", "true");
        await using var store = await OpenAsync(path);

        await store.CommitAsync(("a", "1"));

        Assert.Contains("gpgsig a signature", _sandbox.Run(path, "cat-file", "commit", "main"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task ABranchThatDoesNotExistIsNamedAndNotCreated()
    {
        var path = await _sandbox.InitAsync();
        await using (var store = await OpenAsync(path)) await store.CommitAsync(("a", "1"));

        var error = await Assert.ThrowsAsync<RegistryException>(
            () => GitRegistryStore.OpenAsync(path, _sandbox.Options() with { Branch = "mian" }, StoreAssertions.Token));

        Assert.Equal(RegistryRules.RevisionUnknown, error.Rule);
        Assert.Contains("mian", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task OnlyObjectsOnTheChangedPathAreAdded()
    {
        var path = await _sandbox.InitAsync();
        await using var store = await OpenAsync(path);
        await store.CommitAsync([.. Enumerable.Range(0, 100).Select(n => ($"entities/n{n % 10}/e{n}/entity.yaml", (string?)$"{n}\n"))]);
        var before = Objects(path);

        await store.CommitAsync(("entities/n1/e1/entity.yaml", "changed\n"));

        // The blob, four folders above it, and the commit.
        Assert.Equal(before + 1 + 4 + 1, Objects(path));
        Assert.Empty(_sandbox.Run(path, "fsck", "--strict", "--no-dangling"));
    }

    [Fact]
    public async Task WritingWhatIsThereAlreadyAddsNothing()
    {
        var path = await _sandbox.InitAsync();
        await using var store = await OpenAsync(path);
        var revision = await store.CommitAsync(("a/b", "1"));
        var before = Objects(path);

        var result = await store.ExecuteAsync(new WriteFiles(("a/b", "1"), ("no/such/file", null)), StoreAssertions.Token);

        Assert.Equal(new AlreadySo<string>("write files", revision), result);
        Assert.Equal(before, Objects(path));
        Assert.Equal(revision, _sandbox.Run(path, "rev-parse", "main"));
    }

    [Fact]
    public async Task ALostRaceIsPlannedAgainOnTheNewTip()
    {
        var path = await _sandbox.InitAsync();
        await using var store = await OpenAsync(path);
        await using var rival = await OpenAsync(path);
        await store.CommitAsync(("count", "0"));
        var once = new Queue<Func<Task>>([() => WriteRivallyAsync(path)]);
        var operation = new WriteFiles(("mine", "1"))
        {
            Planning = context => once.TryDequeue(out var interfere) ? interfere() : Task.CompletedTask,
        };

        await store.CommitAsync(operation);

        Assert.Equal(2, operation.Plans);
        Assert.Equal("count\nmine\ntheirs", _sandbox.Run(path, "ls-tree", "--name-only", "main"));
        Assert.Equal("3", _sandbox.Run(path, "rev-list", "--count", "main"));
    }

    [Fact]
    public async Task OfEightWritersAtOnceNoneIsLost()
    {
        var path = await _sandbox.InitAsync();
        await using (var store = await OpenAsync(path)) await store.CommitAsync(("registry.yaml", "x"));

        await Task.WhenAll(Enumerable.Range(0, 8).Select(writer => Task.Run(async () =>
        {
            await using var store = await OpenAsync(path);
            for (var n = 0; n < 5; n++) await store.CommitAsync(($"entities/w{writer}/{n}", "x"));
        })));

        Assert.Equal("41", _sandbox.Run(path, "rev-list", "--count", "--first-parent", "main"));
        Assert.Equal(41, _sandbox.Run(path, "ls-tree", "-r", "--name-only", "main").Split('\n').Length);
        Assert.Empty(_sandbox.Run(path, "fsck", "--strict", "--no-dangling"));
    }

    [Fact]
    public async Task ADetachedHeadIsReadButNotWritten()
    {
        var path = await _sandbox.InitAsync();
        await using (var first = await OpenAsync(path)) await first.CommitAsync(("a", "1"));
        _sandbox.Run(path, "update-ref", "--no-deref", "HEAD", _sandbox.Run(path, "rev-parse", "main"));
        await using var store = await OpenAsync(path);

        var result = await store.ExecuteAsync(new WriteFiles(("a", "2")), StoreAssertions.Token);

        Assert.Equal(RegistryRules.NoBranch, Assert.IsType<NotDone<string>>(result).Refusal.Problems[0].Rule);
        Assert.Equal("1", await store.TextAsync("a"));
    }

    public void Dispose() => _sandbox.Dispose();

    private static string FirstWord(string command) => command.Split(' ').First(word => !word.StartsWith('-') && !word.Contains('=', StringComparison.Ordinal));

    private Task<GitRegistryStore> OpenAsync(string path) => GitRegistryStore.OpenAsync(path, _sandbox.Options(_time), StoreAssertions.Token);

    private async Task WriteRivallyAsync(string path)
    {
        var blob = _sandbox.RunWithInput(path, "theirs", "hash-object", "-w", "--stdin");
        var tree = _sandbox.RunWithInput(path, $"{_sandbox.Run(path, "ls-tree", "main")}\n100644 blob {blob}\ttheirs\n", "mktree");
        var commit = _sandbox.Run(path, "commit-tree", tree, "-p", "main", "-m", "theirs");
        _sandbox.Run(path, "update-ref", "refs/heads/main", commit);
        await Task.CompletedTask;
    }

    private int Objects(string path) => _sandbox.Run(path, "cat-file", "--batch-all-objects", "--batch-check").Split('\n').Length;
}
