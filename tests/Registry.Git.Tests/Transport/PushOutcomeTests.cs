using System.Net;
using System.Net.Sockets;
using Registry.Git.Objects;
using Registry.Git.Repositories;
using Registry.Git.Tests.Support;
using Registry.Git.Transport;
using Registry.Testing;

namespace Registry.Git.Tests.Transport;

/// <summary>What a single push comes to, against a real git on the other side.</summary>
public sealed class PushOutcomeTests : IAsyncLifetime
{
    private const string Main = "refs/heads/main";

    private readonly GitSandbox _sandbox = new();
    private GitServer? _server;
    private string _origin = "";
    private GitObjectId _old;

    private GitServer Server => _server!;

    public async ValueTask InitializeAsync()
    {
        _server = new GitServer(_sandbox);
        _origin = await _sandbox.InitAsync("origin.git");
        await using var store = await GitRegistryStore.OpenAsync(_origin, _sandbox.Options(), StoreAssertions.Token);
        _old = GitObjectId.Parse(await store.CommitAsync(("registry.yaml", "one")));
    }

    [Fact]
    public async Task AChildOfTheTipWins() => Assert.IsType<MoveOutcome.Won>(await PushAsync());

    [Fact]
    public async Task PushingTheSameCommitAgainWins()
    {
        var (branch, commit) = await PrepareAsync();
        await branch.MoveAsync(_old, commit, "first", fence: null, StoreAssertions.Token);

        Assert.IsType<MoveOutcome.Won>(await branch.MoveAsync(_old, commit, "second", fence: null, StoreAssertions.Token));
    }

    [Fact]
    public async Task ABranchThatMovedIsLost()
    {
        var (branch, commit) = await PrepareAsync();
        await MoveOriginAsync();

        Assert.IsType<MoveOutcome.Lost>(await branch.MoveAsync(_old, commit, "late", fence: null, StoreAssertions.Token));
    }

    [Fact]
    public async Task ABranchThatIsNoLongerThereIsLost()
    {
        var (branch, commit) = await PrepareAsync();
        _sandbox.Run(_origin, "update-ref", "-d", Main);

        Assert.IsType<MoveOutcome.Lost>(await branch.MoveAsync(_old, commit, "late", fence: null, StoreAssertions.Token));
    }

    [Fact]
    public async Task ARefThatIsLockedOnTheServerIsTriedAgainLater()
    {
        var (branch, commit) = await PrepareAsync();
        await File.WriteAllTextAsync(Path.Combine(_origin, "refs", "heads", "main.lock"), "", StoreAssertions.Token);

        Assert.IsType<MoveOutcome.Lost>(await branch.MoveAsync(_old, commit, "locked", fence: null, StoreAssertions.Token));
    }

