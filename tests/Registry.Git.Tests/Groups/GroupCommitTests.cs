using System.Collections.Concurrent;
using Registry.Core.Operations;
using Registry.Core.Rules;
using Registry.Core.Store;
using Registry.Core.Store.Groups;
using Registry.Git.Tests.Support;
using Registry.Testing;

namespace Registry.Git.Tests.Groups;

/// <summary>Writes of many callers in few commits of a real repository.</summary>
public sealed class GroupCommitTests : IAsyncLifetime
{
    private readonly GitSandbox _sandbox = new();
    private readonly ConcurrentQueue<int> _taken = [];
    private string _origin = "";
    private GitRegistryStore? _store;

    private GitRegistryStore Store => _store!;

    private int Commits => int.Parse(_sandbox.Run(_origin, "rev-list", "--count", "main"));

    public async ValueTask InitializeAsync()
    {
        _origin = await _sandbox.InitAsync("origin.git");
        _store = await GitRegistryStore.OpenAsync(_origin, _sandbox.Options(), StoreAssertions.Token);
        await Store.CommitAsync(("registry.yaml", "one"));
    }

    public async ValueTask DisposeAsync()
    {
        await Store.DisposeAsync();
        _sandbox.Dispose();
    }

    [Fact]
    public async Task WhatWaitsWhileACommitIsUnderWayBecomesTheNextOne()
    {
        await using var group = Group();
        var first = new HeldWrite();
        var begun = group.ExecuteAsync(first, StoreAssertions.Token);
        await first.Begun;

        var others = Enumerable.Range(0, 50).Select(number => group.ExecuteAsync(Write($"file{number:00}"), StoreAssertions.Token)).ToList();
        first.Go();
        var results = await Task.WhenAll(others);

        Assert.IsType<Committed<string>>(await begun);
        Assert.Equal([1, 50], _taken);
        Assert.Equal(3, Commits);
        Assert.Equal(results.Select((_, number) => $"file{number:00}"), results.Select(result => Assert.IsType<Committed<string>>(result).Outcome));
        Assert.Single(results.Cast<Committed<string>>().Select(result => result.Revision).Distinct());
        Assert.Equal(50, _sandbox.Run(_origin, "ls-tree", "--name-only", "main").Split('\n').Count(name => name.StartsWith("file", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task EachCallerGetsWhatBecameOfHisOwn()
    {
        var results = await TogetherAsync(
            group => AsTextAsync(group, Write("a")),
            group => AsTextAsync(group, new Answer<int>(new Refused<int>(new Refusal(RegistryRules.Alias, "taken")))),
            group => AsTextAsync(group, new Answer<int>(new Unchanged<int>(42))),
            group => AsTextAsync(group, new Answer<bool>(() => throw new RegistryException(RegistryRules.Syntax, "broken file"))),
            group => AsTextAsync(group, new Answer<bool>(() => throw new InvalidTimeZoneException("a defect"))),
            group => AsTextAsync(group, Write("b")));

        Assert.Equal(["Committed a", "NotDone taken", "AlreadySo 42", "NotDone broken file", "InvalidTimeZoneException a defect", "Committed b"], results);
        Assert.Equal(3, Commits);
    }

    [Fact]
    public async Task ALaterOneSeesWhatAnEarlierOneOfTheSameCommitDid()
    {
        ReadOnlyMemory<byte>? seen = null;

        await TogetherAsync(
            group => AsTextAsync(group, Write("a")),
            group => AsTextAsync(group, new WriteFiles(("b", "1")) { Planning = async context => seen = await context.Registry.Snapshot.ReadAsync("a", StoreAssertions.Token) }));

        Assert.NotNull(seen);
    }

    [Fact]
    public async Task OneThatGivesUpWhileItWaitsIsNotWrittenAndHurtsNobody()
    {
        using var giving = new CancellationTokenSource();
        await using var group = Group();
        var first = new HeldWrite();
        var begun = group.ExecuteAsync(first, StoreAssertions.Token);
        await first.Begun;
        var given = group.ExecuteAsync(Write("given"), giving.Token);
        var other = group.ExecuteAsync(Write("other"), StoreAssertions.Token);

        await giving.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => given);
        first.Go();

        Assert.IsType<Committed<string>>(await begun);
        Assert.IsType<Committed<string>>(await other);
        Assert.DoesNotContain("given", _sandbox.Run(_origin, "ls-tree", "--name-only", "main"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task OneThatGivesUpWhileItIsPlannedLeavesTheCommitToTheOthers()
    {
        using var giving = new CancellationTokenSource();
        await using var group = Group();
        var held = new HeldWrite();
        var given = group.ExecuteAsync(held, giving.Token);
        await held.Begun;

        await giving.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => given);
        held.Go();

        Assert.IsType<Committed<string>>(await group.ExecuteAsync(Write("next"), StoreAssertions.Token));
    }

    [Fact]
    public async Task NoMoreThanTheMostShareACommit()
    {
        await using var group = Group(new GroupCommitOptions { MostInCommit = 4 });
        var first = new HeldWrite();
        var begun = group.ExecuteAsync(first, StoreAssertions.Token);
        await first.Begun;
        var others = Enumerable.Range(0, 10).Select(number => group.ExecuteAsync(Write($"file{number}"), StoreAssertions.Token)).ToList();

        first.Go();
        await Task.WhenAll([begun, .. others]);

        Assert.Equal([1, 4, 4, 2], _taken);
    }

    [Fact]
    public async Task OneTooManyIsTurnedAwayAtOnce()
    {
        await using var group = Group(new GroupCommitOptions { MostWaiting = 2 });
        var first = new HeldWrite();
        var begun = group.ExecuteAsync(first, StoreAssertions.Token);
        await first.Begun;
        var waiting = new[] { group.ExecuteAsync(Write("a"), StoreAssertions.Token), group.ExecuteAsync(Write("b"), StoreAssertions.Token) };

        var turnedAway = await group.ExecuteAsync(Write("c"), StoreAssertions.Token);

        Assert.Contains("2 writes wait already", Assert.IsType<Unavailable<string>>(turnedAway).Problem.Message, StringComparison.Ordinal);
        first.Go();
        Assert.All(await Task.WhenAll([begun, .. waiting]), result => Assert.IsType<Committed<string>>(result));
    }

    [Fact]
    public async Task ARegistryThatCannotBeReachedIsToldToEach()
    {
        await using var server = new GitServer(_sandbox);
        await using var remote = await GitRegistryStore.OpenAsync(server.UrlOf(_origin), _sandbox.Options(), StoreAssertions.Token);
        await using var group = new GroupCommit(remote, new GroupCommitOptions());
        server.Fault = (_, _) => GitServerFault.Unavailable;

        var results = await Task.WhenAll(Enumerable.Range(0, 5).Select(number => group.ExecuteAsync(Write($"file{number}"), StoreAssertions.Token)));

        Assert.All(results, result => Assert.Equal(RegistryRules.Unreachable, Assert.IsType<Unavailable<string>>(result).Problem.Rule));
        server.Fault = (_, _) => GitServerFault.None;
        Assert.IsType<Committed<string>>(await group.ExecuteAsync(Write("later"), StoreAssertions.Token));
    }

    [Fact]
    public async Task AFileThatCannotBeFetchedIsNoRefusal()
    {
        var results = await TogetherAsync(
            group => AsTextAsync(group, Write("a")),
            group => AsTextAsync(group, new Answer<int>(() => throw new RegistryException(RegistryRules.Unreachable, "no network"))));

        Assert.Equal(["Unavailable no network", "Unavailable no network"], results);
    }

    [Fact]
    public async Task ACommitThatIsRefusedForOneIsMadeForTheOthers()
    {
        _sandbox.WriteHook(_origin, "update", "git diff --name-only $2 $3 | grep -q bad && { echo not this >&2; exit 1; }; exit 0");
        await using var remote = await GitRegistryStore.OpenAsync($"file://{_origin}", _sandbox.Options(), StoreAssertions.Token);

        var results = await TogetherAsync(remote, group => AsTextAsync(group, Write("a")), group => AsTextAsync(group, Write("bad")), group => AsTextAsync(group, Write("b")));

        Assert.Equal("Committed a", results[0]);
        Assert.Contains("not this", results[1], StringComparison.Ordinal);
        Assert.Equal("Committed b", results[2]);
    }

    [Fact]
    public async Task StoppingCarriesOutWhatWaitsAndTakesNoMore()
    {
        var group = Group();
        var first = new HeldWrite();
        var begun = group.ExecuteAsync(first, StoreAssertions.Token);
        await first.Begun;
        var waiting = group.ExecuteAsync(Write("a"), StoreAssertions.Token);

        var stopping = group.StopAsync(StoreAssertions.Token);
        await Assert.ThrowsAsync<ObjectDisposedException>(() => group.ExecuteAsync(Write("late"), StoreAssertions.Token));
        first.Go();
        await stopping;

        Assert.All(await Task.WhenAll(begun, waiting), result => Assert.IsType<Committed<string>>(result));
        await group.DisposeAsync();
    }

    private static WriteFiles Write(string path) => new((path, path)) { Subject = path };

    private GroupCommit Group(GroupCommitOptions? options = null) => new(Store, (options ?? new GroupCommitOptions()) with { Taken = _taken.Enqueue });

    private Task<string[]> TogetherAsync(params Func<GroupCommit, Task<string>>[] writes) => TogetherAsync(Store, writes);

    /// <summary>Has operations share a commit, by holding up the one before.</summary>
    private static async Task<string[]> TogetherAsync(IRegistryStore store, params Func<GroupCommit, Task<string>>[] writes)
    {
        await using var group = new GroupCommit(store, new GroupCommitOptions());
        var first = new HeldWrite();
        var begun = group.ExecuteAsync(first, StoreAssertions.Token);
        await first.Begun;
        var waiting = writes.Select(write => write(group)).ToList();
        first.Go();
        await begun;
        return await Task.WhenAll(waiting);
    }

    private static async Task<string> AsTextAsync<T>(GroupCommit group, IOperation<T> operation)
    {
        try
        {
            return await group.ExecuteAsync(operation, StoreAssertions.Token) switch
            {
                Committed<T> committed => $"Committed {committed.Outcome}",
                AlreadySo<T> already => $"AlreadySo {already.Outcome}",
                NotDone<T> refused => $"NotDone {refused.Refusal.Problems[0].Message}",
                var unavailable => $"Unavailable {((Unavailable<T>)unavailable).Problem.Message}",
            };
        }
        catch (InvalidTimeZoneException error)
        {
            return $"{error.GetType().Name} {error.Message}";
        }
    }
}
