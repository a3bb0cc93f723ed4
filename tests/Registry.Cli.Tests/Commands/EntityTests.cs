using Registry.Cli.Hosting;
using Registry.Cli.Tests.Support;
using Registry.Core.Rules;

namespace Registry.Cli.Tests.Commands;

public sealed class EntityTests
{
    private const string Billing = TestRegistry.Billing;

    [Fact]
    public async Task AnEntityIsCreatedOnce()
    {
        using var registry = await TestRegistry.CreateAsync();

        var run = await registry.DoAsync("entity", "create", Billing, "--description", "Sends invoices", "--owner", "@acme/billing", "--json");
        var twice = await registry.RunAsync("entity", "create", Billing);

        Assert.Equal("entity description owners channels commit", run.Names);
        twice.Broke(RegistryRules.EntityExists, ExitCode.Refused);
        Assert.Contains("entities/acme/billing/entity.yaml: error", twice.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SettingsAreChangedOneByOneAndRemovedByAnEmptyValue()
    {
        using var registry = await TestRegistry.CreateAsync();
        await registry.DoAsync("entity", "create", Billing, "--description", "Sends invoices", "--visibility", "private");

        await registry.DoAsync("entity", "set", Billing, "--description", "", "--default-channel", "beta");
        var run = await registry.DoAsync("entity", "show", Billing, "--json");

        Assert.Equal("entity owners visibility defaultChannel channels commit", run.Names);
        Assert.Equal("beta", run.Json.GetProperty("defaultChannel").GetString());
    }

    [Fact]
    public async Task TheDefaultChannelOfAnEntityHoldsItsActiveVersion()
    {
        using var registry = await TestRegistry.CreateAsync();
        await registry.DoAsync("entity", "create", Billing, "--default-channel", "beta");

        var id = await registry.EmitAsync("a", Billing, "--set-active");

        Assert.Equal($"{id}\n", (await registry.DoAsync("active", Billing, "--channel", "beta")).Output);
        Assert.Equal($"{id}\n", (await registry.DoAsync("active", Billing)).Output);
    }

    [Fact]
    public async Task AnUndeclaredDefaultChannelIsRefused()
    {
        using var registry = await TestRegistry.CreateAsync();

        (await registry.RunAsync("entity", "create", Billing, "--default-channel", "nightly")).Broke(RegistryRules.ChannelUnknown, ExitCode.NotFound);
    }

    [Fact]
    public async Task AnEntityThatIsNotThereIsNotFound()
    {
        using var registry = await TestRegistry.CreateAsync();

        (await registry.RunAsync("entity", "show", Billing)).Broke(RegistryRules.EntityNotFound, ExitCode.NotFound);
        (await registry.RunAsync("entity", "set", Billing, "--description", "x")).Broke(RegistryRules.EntityNotFound, ExitCode.NotFound);
        (await registry.RunAsync("versions", Billing)).Broke(RegistryRules.EntityNotFound, ExitCode.NotFound);
        (await registry.RunAsync("active", Billing)).Broke(RegistryRules.EntityNotFound, ExitCode.NotFound);
    }

    [Fact]
    public async Task EntitiesAreListedUnderTheirOwnCommandToo()
    {
        using var registry = await TestRegistry.CreateAsync();
        await registry.DoAsync("entity", "create", Billing);

        Assert.Equal((await registry.DoAsync("list")).Output, (await registry.DoAsync("entity", "list")).Output);
    }
}
