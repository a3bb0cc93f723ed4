using Registry.Cli.Hosting;
using Registry.Cli.Tests.Support;
using Registry.Core.Rules;

namespace Registry.Cli.Tests.Commands;

/// <summary>Properties that a registry knows, and those that it does not.</summary>
public sealed class PropertyTests
{
    private const string Billing = TestRegistry.Billing;

    private const string Declared = """
        properties:
        - urn: urn:acme:tier
          x-subject-types: [version]
          schema: {type: string, enum: [gold, silver]}
        - urn: urn:acme:owner-code
          x-subject-types: [entity]
          schema: {type: integer}
        - urn: urn:acme:budget
          x-subject-types: [version]
          x-internal: true
          schema: {type: integer}

        """;

    [Theory]
    [InlineData("urn:acme:tier: gold", null)]
    [InlineData("urn:other:anything: {any: [thing]}", null)]
    [InlineData("urn:acme:draft/x: 1", null)]
    [InlineData("urn:acme:tier: bronze", "breaks its schema")]
    [InlineData("urn:acme:owner-code: 1", "is for entities")]
    [InlineData("tier: gold", "cannot be the name of a property")]
    public async Task AKnownPropertyHasAValueOfItsSchema(string property, string? fault)
    {
        using var registry = await TestRegistry.CreateAsync(Settings.Open + Declared);
        await ContractAsync(registry, property);

        var run = await registry.RunAsync("emit", Billing, "--source-hash", TestRegistry.HashOf("a"), "--file", registry.FileOf("a"), "--contract", "contract.yaml");

        if (fault is null) run.Ended(ExitCode.Done);
        else Assert.Contains(fault, run.Broke(RegistryRules.PropertyValue, ExitCode.Refused).Error, StringComparison.Ordinal);
        Assert.Equal(fault is null ? 2 : 1, registry.CountCommits());
    }

    [Fact]
    public async Task InternalPropertiesAreShownToWhoAsks()
    {
        using var registry = await TestRegistry.CreateAsync(Settings.Open + Declared);
        await ContractAsync(registry, "urn:acme:tier: gold", "urn:acme:budget: 7", "urn:acme:draft/x: 1");
        var id = await registry.EmitAsync("a", Billing, "--contract", "contract.yaml");

        var shown = await registry.DoAsync("show", $"{Billing}@{id}", "--json");
        var all = await registry.DoAsync("show", $"{Billing}@{id}", "--internal", "--json");

        Assert.Equal("urn:acme:tier", CommandRun.NamesOf(shown.Json.GetProperty("properties")));
        Assert.Equal("urn:acme:budget urn:acme:draft/x urn:acme:tier", CommandRun.NamesOf(all.Json.GetProperty("properties")));
        Assert.DoesNotContain("draft/x", (await registry.DoAsync("show", $"{Billing}@{id}")).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AnEntityHasPropertiesThatValidateChecks()
    {
        using var registry = await TestRegistry.CreateAsync(Settings.Open + Declared);
        await registry.EmitAsync("a");
        registry.Commit(new HandCommit("by hand").Write($"entities/{Billing}/entity.yaml", "apiVersion: registry/v1\nkind: Entity\nproperties:\n  urn:acme:owner-code: 12\n"));
        await registry.DoAsync("validate");

        registry.Commit(new HandCommit("by hand").Write($"entities/{Billing}/entity.yaml", "apiVersion: registry/v1\nkind: Entity\nproperties:\n  urn:acme:owner-code: many\n  urn:acme:tier: gold\n"));

        foreach (var arguments in new string[][] { ["validate"], ["validate", "--base", "main~1"] })
        {
            var run = (await registry.RunAsync(arguments)).Ended(ExitCode.Failed);
            Assert.Contains($"entities/{Billing}/entity.yaml(4,3): error REG3021: ", run.Output, StringComparison.Ordinal);
            Assert.Contains($"entities/{Billing}/entity.yaml(5,3): error REG3021: ", run.Output, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task ADeclarationWhoseSchemaIsOutsideTheSubsetIsFoundWithItsPlace()
    {
        using var registry = await TestRegistry.CreateAsync();
        registry.Commit(new HandCommit("by hand").Write("registry.yaml", Settings.Open + "properties:\n- urn: urn:acme:tier\n  x-subject-types: [version]\n  schema:\n    anyOf: []\n"));
        var line = Settings.Open.Split('\n').Length + 4;

        foreach (var arguments in new string[][] { ["validate"], ["validate", "--base", "main~1"] })
            Assert.Contains($"registry.yaml({line},5): error REG3019: /properties/0/schema/anyOf: ", (await registry.RunAsync(arguments)).Ended(ExitCode.Failed).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AContractThatIsCommittedByHandIsCheckedAsAnEmitIs()
    {
        using var registry = await TestRegistry.CreateAsync();
        await ContractAsync(registry, "urn:acme:x: 1");
        var id = await registry.EmitAsync("a", Billing, "--contract", "contract.yaml", "--draft");
        var path = TestRegistry.ManifestPath(id);
        registry.Commit(new HandCommit("by hand").Write(path, registry.Text(path) + "inputs:\n  schema:\n    type: object\n  bindings: pkg.inputs + 1\n"));

        foreach (var arguments in new string[][] { ["validate"], ["validate", "--base", "main~1"] })
            Assert.Contains(": error REG3020: /inputs/bindings: line 1, column 12: ", (await registry.RunAsync(arguments)).Ended(ExitCode.Failed).Output, StringComparison.Ordinal);
    }

    private static Task ContractAsync(TestRegistry registry, params string[] properties) => File.WriteAllTextAsync(
        Path.Combine(registry.WorkingDirectory, "contract.yaml"),
        $"apiVersion: registry/v1\nkind: Contract\nproperties:\n{string.Concat(properties.Select(property => $"  {property}\n"))}",
        TestRegistry.Token);
}
