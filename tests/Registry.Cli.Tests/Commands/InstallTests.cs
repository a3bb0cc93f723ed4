using Registry.Cli.Hosting;
using Registry.Cli.Tests.Support;
using Registry.Core.Rules;

namespace Registry.Cli.Tests.Commands;

/// <summary>Which versions an install uses, and why there is none.</summary>
public sealed class InstallTests
{
    private const string Billing = TestRegistry.Billing;

    [Fact]
    public async Task AVersionWithoutAContractIsLockedWithItsDependencies()
    {
        using var registry = await TestRegistry.CreateAsync();
        var ledger = await registry.EmitAsync("ledger", "acme/ledger", "--set-active");
        var identity = await registry.EmitAsync("identity", "acme/identity", "--set-active", "--needs", "acme/ledger");
        var billing = await registry.EmitAsync("billing", Billing, "--needs", "acme/identity", "--needs", $"acme/ledger@{ledger}");
        var head = registry.Head;

        var run = await registry.DoAsync("install", $"{Billing}@{billing}", "--json");

        Assert.Equal("entity version manifestSha inputs outputs lock", run.Names);
        Assert.Equal([$"{Billing} {billing}", $"acme/identity {identity}", $"acme/ledger {ledger}"], Locked(run));
        Assert.Equal(["acme/billing", "acme/identity"], run.Json.GetProperty("lock").GetProperty("versions")[2].GetProperty("requiredBy").EnumerateArray().Select(entity => entity.GetString()!));
        Assert.Equal(head, registry.Head);
    }

    [Fact]
    public async Task DependenciesFollowTheChannelOfTheReference()
    {
        using var registry = await TestRegistry.CreateAsync();
        var first = await registry.EmitAsync("i1", "acme/identity", "--set-active");
        var second = await registry.EmitAsync("i2", "acme/identity");
        await registry.DoAsync("promote", $"acme/identity@{second}", "--channel", "dev");
        var billing = await registry.EmitAsync("b", Billing, "--needs", "acme/identity", "--set-active");
        await registry.PromoteAsync(billing, "dev");

        Assert.Equal($"acme/identity {first}", Locked(await registry.DoAsync("install", Billing, "--json"))[1]);
        Assert.Equal($"acme/identity {second}", Locked(await registry.DoAsync("install", $"{Billing}:dev", "--json"))[1]);
        Assert.Equal($"acme/identity {first}", Locked(await registry.DoAsync("install", $"{Billing}@{billing}", "--json"))[1]);
    }

    [Fact]
    public async Task WhoNamesAVersionDecidesForThoseWhoDoNot()
    {
        using var registry = await TestRegistry.CreateAsync();
        var old = await registry.EmitAsync("l1", "acme/ledger");
        await registry.EmitAsync("l2", "acme/ledger", "--set-active");
        await registry.EmitAsync("z", "acme/zeta", "--set-active", "--needs", $"acme/ledger@{old}");
        // acme/ledger comes first in the order of the dependencies, and is chosen before acme/zeta names it.
        await registry.EmitAsync("b", Billing, "--set-active", "--needs", "acme/ledger", "--needs", "acme/zeta");

        Assert.Equal($"acme/ledger {old}", Locked(await registry.DoAsync("install", Billing, "--json"))[1]);
    }

