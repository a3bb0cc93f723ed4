using Registry.Cli.Hosting;
using Registry.Cli.Tests.Support;
using Registry.Core.Rules;

namespace Registry.Cli.Tests.Commands;

public sealed class ChannelTests
{
    private const string Billing = TestRegistry.Billing;

    [Fact]
    public async Task APromotionMovesTheChannelInOneCommit()
    {
        using var registry = await TestRegistry.CreateAsync();
        var id = await registry.EmitAsync("a");

        var run = await registry.DoAsync("promote", $"{Billing}@{id}", "--channel", "stable", "--reason", "asked for", "--json");

        Assert.Equal("outcome entity channel to commit", run.Names);
        Assert.Equal("moved", run.Json.GetProperty("outcome").GetString());
        Assert.Equal($"version: {id}\nreason: asked for\n", registry.Text(TestRegistry.ChannelPath("stable")));
        Assert.Equal(3, registry.CountCommits());
    }

    [Fact]
    public async Task PromotingToWhereTheChannelIsAddsNoCommit()
    {
        using var registry = await TestRegistry.CreateAsync();
        var id = await registry.EmitAsync("a", Billing, "--set-active");
        var head = registry.Head;

        var run = await registry.DoAsync("promote", $"{Billing}@{id}", "--channel", "stable");

        Assert.Equal($"unchanged {Billing} stable: {id}\n", run.Output);
        Assert.Equal(head, registry.Head);
    }

