using Registry.Core.Entities;
using Registry.Reconciler.Tests.Support;

namespace Registry.Reconciler.Tests;

/// <summary>Passes over more than one pass has room for.</summary>
public sealed class BoundedPassTests
{
    [Fact]
    public async Task ARegistryThatIsNewAsAWholeIsTakenInPartByPartAndWhatChangesComesFirst()
    {
        await using var registry = await ReconciledRegistry.CreateAsync();
        for (var i = 0; i < 8; i++) await registry.EmitAsync($"v{i}", Entity(i));
        // An entity and its version count one each.
        var reconciler = ReconcilerOf(registry, maxLooks: 4);

        var first = await reconciler.RunAsync(PassKind.Changes, ReconciledRegistry.Token);
        await registry.EmitAsync("late", Entity(99));
        var second = await reconciler.RunAsync(PassKind.Changes, ReconciledRegistry.Token);

        Assert.Equal((2, 2, 6), (first.Published.Count, first.Advances.Count, first.Open.Publications));
        Assert.Equal(registry.Time.Now, first.NextDue);
        Assert.Equal((2, 2), (second.Published.Count, second.Advances.Count));
        Assert.Contains(Entity(99), second.Published.Select(one => one.Entity));
        List<EntityName> published = [.. first.Published.Concat(second.Published).Select(one => one.Entity)];
        Pass pass;
        for (var passes = 0; (pass = await reconciler.RunAsync(PassKind.Changes, ReconciledRegistry.Token)).Commit is not null; passes++)
        {
            Assert.InRange(passes, 0, 3);
            published.AddRange(pass.Published.Select(one => one.Entity));
        }

        Assert.Equal([.. Enumerable.Range(0, 8).Select(Entity).Append(Entity(99)).OrderBy(entity => entity.ToString(), StringComparer.Ordinal)], published.OrderBy(entity => entity.ToString(), StringComparer.Ordinal));
        Assert.Equal(0, pass.Open.Publications);
    }

    [Fact]
    public async Task OfAnEntityWithMoreVersionsThanAPassHasRoomForAllArePublishedOldestFirst()
    {
        await using var registry = await ReconciledRegistry.CreateAsync();
        List<string> emitted = [];
        for (var i = 0; i < 5; i++)
        {
            emitted.Add((await registry.EmitAsync($"v{i}")).ToString());
            registry.Time.Advance(TimeSpan.FromMinutes(1));
        }

        var reconciler = ReconcilerOf(registry, maxLooks: 2);
        List<string> published = [];
        List<int> passes = [];
        for (Pass pass; (pass = await reconciler.RunAsync(PassKind.Changes, ReconciledRegistry.Token)).Published.Count > 0;)
        {
            passes.Add(pass.Published.Count);
            published.AddRange(pass.Published.Select(one => one.Release.Version.ToString()));
        }

        Assert.Equal([2, 2, 1], passes);
        Assert.Equal(emitted, published);
    }

    [Fact]
    public async Task ARunToTheEndMakesAsManyPassesAsItTakesToLookAtEverything()
    {
        await using var registry = await ReconciledRegistry.CreateAsync();
        for (var i = 0; i < 7; i++) await registry.EmitAsync($"v{i}", Entity(i));
        var before = registry.Git("rev-list", "--count", "main");

        var run = await ReconcilerOf(registry, maxLooks: 2).RunToEndAsync(ReconciledRegistry.Token);

        Assert.Equal((7, 7, 0), (run.Published.Count, run.Advances.Count, run.Open.Publications));
        Assert.Equal(7, int.Parse(registry.Git("rev-list", "--count", "main"), null) - int.Parse(before, null));
        Assert.Null((await ReconcilerOf(registry, maxLooks: 2).RunToEndAsync(ReconciledRegistry.Token)).Commit);
    }

    [Fact]
    public async Task APassDoesNotLookAtWhatTheOneBeforeItWrote()
    {
        await using var registry = await ReconciledRegistry.CreateAsync();
        await registry.EmitAsync("a");
        Assert.NotNull((await registry.RunAsync()).Commit);
        registry.Sandbox.ForgetCommands();

        await registry.RunAsync();

        Assert.DoesNotContain(registry.Sandbox.Commands, command => command.StartsWith("diff-tree", StringComparison.Ordinal));
    }

    [Fact]
    public async Task WhatOthersCommitWhileAPassRunsIsSeenByTheNext()
    {
        await using var registry = await ReconciledRegistry.CreateAsync();
        await registry.RunAsync();
        await registry.EmitAsync("a");
        var time = new InterruptedTime(registry.Time, () => registry.Write("entities/acme/broken/entity.yaml", "nonsense: [\n"));
        var reconciler = new RegistryReconciler(registry.Store, new ReconcilerOptions { Time = time });

        var pass = await reconciler.RunAsync(PassKind.Changes, ReconciledRegistry.Token);
        var next = await reconciler.RunAsync(PassKind.Changes, ReconciledRegistry.Token);

        Assert.NotNull(pass.Commit);
        Assert.NotEqual(pass.Revision, registry.Git("rev-parse", $"{pass.Commit}^"));
        Assert.Empty(pass.Problems);
        Assert.Single(next.Problems);
    }

    private static EntityName Entity(int number) => EntityName.Parse($"acme/entity{number:00}");

    private static RegistryReconciler ReconcilerOf(ReconciledRegistry registry, int maxLooks) =>
        new(registry.Store, new ReconcilerOptions { Time = registry.Time, MaxLooks = maxLooks });

    /// <summary>A clock at the first look at which something happens: a pass looks at it when it has read where the registry is.</summary>
    private sealed class InterruptedTime(TimeProvider time, Action happens) : TimeProvider
    {
        private Action? _happens = happens;

        public override DateTimeOffset GetUtcNow()
        {
            Interlocked.Exchange(ref _happens, null)?.Invoke();
            return time.GetUtcNow();
        }
    }
}