    [Theory]
    [InlineData("pre-receive")]
    [InlineData("update")]
    public async Task AHookThatDeclinesIsARefusal(string hook)
    {
        _sandbox.WriteHook(_origin, hook, "echo not today >&2; exit 1");

        var refused = Assert.IsType<MoveOutcome.Refused>(await PushAsync());

        Assert.Contains("not today", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(GitServerFault.Unavailable)]
    [InlineData(GitServerFault.CutBefore)]
    public async Task APushThatWasNotSeenIsUnreachableAndNotLost(GitServerFault fault)
    {
        Server.FailPushes(fault);

        Assert.IsType<MoveOutcome.Unreachable>(await PushAsync());
    }

    [Fact]
    public async Task AnAppliedPushWithoutAnswerWins()
    {
        Server.FailPushes(GitServerFault.DropAnswer);

        Assert.IsType<MoveOutcome.Won>(await PushAsync());
    }

    [Fact]
    public async Task AnAppliedPushWithoutAnswerWinsEvenWhenSomebodyBuiltOnIt()
    {
        var (branch, commit) = await PrepareAsync();
        _sandbox.WriteHook(_origin, "post-receive",
            $"git update-ref {Main} $(echo later | git commit-tree {Main}^{{tree}} -p {Main})");
        Server.FailPushes(GitServerFault.DropAnswer);

        Assert.IsType<MoveOutcome.Won>(await branch.MoveAsync(_old, commit, "dropped", fence: null, StoreAssertions.Token));
        Assert.Equal(commit.ToString(), _sandbox.Run(_origin, "rev-parse", "main^"));
    }

    [Fact]
    public async Task APushThatWasCutAndOvertakenIsLost()
    {
        var (branch, commit) = await PrepareAsync();
        Server.FailPushes(GitServerFault.CutBefore);
        await MoveOriginAsync();

        Assert.IsType<MoveOutcome.Lost>(await branch.MoveAsync(_old, commit, "cut", fence: null, StoreAssertions.Token));
    }

    [Fact]
    public async Task MissingRightsAreARefusal()
    {
        Server.Fault = (_, target) => target.Contains("git-receive-pack", StringComparison.Ordinal) ? GitServerFault.Forbidden : GitServerFault.None;

        Assert.IsType<MoveOutcome.Refused>(await PushAsync());
    }

    [Fact]
    public async Task ARepositoryThatIsGoneIsUnreachable()
    {
        var (branch, commit) = await PrepareAsync();
        Directory.Move(_origin, _origin + ".moved");

        Assert.IsType<MoveOutcome.Unreachable>(await branch.MoveAsync(_old, commit, "gone", fence: null, StoreAssertions.Token));
    }

    [Fact]
    public async Task APortWhereNobodyListensIsUnreachable()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        var address = $"http://{probe.LocalEndpoint}/registry.git";
        probe.Stop();

        var error = await Assert.ThrowsAsync<Core.Rules.RegistryException>(
            () => GitRegistryStore.OpenAsync(address, _sandbox.Options(), StoreAssertions.Token));

        Assert.Equal(Core.Rules.RegistryRules.Unreachable, error.Rule);
    }

    [Fact]
    public async Task ACommitThatIsNoChildOfTheTipIsNeverPushed()
    {
        var (branch, commit) = await PrepareAsync();

        await Assert.ThrowsAsync<InvalidOperationException>(() => branch.MoveAsync(commit, commit, "wrong", fence: null, StoreAssertions.Token));
        await Assert.ThrowsAsync<InvalidOperationException>(() => branch.MoveAsync(default, commit, "wrong", fence: null, StoreAssertions.Token));
        Assert.Equal(_old.ToString(), _sandbox.Run(_origin, "rev-parse", "main"));
    }

    public async ValueTask DisposeAsync()
    {
        if (_server is not null) await _server.DisposeAsync();
        _sandbox.Dispose();
    }

    private async Task<MoveOutcome> PushAsync()
    {
        var (branch, commit) = await PrepareAsync();
        return await branch.MoveAsync(_old, commit, "test", fence: null, StoreAssertions.Token);
    }

    /// <summary>A cache of the remote that holds a commit which is still to be pushed.</summary>
    private async Task<(RemoteBranch Branch, GitObjectId Commit)> PrepareAsync()
    {
        var cache = GitRepository.At(_sandbox.Git, await _sandbox.InitAsync("cache.git"));
        _sandbox.Run(cache.Directory, "remote", "add", "origin", Server.UrlOf(_origin));
        _sandbox.Run(cache.Directory, "fetch", "-q", "origin", $"{Main}:{Main}");
        var tree = _sandbox.RunWithInput(cache.Directory, "", "mktree");
        var commit = GitObjectId.Parse(_sandbox.Run(cache.Directory, "commit-tree", tree, "-p", _old.ToString(), "-m", "mine"));
        var remote = new RemoteRepository(cache, "the registry", _sandbox.Options());
        return (new RemoteBranch(remote, cache.OpenObjects(), Main), commit);
    }

    private async Task MoveOriginAsync()
    {
        await using var store = await GitRegistryStore.OpenAsync(_origin, _sandbox.Options(), StoreAssertions.Token);
        await store.CommitAsync(("registry.yaml", "theirs"));
    }
}