    [Fact]
    public async Task APromotionToAnOlderVersionIsRefusedAndNamesTheRollback()
    {
        using var registry = await TestRegistry.CreateAsync();
        var old = await registry.EmitAsync("a");
        await registry.EmitAsync("b", Billing, "--set-active");

        var run = await registry.RunAsync("promote", $"{Billing}@{old}", "--channel", "stable");

        run.Broke(RegistryRules.ChannelOrder, ExitCode.Refused);
        Assert.Contains(TestRegistry.ChannelPath("stable"), run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ARollbackGoesBackAndHoldsUntilAPromotion()
    {
        using var registry = await TestRegistry.CreateAsync();
        var first = await registry.EmitAsync("a", Billing, "--set-active");
        var second = await registry.EmitAsync("b", Billing, "--set-active");

        var back = await registry.DoAsync("rollback", Billing, "--channel", "stable", "--reason", "it crashes", "--json");
        var held = await registry.DoAsync("active", Billing, "--json");
        var forth = await registry.DoAsync("promote", $"{Billing}@{second}", "--channel", "stable", "--json");

        Assert.Equal("outcome entity channel from to hold commit", back.Names);
        Assert.Equal((second, first), (back.Json.GetProperty("from").GetString(), back.Json.GetProperty("to").GetString()));
        Assert.Equal("entity channel version reason hold commit", held.Names);
        Assert.Equal("Tess Ter <tess@example.com>", held.Json.GetProperty("hold").GetProperty("by").GetString());
        Assert.False(forth.Json.TryGetProperty("hold", out _));
        Assert.Equal($"version: {second}\n", registry.Text(TestRegistry.ChannelPath("stable")));
    }

    [Fact]
    public async Task PromotingTheHeldVersionOnlyLiftsTheHold()
    {
        using var registry = await TestRegistry.CreateAsync(Settings.Soaking);
        var id = await registry.EmitAsync("a");
        await registry.PromoteAsync(id, "dev");
        await registry.DoAsync("rollback", Billing, "--channel", "dev", "--to", id);

        await registry.PromoteAsync(id, "dev");

        Assert.Equal($"version: {id}\n", registry.Text(TestRegistry.ChannelPath("dev")));
    }

    [Fact]
    public async Task ARollbackMayNameItsVersion()
    {
        using var registry = await TestRegistry.CreateAsync();
        var first = await registry.EmitAsync("a", Billing, "--set-active");
        await registry.EmitAsync("b", Billing, "--set-active");
        var third = await registry.EmitAsync("c", Billing, "--set-active");

        await registry.DoAsync("rollback", Billing, "--channel", "stable", "--to", first);
        var forward = await registry.RunAsync("rollback", Billing, "--channel", "stable", "--to", third);

        Assert.Equal($"{first}\n", (await registry.DoAsync("active", Billing)).Output);
        forward.Broke(RegistryRules.RollbackTarget, ExitCode.Refused);
    }

    [Fact]
    public async Task WithoutAnEarlierVersionThereIsNothingToRollBackTo()
    {
        using var registry = await TestRegistry.CreateAsync();
        await registry.EmitAsync("a");
        var empty = await registry.RunAsync("rollback", Billing, "--channel", "stable");
        await registry.EmitAsync("b", Billing, "--set-active");

        var run = await registry.RunAsync("rollback", Billing, "--channel", "stable");

        empty.Broke(RegistryRules.ChannelEmpty, ExitCode.NotFound);
        run.Broke(RegistryRules.RollbackTarget, ExitCode.Refused);
    }

    [Fact]
    public async Task AChannelThatIsNotDeclaredIsNotFound()
    {
        using var registry = await TestRegistry.CreateAsync();
        var id = await registry.EmitAsync("a");

        (await registry.RunAsync("promote", $"{Billing}@{id}", "--channel", "nightly")).Broke(RegistryRules.ChannelUnknown, ExitCode.NotFound);
        (await registry.RunAsync("rollback", Billing, "--channel", "nightly")).Broke(RegistryRules.ChannelUnknown, ExitCode.NotFound);
        (await registry.RunAsync("active", Billing, "--channel", "nightly")).Broke(RegistryRules.ChannelUnknown, ExitCode.NotFound);
    }

    [Fact]
    public async Task AVersionMustHaveBeenInTheChannelThatThePolicyNames()
    {
        using var registry = await TestRegistry.CreateAsync(Settings.Soaking);
        var id = await registry.EmitAsync("a");

        var run = await registry.RunAsync("promote", $"{Billing}@{id}", "--channel", "beta");
        await registry.PromoteAsync(id, "dev");
        await registry.PromoteAsync(id, "beta");

        run.Broke(RegistryRules.ChannelFrom, ExitCode.Refused);
        Assert.Contains($"registry promote {Billing}@{id} --channel dev", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AVersionMustHaveSoakedLongEnough()
    {
        using var registry = await TestRegistry.CreateAsync(Settings.Soaking);
        var id = await registry.EmitAsync("a");
        await registry.PromoteAsync(id, "dev");
        await registry.PromoteAsync(id, "beta");
        registry.Time.Advance(TimeSpan.FromHours(23));

        var early = await registry.RunAsync("promote", $"{Billing}@{id}", "--channel", "stable");
        registry.Time.Advance(TimeSpan.FromHours(1));
        await registry.PromoteAsync(id);

        early.Broke(RegistryRules.ChannelSoak, ExitCode.Refused);
        Assert.Contains("met at 2026-11-22T12:01:00Z if it stays there", early.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ASoakThatWasCutOffDoesNotCount()
    {
        using var registry = await TestRegistry.CreateAsync(Settings.Soaking);
        var first = await registry.EmitAsync("a");
        var second = await registry.EmitAsync("b");
        foreach (var channel in new[] { "dev", "beta" }) await registry.PromoteAsync(first, channel);
        registry.Time.Advance(TimeSpan.FromHours(5));
        foreach (var channel in new[] { "dev", "beta" }) await registry.PromoteAsync(second, channel);
        registry.Time.Advance(TimeSpan.FromHours(20));

        var run = await registry.RunAsync("promote", $"{Billing}@{first}", "--channel", "stable");

        run.Broke(RegistryRules.ChannelSoak, ExitCode.Refused);
        Assert.Contains("no longer there", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AClockSetBackDoesNotLengthenASoak()
    {
        using var registry = await TestRegistry.CreateAsync(Settings.Soaking);
        var id = await registry.EmitAsync("a");
        await registry.PromoteAsync(id, "dev");
        await registry.PromoteAsync(id, "beta");
        registry.Time.Advance(TimeSpan.FromDays(-3));

        (await registry.RunAsync("promote", $"{Billing}@{id}", "--channel", "stable")).Broke(RegistryRules.ChannelSoak, ExitCode.Refused);
    }

    [Theory]
    [InlineData("--draft", "", "draft")]
    [InlineData("", "annotate --status unlisted", "unlisted")]
    [InlineData("", "archive --reason old", "archived")]
    public async Task OnlyAListedVersionMayBePromoted(string emitOption, string command, string state)
    {
        using var registry = await TestRegistry.CreateAsync();
        var id = await registry.EmitAsync("a", Billing, emitOption.Length == 0 ? [] : [emitOption]);
        if (command.Split(' ') is [var verb, .. var options] && verb.Length > 0) await registry.DoAsync([verb, $"{Billing}@{id}", .. options]);

        var run = await registry.RunAsync("promote", $"{Billing}@{id}", "--channel", "stable");

        run.Broke(RegistryRules.ChannelState, ExitCode.Refused);
        Assert.Contains(state, run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task TheLogTellsWhoMovedAChannelAlsoByHand()
    {
        using var registry = await TestRegistry.CreateAsync();
        var first = await registry.EmitAsync("a", Billing, "--set-active");
        var second = await registry.EmitAsync("b");
        registry.Commit(new HandCommit("Ship it\n\nThe customer waits.").Write(TestRegistry.ChannelPath("stable"), $"version: {second}\n"));
        registry.Time.Advance(TimeSpan.FromMinutes(1));
        await registry.DoAsync("rollback", Billing, "--channel", "stable", "--reason", "it crashes");

        var run = await registry.DoAsync("log", Billing, "--channel", "stable", "--json");
        var text = await registry.DoAsync("log", Billing, "--channel", "stable");

        var items = run.Json.GetProperty("items").EnumerateArray().ToList();
        Assert.Equal("items pagination", run.Names);
        Assert.Equal("commit time author action entity version channel subject reason", CommandRun.NamesOf(items[0]));
        Assert.Equal("commit time author entity version channel subject reason", CommandRun.NamesOf(items[1]));
        Assert.Equal([first, second, first], items.Select(item => item.GetProperty("version").GetString()));
        Assert.Equal(["rollback acme/billing 2026.11.21-120000 on stable", "Ship it", "emit acme/billing 2026.11.21-120000"], items.Select(item => item.GetProperty("subject").GetString()));
        Assert.Equal(("Hand Made <hand@example.com>", "The customer waits."), (items[1].GetProperty("author").GetString(), items[1].GetProperty("reason").GetString()));
        ExpectedText.Matches("LogOfAChannel", text.Output);
    }

    [Fact]
    public async Task TheLogOfAnEntityIsAboutThatEntityAlone()
    {
        using var registry = await TestRegistry.CreateAsync();
        await registry.EmitAsync("a");
        await registry.EmitAsync("a", "acme/identity");
        await registry.EmitAsync("b");

        var one = await registry.DoAsync("log", Billing, "--json");
        var all = await registry.DoAsync("log", "--json");
        var short1 = await registry.DoAsync("log", "--limit", "1", "--json");

        Assert.Equal(2, one.Json.GetProperty("items").GetArrayLength());
        Assert.Equal(4, all.Json.GetProperty("items").GetArrayLength());
        Assert.Equal(1, short1.Json.GetProperty("items").GetArrayLength());
    }
}
