using Registry.Core.Rules;
using Registry.Git.Processes;
using Registry.Git.Tests.Support;
using Registry.Testing;

namespace Registry.Git.Tests.Processes;

public sealed class GitExecutableTests : IDisposable
{
    private readonly GitSandbox _sandbox = new();

    [Fact]
    public async Task VariablesOfAnotherRepositoryHaveNoEffect()
    {
        var path = await _sandbox.InitAsync();
        var other = await _sandbox.InitAsync("other.git");
        foreach (var name in new[] { "GIT_DIR", "GIT_WORK_TREE", "GIT_COMMON_DIR", "GIT_OBJECT_DIRECTORY" }) _sandbox.SetVariable(name, other);
        _sandbox.SetVariable("GIT_INDEX_FILE", _sandbox.Combine("index"));
        _sandbox.SetVariable("GIT_NAMESPACE", "elsewhere");
        await using var store = await GitRegistryStore.OpenAsync(path, _sandbox.Options(), StoreAssertions.Token);

        await store.CommitAsync(("a", "1"));

        Assert.Equal("1", await store.TextAsync("a"));
        Assert.True(File.Exists(Path.Combine(path, "refs", "heads", "main")));
        Assert.Empty(Directory.GetFiles(Path.Combine(other, "refs"), "*", SearchOption.AllDirectories));
    }

    [Fact]
    public async Task TheIdentityOfTheCallersVariablesIsTaken()
    {
        var path = await _sandbox.InitAsync();
        _sandbox.SetVariable("GIT_COMMITTER_NAME", "Somebody Else");
        await using var store = await GitRegistryStore.OpenAsync(path, _sandbox.Options(), StoreAssertions.Token);
        var operation = new WriteFiles(("a", "1")) { Planning = context => Task.FromResult(_actor = context.Actor) };

        await store.CommitAsync(operation);

        Assert.Equal("Somebody Else <tess@example.com>", _actor);
        Assert.Equal("Somebody Else", _sandbox.Run(path, "log", "-1", "--format=%cn", "main"));
    }

    [Fact]
    public async Task WithoutAnIdentityNothingIsWritten()
    {
        var path = await _sandbox.InitAsync();
        await File.WriteAllTextAsync(_sandbox.UserConfiguration, "[user]\n\tuseConfigOnly = true\n", StoreAssertions.Token);
        await using var store = await GitRegistryStore.OpenAsync(path, _sandbox.Options(), StoreAssertions.Token);

        var error = await Assert.ThrowsAsync<RegistryException>(() => store.ExecuteAsync(new WriteFiles(("a", "1")), StoreAssertions.Token));

        Assert.Equal(RegistryRules.Identity, error.Rule);
    }

    [Fact]
    public async Task AMissingGitIsSaidInOneSentence()
    {
        var git = new GitExecutable(new Dictionary<string, string>(StringComparer.Ordinal) { ["PATH"] = _sandbox.Combine("nowhere") });

        var error = await Assert.ThrowsAsync<RegistryException>(() => git.RequireVersionAsync(StoreAssertions.Token));

        Assert.Equal(RegistryRules.GitMissing, error.Rule);
    }

    [Fact]
    public async Task AGitThatIsTooOldSaysWhichIsNeeded()
    {
        if (OperatingSystem.IsWindows()) Assert.Skip("A script stands in for git.");
        var folder = Directory.CreateDirectory(_sandbox.Combine("bin")).FullName;
        var script = Path.Combine(folder, "git");
        await File.WriteAllTextAsync(script, "#!/bin/sh\ncase \"$*\" in *version*) echo 'git version 2.30.1 (Apple Git-130)';; *) exit 129;; esac\n", StoreAssertions.Token);
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(script, UnixFileMode.UserRead | UnixFileMode.UserExecute | UnixFileMode.UserWrite);
        var old = new GitExecutable(new Dictionary<string, string>(StringComparer.Ordinal) { ["PATH"] = $"{folder}:/usr/bin:/bin" });
        var path = await _sandbox.InitAsync();

        var error = await Assert.ThrowsAsync<RegistryException>(
            () => GitRegistryStore.OpenAsync(path, _sandbox.Options() with { Git = old }, StoreAssertions.Token));

        Assert.Equal(RegistryRules.GitTooOld, error.Rule);
        Assert.Contains("2.30.1", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AFolderInsideAnotherRepositoryIsNoRepository()
    {
        var clone = await _sandbox.InitAsync("clone", bare: false);
        var folder = Directory.CreateDirectory(Path.Combine(clone, "folder")).FullName;

        var error = await Assert.ThrowsAsync<RegistryException>(() => GitRegistryStore.OpenAsync(folder, _sandbox.Options(), StoreAssertions.Token));

        Assert.Equal(RegistryRules.NotARepository, error.Rule);
    }

    [Fact]
    public async Task CancellationEndsGit()
    {
        var path = await _sandbox.InitAsync();
        await using var process = _sandbox.Git.Start(new GitCommand(path, "cat-file", "--batch"));
        using var source = new CancellationTokenSource();
        var running = Task.Run(() => process.End(default, source.Token));

        await source.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
    }

    [Theory]
    [InlineData("fatal: https://user:s3cret@example.com/r", "fatal: https://example.com/r")]
    [InlineData("'https://s3cret@example.com/r' and http://a:s3cret@b/", "'https://example.com/r' and http://b/")]
    [InlineData("ssh://git:s3cret@example.com/r", "ssh://example.com/r")]
    [InlineData("ssh://git@example.com/r", "ssh://git@example.com/r")]
    [InlineData("git@example.com:acme/r", "git@example.com:acme/r")]
    public void CredentialsAreTakenOutOfTexts(string text, string expected) => Assert.Equal(expected, GitUrl.Redact(text));

    [Theory]
    [InlineData("https://example.com/r", true)]
    [InlineData("file:///r", true)]
    [InlineData("git@example.com:acme/r", true)]
    [InlineData("/srv/r.git", false)]
    [InlineData("../r", false)]
    [InlineData(@"C:\r", false)]
    [InlineData("./a@b:c", false)]
    public void AnAddressIsToldFromAPath(string location, bool isUrl) => Assert.Equal(isUrl, GitUrl.IsUrl(location));

    public void Dispose() => _sandbox.Dispose();

    private string? _actor;
}