    [Fact]
    public async Task TwoNamedVersionsOfOneEntityAreAConflictThatIsExplained()
    {
        using var registry = await TestRegistry.CreateAsync();
        var (one, two) = (await registry.EmitAsync("l1", "acme/ledger"), await registry.EmitAsync("l2", "acme/ledger"));
        var identity = await registry.EmitAsync("i", "acme/identity", "--set-active", "--needs", $"acme/ledger@{one}");
        var billing = await registry.EmitAsync("b", Billing, "--set-active", "--needs", "acme/identity", "--needs", $"acme/ledger@{two}");

        var run = (await registry.RunAsync("install", Billing)).Broke(RegistryRules.InstallDependency, ExitCode.Refused);

        Assert.Contains($"{Billing}@{billing} needs version {two} of acme/ledger, and acme/identity@{identity} needs version {one}; expected one version for both", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ACircleIsShownWhole()
    {
        using var registry = await TestRegistry.CreateAsync();
        var a = await registry.EmitAsync("a", "acme/a", "--set-active", "--needs", "acme/b");
        var b = await registry.EmitAsync("b", "acme/b", "--set-active", "--needs", "acme/c");
        var c = await registry.EmitAsync("c", "acme/c", "--set-active", "--needs", "acme/a");

        var run = (await registry.RunAsync("install", "acme/a")).Broke(RegistryRules.InstallDependency, ExitCode.Refused);

        Assert.Contains($"acme/a@{a} → acme/b@{b} → acme/c@{c} → acme/a is a circle", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WhatCannotBeUsedIsNamedWithTheWayThatLeadsThere()
    {
        using var registry = await TestRegistry.CreateAsync();
        var ledger = await registry.EmitAsync("l", "acme/ledger");
        await registry.EmitAsync("i", "acme/identity", "--needs", $"acme/ledger@{ledger}");
        var billing = await registry.EmitAsync("b", Billing, "--needs", "acme/identity");

        Assert.Contains("points nowhere yet", (await registry.RunAsync("install", $"{Billing}@{billing}")).Broke(RegistryRules.InstallDependency, ExitCode.Refused).Error, StringComparison.Ordinal);

        await registry.DoAsync("archive", $"acme/ledger@{ledger}", "--reason", "old");
        await registry.DoAsync("promote", "acme/identity@" + (await registry.DoAsync("versions", "acme/identity", "--json")).Json.GetProperty("items")[0].GetProperty("version").GetString(), "--channel", "stable");
        var run = (await registry.RunAsync("install", $"{Billing}@{billing}")).Broke(RegistryRules.InstallDependency, ExitCode.Refused);
        Assert.Contains($"acme/ledger@{ledger} is archived", run.Error, StringComparison.Ordinal);
        Assert.Contains($"(through {Billing}@{billing} → acme/identity@", run.Error, StringComparison.Ordinal);

        (await registry.RunAsync("install", "acme/nothing")).Broke(RegistryRules.EntityNotFound, ExitCode.NotFound);
        var draft = await registry.EmitAsync("d", Billing, "--draft");
        (await registry.RunAsync("install", $"{Billing}@{draft}")).Broke(RegistryRules.InstallDependency, ExitCode.Refused);
    }

    [Fact]
    public async Task ALockHoldsWhatAChannelHasLeft()
    {
        using var registry = await TestRegistry.CreateAsync();
        var first = await registry.EmitAsync("b1", Billing, "--set-active");
        await registry.DoAsync("install", Billing, "--lock", "lock.yaml");
        await registry.EmitAsync("b2", Billing, "--set-active");
        var file = Path.Combine(registry.WorkingDirectory, "lock.yaml");
        var written = await File.ReadAllTextAsync(file, TestRegistry.Token);

        Assert.Equal($"{Billing} {first}", Locked(await registry.DoAsync("install", Billing, "--lock", "lock.yaml", "--json"))[0]);
        Assert.Equal(written, await File.ReadAllTextAsync(file, TestRegistry.Token));
        File.Delete(file);
        Assert.NotEqual($"{Billing} {first}", Locked(await registry.DoAsync("install", Billing, "--lock", "lock.yaml", "--json"))[0]);
    }

    [Theory]
    [InlineData("manifestSha: sha256:", "manifestSha: sha256:0", "0000", RuleOf.Lock)]
    [InlineData("entity: acme/identity", "entity: acme/other", null, RuleOf.Lock)]
    [InlineData("kind: Lock", "kind: Locks", null, RuleOf.Header)]
    public async Task ALockThatDoesNotAgreeIsRefused(string part, string wrong, string? drop, RuleOf rule)
    {
        using var registry = await TestRegistry.CreateAsync();
        await registry.EmitAsync("i", "acme/identity", "--set-active");
        await registry.EmitAsync("b", Billing, "--set-active", "--needs", "acme/identity");
        await registry.DoAsync("install", Billing, "--lock", "lock.yaml");
        var file = Path.Combine(registry.WorkingDirectory, "lock.yaml");
        var text = await File.ReadAllTextAsync(file, TestRegistry.Token);
        var at = text.IndexOf(part, StringComparison.Ordinal);
        // A digest keeps its length.
        await File.WriteAllTextAsync(file, text[..at] + wrong + text[(at + part.Length + (drop is null ? 0 : 1))..], TestRegistry.Token);

        (await registry.RunAsync("install", Billing, "--lock", "lock.yaml")).Broke(rule == RuleOf.Lock ? RegistryRules.InstallLock : RegistryRules.ApiVersion, rule == RuleOf.Lock ? ExitCode.Refused : ExitCode.Failed);
    }

    [Fact]
    public async Task NoLockIsLeftWhereAnInstallIsRefused()
    {
        using var registry = await TestRegistry.CreateAsync();
        await registry.EmitAsync("b", Billing, "--set-active");
        await File.WriteAllTextAsync(Path.Combine(registry.WorkingDirectory, "in.json"), """{"name":"x"}""", TestRegistry.Token);

        (await registry.RunAsync("install", Billing, "--inputs", "in.json", "--lock", "lock.yaml")).Broke(RegistryRules.InstallInputs, ExitCode.Refused);

        Assert.False(File.Exists(Path.Combine(registry.WorkingDirectory, "lock.yaml")));
    }

    [Theory]
    [InlineData("in.json", "{\"a\":1,\"a\":2}", "in.json(1,")]
    [InlineData("in.json", "{\"a\":", "in.json(1,")]
    [InlineData("in.yaml", "- a\n", "in.yaml(1,1)")]
    [InlineData("in.yaml", "a: &x 1\n", "in.yaml(1,")]
    [InlineData("in.yaml", "a: .inf\n", "in.yaml(1,")]
    public async Task AFileOfInputsThatCannotBeReadIsRefusedWithItsPlace(string name, string content, string place)
    {
        using var registry = await TestRegistry.CreateAsync();
        await registry.EmitAsync("b", Billing, "--set-active");
        await File.WriteAllTextAsync(Path.Combine(registry.WorkingDirectory, name), content, TestRegistry.Token);

        var run = (await registry.RunAsync("install", Billing, "--inputs", name)).Ended(ExitCode.Failed);

        Assert.Contains(place, run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("acme/other: {href: https://x/}", "nothing needs it")]
    [InlineData("identity: {href: https://x/}", "no entity")]
    [InlineData("acme/identity: https://x/", "no mapping")]
    [InlineData("acme/identity: {url: https://x/}", "'url' of acme/identity")]
    public async Task WhatIsSaidOfEntitiesIsChecked(string entities, string message)
    {
        using var registry = await TestRegistry.CreateAsync();
        await registry.EmitAsync("i", "acme/identity", "--set-active");
        await registry.EmitAsync("b", Billing, "--set-active", "--needs", "acme/identity");
        await File.WriteAllTextAsync(Path.Combine(registry.WorkingDirectory, "e.yaml"), entities + "\n", TestRegistry.Token);

        Assert.Contains(message, (await registry.RunAsync("install", Billing, "--entities", "e.yaml")).Broke(RegistryRules.InstallInputs, ExitCode.Refused).Error, StringComparison.Ordinal);
    }

    /// <summary>Which rule a lock breaks.</summary>
    public enum RuleOf
    {
        Lock,
        Header,
    }

    private static List<string> Locked(CommandRun run) =>
        [.. run.Json.GetProperty("lock").GetProperty("versions").EnumerateArray().Select(version => $"{version.GetProperty("entity").GetString()} {version.GetProperty("version").GetString()}")];
}
