using Registry.Cli.Hosting;
using Registry.Cli.Tests.Support;
using Registry.Core.Rules;
using static Registry.Cli.Tests.Support.TestRegistry;

namespace Registry.Cli.Tests.Commands;

/// <summary><c>registry reconcile --once</c>: moves by themselves, and moves of others that are seen.</summary>
public sealed class ReconcileTests
{
    [Fact]
    public async Task ChannelsFollowInOneCommitAndASecondPassWritesNothing()
    {
        using var registry = await CreateAsync(Settings.Guarded);
        await registry.EmitAsync("a", "acme/identity");
        var id = await registry.EmitAsync("b");
        var commits = registry.CountCommits();

        var run = await registry.DoAsync("reconcile", "--once", "--json");
        var again = await registry.DoAsync("reconcile", "--once");

        Assert.Equal("emitted refused published failed moved observed waiting problems drift revision commit", run.Names);
        Assert.Equal(2, run.Json.GetProperty("moved").GetArrayLength());
        Assert.Equal(commits + 1, registry.CountCommits());
        Assert.Equal($"version: {id}\n", registry.Text(ChannelPath("dev")));
        Assert.Contains($"waits {Billing} beta for {id}: ", again.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ASoakedChannelFollowsWhenTheTimeIsOver()
    {
        using var registry = await CreateAsync(Settings.Guarded);
        var id = await registry.EmitAsync("a");
        await registry.DoAsync("reconcile", "--once");

        registry.Time.Advance(TimeSpan.FromMinutes(59));
        await registry.DoAsync("reconcile", "--once");
        Assert.NotEqual(0, (await registry.RunAsync("active", Billing, "--channel", "beta")).Exit);
        registry.Time.Advance(TimeSpan.FromMinutes(1));
        await registry.DoAsync("reconcile", "--once");

        Assert.Equal($"version: {id}\n", registry.Text(ChannelPath("beta")));
    }

    [Fact]
    public async Task NoAutomaticMoveLeavesAHoldAndAPromotionLiftsIt()
    {
        using var registry = await CreateAsync(Settings.Guarded);
        var first = await registry.EmitAsync("a");
        await registry.DoAsync("reconcile", "--once");
        var second = await registry.EmitAsync("b");
        await registry.DoAsync("reconcile", "--once");
        await registry.DoAsync("rollback", Billing, "--channel", "dev", "--reason", "it crashes");

        var held = await registry.DoAsync("reconcile", "--once");
        Assert.Contains($"waits {Billing} dev for {second}: held at {first} by ", held.Output, StringComparison.Ordinal);
        Assert.StartsWith($"version: {first}\n", registry.Text(ChannelPath("dev")), StringComparison.Ordinal);

        await registry.PromoteAsync(second, "dev");
        var third = await registry.EmitAsync("c");
        await registry.DoAsync("reconcile", "--once");
        Assert.Equal($"version: {third}\n", registry.Text(ChannelPath("dev")));
    }

    [Fact]
    public async Task WhatWasRolledBackFromDoesNotGoOn()
    {
        using var registry = await CreateAsync(Settings.Guarded);
        var first = await registry.EmitAsync("a");
        await registry.DoAsync("reconcile", "--once");
        registry.Time.Advance(TimeSpan.FromHours(1));
        await registry.DoAsync("reconcile", "--once");
        await registry.EmitAsync("b");
        await registry.DoAsync("reconcile", "--once");
        registry.Time.Advance(TimeSpan.FromHours(2));
        await registry.DoAsync("rollback", Billing, "--channel", "dev");

        await registry.DoAsync("reconcile", "--once");

        Assert.Equal($"version: {first}\n", registry.Text(ChannelPath("beta")));
    }

    [Fact]
    public async Task AnEditByHandSoaksFromWhenItIsSeenWhateverItsCommitSays()
    {
        using var registry = await CreateAsync(Settings.Soaking);
        var id = await registry.EmitAsync("a");
        await registry.PromoteAsync(id, "dev");
        registry.Commit(new HandCommit("beta").Write(ChannelPath("beta"), $"version: {id}\n"));
        registry.Time.Advance(TimeSpan.FromDays(2));

        (await registry.RunAsync("promote", $"{Billing}@{id}", "--channel", "stable")).Broke(RegistryRules.ChannelSoak, ExitCode.Refused);
        Assert.Equal($"published {Billing}@{id}\nsaw {Billing} beta at {id}\n", (await registry.DoAsync("reconcile", "--once")).Output);
        registry.Time.Advance(TimeSpan.FromHours(23));
        (await registry.RunAsync("promote", $"{Billing}@{id}", "--channel", "stable")).Broke(RegistryRules.ChannelSoak, ExitCode.Refused);
        registry.Time.Advance(TimeSpan.FromHours(1));
        await registry.PromoteAsync(id);
    }

    [Fact]
    public async Task ABrokenEntityIsSetAsideAndTheOthersGoOn()
    {
        using var registry = await CreateAsync(Settings.Guarded);
        await registry.EmitAsync("a", "acme/identity");
        var id = await registry.EmitAsync("b");
        registry.Commit(new HandCommit("break").Write("entities/acme/identity/entity.yaml", "nonsense: [\n"));

        var run = (await registry.RunAsync("reconcile", "--once")).Ended(ExitCode.Failed);

        Assert.Contains("entities/acme/identity/entity.yaml", run.Error, StringComparison.Ordinal);
        Assert.Equal($"version: {id}\n", registry.Text(ChannelPath("dev")));
    }

    [Fact]
    public async Task ADryRunSaysWhatAPassWouldDoAndWritesNothing()
    {
        using var registry = await CreateAsync(Settings.Guarded);
        var id = await registry.EmitAsync("a");
        var head = registry.Head;

        var run = await registry.DoAsync("reconcile", "--dry-run");

        Assert.StartsWith($"would publish {Billing}@{id}\nwould advance {Billing} dev: nothing → {id}\n", run.Output, StringComparison.Ordinal);
        Assert.Equal(head, registry.Head);
    }
}
