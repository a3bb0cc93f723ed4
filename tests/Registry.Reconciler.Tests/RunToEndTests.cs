using Registry.Reconciler.Tests.Support;

namespace Registry.Reconciler.Tests;

/// <summary>Passes in a row, for those who cannot count on another one soon; and what is known to be open after a pass.</summary>
public sealed class RunToEndTests
{
    [Fact]
    public async Task WhatTheInboxBroughtIsPublishedInTheSameRun()
    {
        await using var registry = await ReconciledRegistry.CreateAsync();
        registry.EditSettings("defaultChannel: stable\n", "defaultChannel: stable\nemits: inbox\n");
        registry.EditSettings("  advance: newest\n", "  advance: newest\n  requireRelease: true\n");
        await registry.SubmitAsync("a");
        await registry.SubmitAsync("b");

        var run = await registry.Reconciler.RunToEndAsync(ReconciledRegistry.Token);

        Assert.Equal((2, 2), (run.Inbox.Folded.Count, run.Published.Count));
        Assert.Equal(("dev", run.Inbox.Folded[^1].Version), (Assert.Single(run.Advances).Channel, run.Advances[0].To));
        Assert.Equal(registry.Head, run.Commit);
        // dev waited for the release in the first pass and moved in the second; beta waits for its time.
        Assert.Equal("beta", Assert.Single(run.Waiting).Channel);
        Assert.Null((await registry.Reconciler.RunToEndAsync(ReconciledRegistry.Token)).Commit);
    }

    [Fact]
    public async Task ThreePassesAreTheMost()
    {
        await using var registry = await ReconciledRegistry.CreateAsync();
        for (var i = 0; i < 5; i++) await registry.EmitAsync($"v{i}");
        var reconciler = new RegistryReconciler(registry.Store, new ReconcilerOptions { Time = registry.Time, MaxPublications = 1 });

        var run = await reconciler.RunToEndAsync(ReconciledRegistry.Token);

        Assert.Equal((3, 2), (run.Published.Count, run.Open.Publications));
    }

    [Fact]
    public async Task WhereNothingIsDueAtOnceOnePassIsEnough()
    {
        await using var registry = await ReconciledRegistry.CreateAsync();
        await registry.EmitAsync("a");
        var before = registry.Git("rev-list", "--count", "main");
        File.Delete(registry.ContentPath("a"));

        var run = await registry.Reconciler.RunToEndAsync(ReconciledRegistry.Token);

        // The failure is told once, and was tried once.
        Assert.Equal(TimeSpan.FromMinutes(1), Assert.Single(run.Failures).RetryAt - registry.Time.Now);
        Assert.Equal(1, int.Parse(registry.Git("rev-list", "--count", "main"), null) - int.Parse(before, null));
    }

    [Fact]
    public async Task WhatIsOpenIsKnownAfterAPassThatLooksAtNothing()
    {
        await using var registry = await ReconciledRegistry.CreateAsync();
        var version = await registry.EmitAsync("a");
        File.Delete(registry.ContentPath("a"));
        await registry.RunAsync();
        // The one that sees what the first has written.
        await registry.RunAsync();

        var pass = await registry.RunAsync();

        Assert.Empty(pass.Waiting);
        Assert.Equal(version, Assert.Single(pass.Open.Failures).Version);
        Assert.Equal("beta", Assert.Single(pass.Open.Waiting).Channel);
        registry.Time.Advance(TimeSpan.FromHours(2));
        Assert.Empty((await registry.RunAsync()).Open.Waiting);
    }
}
