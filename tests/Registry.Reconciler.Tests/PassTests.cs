using Registry.Core.Entities;
using Registry.Core.Rules;
using Registry.Reconciler.Tests.Support;

namespace Registry.Reconciler.Tests;

/// <summary>Passes one after the other: what each looks at, and what it leaves to the next.</summary>
public sealed class PassTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task APassDoesEverythingAtOnceAndTheNextOneNothing(bool remote)
    {
        await using var registry = await ReconciledRegistry.CreateAsync(remote);
        var version = await registry.EmitAsync("a");

        var pass = await registry.RunAsync();
        var head = registry.Head;
        var next = await registry.RunAsync();
        await registry.RestartAsync();
        var restarted = await registry.RunAsync();

        Assert.Equal(head, pass.Commit);
        Assert.Equal(version, Assert.Single(pass.Published).Release.Version);
        Assert.Equal("dev", Assert.Single(pass.Advances).Channel);
        Assert.True(await registry.IsPublishedAsync(version));
        Assert.Equal((null, null), (next.Commit, restarted.Commit));
        Assert.Equal(head, registry.Head);
    }

    [Fact]
    public async Task WhereNothingChangedAPassAsksTheRemoteOnceForItsRefs()
    {
        await using var registry = await ReconciledRegistry.CreateAsync(remote: true);
        await registry.EmitAsync("a");
        await registry.RunAsync();
        await registry.RunAsync();
        registry.Sandbox.ForgetCommands();
        registry.Server.ForgetFetches();

        await registry.RunAsync();

        Assert.StartsWith("fetch ", Assert.Single(registry.Sandbox.Commands, command => command != "symbolic-ref HEAD"), StringComparison.Ordinal);
        Assert.Equal(0, registry.Server.Fetches);
    }

    [Fact]
    public async Task APassLooksAtWhatChangedAlone()
    {
        await using var registry = await ReconciledRegistry.CreateAsync();
        for (var i = 0; i < 5; i++) await registry.EmitAsync($"other{i}", EntityName.Parse($"acme/other{i}"));
        await registry.RunAsync();
        await registry.RunAsync();
        registry.Write("entities/acme/other1/entity.yaml", "nonsense: [\n");
        Assert.Single((await registry.RunAsync()).Problems);
        await registry.EmitAsync("a");

        var pass = await registry.RunAsync();

        Assert.Empty(pass.Problems);
        Assert.Equal(ReconciledRegistry.Billing, Assert.Single(pass.Advances).Entity);
        Assert.Single((await registry.RunAsync(PassKind.Everything)).Problems);
    }

    [Fact]
    public async Task HoweverManyEntitiesAreToBeLookedAtTheirFilesComeInAFewFetches()
    {
        await using var registry = await ReconciledRegistry.CreateAsync(remote: true);
        registry.Git("config", "uploadpack.allowFilter", "true");
        registry.Git("config", "uploadpack.allowAnySHA1InWant", "true");
        for (var i = 0; i < 6; i++) await registry.EmitAsync($"other{i}", EntityName.Parse($"acme/other{i}"));
        await registry.RunAsync();
        await registry.ForgetCacheAsync();
        registry.Server.ForgetFetches();

        await registry.RunAsync();

        // Folders, settings of entities, their channels and soak records.
        Assert.InRange(registry.Server.Fetches, 1, 4);
    }

    [Fact]
    public async Task HoweverManyEntitiesChangedTheirFilesComeInOneFetch()
    {
        await using var registry = await ReconciledRegistry.CreateAsync(remote: true);
        registry.Git("config", "uploadpack.allowFilter", "true");
        registry.Git("config", "uploadpack.allowAnySHA1InWant", "true");
        var entities = Enumerable.Range(0, 6).Select(i => EntityName.Parse($"acme/other{i}")).ToList();
        foreach (var entity in entities) await registry.EmitAsync($"{entity.Name}1", entity);
        await registry.RunAsync();
        registry.Time.Advance(TimeSpan.FromHours(1));
        await registry.RunAsync();
        // A machine on which nothing of the entities was read yet, for there is nothing to do.
        await registry.ForgetCacheAsync();
        await registry.RunAsync();
        foreach (var entity in entities) await registry.EmitAsync($"{entity.Name}2", entity);
        registry.Server.ForgetFetches();

        var pass = await registry.RunAsync();

        Assert.Equal((6, 6), (pass.Published.Count, pass.Advances.Count));
        // The commits with their folders, and then the files.
        Assert.Equal(2, registry.Server.Fetches);
    }

    [Fact]
    public async Task AChannelThatWaitsForTimeIsLookedAtWhenItIsDueAndNotBefore()
    {
        await using var registry = await ReconciledRegistry.CreateAsync();
        var version = await registry.EmitAsync("a");
        var pass = await registry.RunAsync();
        var due = registry.Time.Now + TimeSpan.FromHours(1);

        Assert.Equal(due, pass.NextDue);
        registry.Time.Advance(TimeSpan.FromMinutes(59));
        Assert.Null((await registry.RunAsync()).Commit);
        registry.Time.Advance(TimeSpan.FromMinutes(1));
        var moved = await registry.RunAsync();

        Assert.Equal(("beta", version), (Assert.Single(moved.Advances).Channel, moved.Advances[0].To));
        Assert.Null(moved.NextDue);
    }

    [Fact]
    public async Task AChangeOfTheSettingsConcernsAllEntities()
    {
        await using var registry = await ReconciledRegistry.CreateAsync();
        var version = await registry.EmitAsync("a");
        await registry.RunAsync();
        var settings = registry.Git("cat-file", "blob", "main:registry.yaml").Replace("name: beta\n  advance: soaked", "name: beta\n  advance: newest", StringComparison.Ordinal) + "\n";
        registry.Write("registry.yaml", settings.Replace("  from: dev\n  soak: 1h\n", "", StringComparison.Ordinal));

        await registry.RunAsync();

        Assert.Equal(version, await registry.ActiveAsync("beta"));
    }

    [Fact]
    public async Task AMoveOfSomebodyElseIsSeenByAPassOverTheChangesAndByOneOverEverything()
    {
        await using var registry = await ReconciledRegistry.CreateAsync();
        var first = await registry.EmitAsync("a");
        await registry.RunAsync();
        registry.Write("entities/acme/billing/channels/beta.yaml", $"version: {first}\n");

        Assert.Equal("beta", Assert.Single((await registry.RunAsync()).Observations).Channel);
        registry.Write("entities/acme/billing/soaks/beta.yaml", "version: 2020.01.01-000000\nsince: 2020-01-01T00:00:00Z\n");
        await registry.RestartAsync();

        Assert.Equal("beta", Assert.Single((await registry.RunAsync()).Observations).Channel);
        Assert.Null((await registry.RunAsync(PassKind.Everything)).Commit);
    }

    [Fact]
    public async Task WhatFailedIsTriedAgainAfterAMinuteAndThenLessOften()
    {
        await using var registry = await ReconciledRegistry.CreateAsync();
        var version = await registry.EmitAsync("a");
        var content = await File.ReadAllBytesAsync(registry.ContentPath("a"));
        File.Delete(registry.ContentPath("a"));

        var first = Assert.Single((await registry.RunAsync()).Failures);
        registry.Time.Advance(TimeSpan.FromMinutes(1));
        var second = Assert.Single((await registry.RunAsync()).Failures);
        await File.WriteAllBytesAsync(registry.ContentPath("a"), content);
        registry.Time.Advance(TimeSpan.FromMinutes(1));
        var early = await registry.RunAsync(PassKind.Everything);
        registry.Time.Advance(TimeSpan.FromMinutes(1));
        var late = await registry.RunAsync();

        Assert.Equal((RegistryRules.ContentMissing, TimeSpan.FromMinutes(1)), (first.Problem.Rule, first.RetryAt - registry.Time.Now + TimeSpan.FromMinutes(3)));
        Assert.Equal(TimeSpan.FromMinutes(1), second.RetryAt - first.RetryAt - TimeSpan.FromMinutes(1));
        Assert.Equal(second, Assert.Single(early.Failures));
        Assert.Equal(version, Assert.Single(late.Published).Release.Version);
    }

    [Fact]
    public async Task AHostThatCannotBeUsedIsAskedAgainAfterAMinuteAndWhatWaitsForItIsNotForgotten()
    {
        await using var registry = await ReconciledRegistry.CreateAsync();
        await registry.EmitAsync("a");
        var newest = await registry.EmitAsync("b");
        var settings = registry.Git("cat-file", "blob", "main:registry.yaml") + "\n";
        // This test has no GitHub.
        registry.Write("registry.yaml", settings.Replace($"host: directory\n  path: {registry.Files}", "host: github\n  repository: acme/registry", StringComparison.Ordinal));

        var first = await registry.RunAsync();
        var again = await registry.RunAsync();
        var everything = await registry.RunAsync(PassKind.Everything);
        registry.Time.Advance(TimeSpan.FromMinutes(1));
        var second = await registry.RunAsync();

        // Channels do not wait for the host.
        Assert.Equal(newest, Assert.Single(first.Advances).To);
        Assert.Equal(RegistryRules.HostUnusable, Assert.Single(first.Problems).Rule);
        Assert.Equal(registry.Time.Now, first.NextDue);
        Assert.Equal((registry.Time.Now, first.NextDue), (again.NextDue, everything.NextDue));
        Assert.Equal(first.Problems, again.Problems);
        Assert.Equal(first.Problems, everything.Problems);
        Assert.Equal((RegistryRules.HostUnusable, registry.Time.Now.AddMinutes(2)), (Assert.Single(second.Problems).Rule, second.NextDue));
        registry.Write("registry.yaml", settings);
        registry.Time.Advance(TimeSpan.FromMinutes(2));
        Assert.Equal(2, (await registry.RunAsync()).Published.Count);
    }

    [Fact]
    public async Task WhatAPassHasNoRoomForIsLeftToTheNext()
    {
        await using var registry = await ReconciledRegistry.CreateAsync();
        for (var i = 0; i < 5; i++) await registry.EmitAsync($"v{i}");
        var reconciler = new RegistryReconciler(registry.Store, new ReconcilerOptions { Time = registry.Time, MaxPublications = 2 });
        List<int> published = [];
        for (Pass pass; (pass = await reconciler.RunAsync(PassKind.Changes, ReconciledRegistry.Token)).Published.Count > 0;) published.Add(pass.Published.Count);

        Assert.Equal([2, 2, 1], published);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task ARewrittenHistoryStopsTheReconcilerUntilSomebodyAcceptsIt(bool remote)
    {
        await using var registry = await ReconciledRegistry.CreateAsync(remote);
        await registry.EmitAsync("a");
        await registry.RunAsync();
        await registry.RunAsync();
        registry.Git("update-ref", "refs/heads/main", registry.Git("commit-tree", "-m", "rewritten", "main^{tree}"));
        var head = registry.Head;

        Assert.Equal(RegistryRules.HistoryRewritten, (await Assert.ThrowsAsync<RegistryException>(() => registry.RunAsync())).Rule);
        await registry.RestartAsync();
        Assert.Equal(RegistryRules.HistoryRewritten, (await Assert.ThrowsAsync<RegistryException>(() => registry.RunAsync())).Rule);
        Assert.Equal(head, registry.Head);

        await registry.Store.AcceptHistoryAsync(head, ReconciledRegistry.Token);
        await registry.EmitAsync("b");
        Assert.Single((await registry.RunAsync()).Published);
        // What was accepted once is no leave for the next time.
        registry.Git("update-ref", "refs/heads/main", registry.Git("commit-tree", "-m", "again", "-p", head, "main^{tree}"));
        Assert.Equal(RegistryRules.HistoryRewritten, (await Assert.ThrowsAsync<RegistryException>(() => registry.RunAsync())).Rule);
    }

    [Fact]
    public async Task OnlyWhatIsInTheHistoryCanBeAccepted()
    {
        await using var registry = await ReconciledRegistry.CreateAsync();
        var stranger = registry.Git("commit-tree", "-m", "stranger", "main^{tree}");

        var error = await Assert.ThrowsAsync<RegistryException>(() => registry.Store.AcceptHistoryAsync(stranger, ReconciledRegistry.Token));

        Assert.Equal(RegistryRules.RevisionUnknown, error.Rule);
    }

    [Fact]
    public async Task DriftIsFoundRoundByRoundAndToldUntilItIsMended()
    {
        await using var registry = await ReconciledRegistry.CreateAsync();
        await registry.EmitAsync("a");
        await registry.EmitAsync("b");
        await registry.RunAsync();
        var reconciler = new RegistryReconciler(registry.Store, new ReconcilerOptions { Time = registry.Time, DriftChecks = 1 });
        var content = await File.ReadAllBytesAsync(registry.ContentPath("b"));
        File.Delete(registry.ContentPath("b"));

        Assert.Empty((await PatrolAsync()).Drift);
        Assert.Equal(RegistryRules.ContentMissing, Assert.Single((await PatrolAsync()).Drift).Rule);
        await File.WriteAllBytesAsync(registry.ContentPath("b"), content);
        Assert.Single((await PatrolAsync()).Drift);
        Assert.Empty((await PatrolAsync()).Drift.Concat((await PatrolAsync()).Drift));

        Task<Pass> PatrolAsync() => reconciler.RunAsync(PassKind.Everything, ReconciledRegistry.Token);
    }

    [Fact]
    public async Task WhatTheInboxBringsIsFoldedAndFollowedInOneCommit()
    {
        await using var registry = await ReconciledRegistry.CreateAsync();
        registry.EditSettings("defaultChannel: stable\n", "defaultChannel: stable\nemits: inbox\n");
        await registry.SubmitAsync("a");
        await registry.SubmitAsync("b");
        var before = registry.Head;

        var pass = await registry.RunAsync();

        Assert.Equal(before, registry.Git("rev-parse", "main~1"));
        Assert.Equal(2, pass.Inbox.Folded.Count);
        Assert.Equal(pass.Inbox.Folded[^1].Version, await registry.ActiveAsync("dev"));
        Assert.Equal(2, (await registry.RunAsync()).Published.Count);
        Assert.Empty(registry.Git("for-each-ref", "refs/heads/emit/"));
        Assert.Null((await registry.RunAsync()).Commit);
    }
}
