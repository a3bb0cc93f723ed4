using Registry.Core.Contracts;
using Registry.Schema;
using static Registry.Core.Tests.Contracts.ContractFixture;

namespace Registry.Core.Tests.Contracts;

/// <summary>What is refused when a version is emitted.</summary>
public sealed class ContractCompileTests
{
    private const string Inputs = "schema: {type: object, additionalProperties: false, properties: {size: {type: integer}, name: {type: string}, list: {type: array, items: {type: string}}, any: {}}}\n";

    private const string Outputs = "schema: {type: object, required: [url], properties: {url: {type: string}, size: {type: integer}}}\n";

    [Theory]
    [InlineData("allOf: []")]
    [InlineData("anyOf: []")]
    [InlineData("$ref: x")]
    [InlineData("$schema: https://json-schema.org/draft/2020-12/schema")]
    [InlineData("patternProperties: {}")]
    [InlineData("unevaluatedProperties: false")]
    [InlineData("minLenght: 1")]
    public void WhatIsOutsideTheSubsetIsRefusedWithItsPlace(string keyword)
    {
        var fault = Assert.Single(Faults(Of($"schema: {{type: object, properties: {{a: {{{keyword}}}}}}}")));

        Assert.StartsWith($"/inputs/schema/properties/a/{keyword.Split(':')[0]}: ", fault, StringComparison.Ordinal);
    }

    [Fact]
    public void FaultsOfBothSchemasAreToldAtOnce() =>
        Assert.Equal(3, Faults(Of("schema: {oneOf: []}", "schema: {type: object, not: {}, if: {}}")).Count);

    [Theory]
    [InlineData("type: string")]
    [InlineData("type: [object, 'null']")]
    [InlineData("properties: {}")]
    public void ASchemaOfValuesThatMayBeNoObjectsIsRefused(string schema) =>
        Assert.Contains("expected 'type: object'", Assert.Single(Faults(Of($"schema: {{{schema}}}"))), StringComparison.Ordinal);

    [Theory]
    [InlineData("readOnly")]
    [InlineData("writeOnly")]
    public void ASchemaThatLeavesNothingOfAWholeValueIsRefused(string keyword)
    {
        Assert.Contains("nothing is left", Assert.Single(Faults(Of($"schema: {{type: object, {keyword}: true}}"))), StringComparison.Ordinal);
        Assert.Contains("nothing is left", Assert.Single(Faults(Of("", $"schema: {{type: object, {keyword}: true}}"))), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("pkg.inputs", null)]
    [InlineData("{'A': pkg.inputs.size}", null)]
    [InlineData("{'A': pkg.inputs.any + 1}", null)]
    [InlineData("pkg.inputs.any", null)]
    [InlineData("{'A': pkg.inputs.size", "line 1, column 22: ")]
    [InlineData("{'A': pkg.inputs.sise}", "sise")]
    [InlineData("{'A': pkg.input.size}", "input")]
    [InlineData("{'A': entities.inputs.size}", "entities")]
    [InlineData("{'A': pkg.inputs.size + 'x'}", "line 1, column 23: ")]
    [InlineData("{'A': pkg.inputs.list.map(x, x + 1)}", "line 1, column 32: ")]
    [InlineData("pkg.inputs.size", "the expression gives int; expected a map from strings")]
    [InlineData("{1: 2}", "expected a map from strings")]
    [InlineData("cel.index(0)", "line 1")]
    public void BindingsOfInputsSeeWhatTheInstallerSuppliesWithItsTypes(string bindings, string? fault)
    {
        var faults = Faults(Of($"{Inputs}bindings: \"{bindings}\""));

        if (fault is null) Assert.Empty(faults);
        else Assert.Contains(fault, Assert.Single(faults), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{'url': entities.identity.href, 'size': 1}", null)]
    [InlineData("{'url': entities['acme/identity'].href, 'size': 1}", null)]
    [InlineData("{'url': entities.identity.outputs.issuer, 'size': entities.inputs.SIZE}", null)]
    [InlineData("{'url': entities.inputs.NAME, 'size': entities.identity.outputs.n}", null)]
    [InlineData("{'url': 'x', 'size': 1.0}", null)]
    [InlineData("{'url': 'x', 'size': 'big'}", "'size' is string; the schema expects integer")]
    [InlineData("{'url': 'x'}", "there is no key 'size'")]
    [InlineData("{'url': 'x', 'size': 1, 'more': 2}", "the key 'more' is no property of the schema; expected one of ")]
    [InlineData("{'url': 'x', 'size': 1, entities.inputs.NAME: 2}", "no literal string")]
    [InlineData("{?'url': optional.of('x'), 'size': 1}", "'url' may be missing")]
    [InlineData("{'url': 'x', ?'size': optional.of(1)}", null)]
    [InlineData("true ? {'url': 'x', 'size': 1} : {'url': 'y', 'size': 1}", "no map literal")]
    [InlineData("entities.identity.outputs", "no map literal")]
    [InlineData("{'url': entities.ledger.href, 'size': 1}", "ledger")]
    [InlineData("{'url': entities.identity.address, 'size': 1}", "address")]
    [InlineData("{'url': entities.inputs.MORE, 'size': 1}", "MORE")]
    [InlineData("{'url': pkg.inputs.name, 'size': 1}", "pkg")]
    public void BindingsOfOutputsAreAMapLiteralWithTheKeysOfTheSchema(string bindings, string? fault)
    {
        var faults = Faults(Of($"{Inputs}bindings: \"{{'SIZE': pkg.inputs.size, 'NAME': pkg.inputs.name}}\"", $"{Outputs}bindings: \"{bindings}\""));

        if (fault is null) Assert.Empty(faults);
        else Assert.Contains(fault, Assert.Single(faults), StringComparison.Ordinal);
    }

    [Fact]
    public void OutputsWithPropertiesNeedBindings() => Assert.StartsWith("/outputs: ", Assert.Single(Faults(Of("", Outputs))), StringComparison.Ordinal);

    [Fact]
    public void WhatADependencyShowsHasTheTypesOfItsSchemaWhereThatIsKnown()
    {
        var contract = Of("", $"{Outputs}bindings: \"{{'url': entities.identity.outputs.keys, 'size': entities.identity.outputs.issuer}}\"");
        var shown = ValueSchema.Parse(Json("""{"type":"object","additionalProperties":false,"properties":{"keys":{"type":"integer"},"issuer":{"type":"string"}}}""")).Schema;
        List<ContractFault> faults = [];

        Assert.Null(VersionContract.Compile(contract, entity => entity == Identity ? shown : null, faults));

        Assert.Equal(["line 1, column 2: 'url' is int; the schema expects string", "line 1, column 41: 'size' is string; the schema expects integer"], faults.Select(fault => fault.Message));
        Assert.NotNull(VersionContract.Compile(contract, _ => null, []));
    }

    [Fact]
    public void OfTwoDependenciesWithOneNameOnlyTheirFullNamesAreThere()
    {
        Assert.NotEmpty(Faults(Of("", $"{Outputs}bindings: \"{{'url': entities.identity.href, 'size': 1}}\"", "other/identity")));
        Assert.Empty(Faults(Of("", $"{Outputs}bindings: \"{{'url': entities['acme/identity'].href + entities['other/identity'].href, 'size': 1}}\"", "other/identity")));
    }

    [Fact]
    public void ADependencyThatIsCalledInputsDoesNotHideTheInputs() =>
        Assert.Empty(Faults(Of($"{Inputs}bindings: \"{{'NAME': pkg.inputs.name}}\"", $"{Outputs}bindings: \"{{'url': entities.inputs.NAME + entities['acme/inputs'].href, 'size': 1}}\"", "acme/inputs")));
}
