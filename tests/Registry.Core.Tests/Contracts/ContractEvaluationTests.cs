using System.Text.Json.Nodes;
using Registry.Core.Contracts;
using Registry.Core.Entities;
using static Registry.Core.Tests.Contracts.ContractFixture;

namespace Registry.Core.Tests.Contracts;

/// <summary>What an install comes to, once its versions are known.</summary>
public sealed class ContractEvaluationTests
{
    private const string Inputs = """
        schema:
          type: object
          additionalProperties: false
          required: [name]
          properties:
            name: {type: string, minLength: 2}
            size: {type: integer, default: 3}
            ratio: {type: number, default: 1}
            id: {type: string, readOnly: true, default: fixed}
            secret: {type: string, writeOnly: true}
        """;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public void WithoutBindingsTheInputsAreTheValuesWithDefaults() =>
        Assert.Equal("""{"id":"fixed","name":"ab","ratio":1,"size":3}""", Sorted(Assemble(Inputs, """{"name":"ab"}""")));

    [Fact]
    public void WhatIsReadOnlyIsIgnored() => Assert.Equal("fixed", Assemble(Inputs, """{"name":"ab","id":"mine"}""")["id"]!.GetValue<string>());

    [Fact]
    public void AnIntegerIsAnIntAndANumberIsADoubleHoweverTheyAreWritten()
    {
        var inputs = Assemble($"{Inputs}\nbindings: \"{{'half': pkg.inputs.size / 2, 'part': pkg.inputs.ratio / 2.0, 'types': [type(pkg.inputs.size) == int, type(pkg.inputs.ratio) == double]}}\"", """{"name":"ab","size":5.0,"ratio":1}""");

        Assert.Equal("""{"half":2,"part":0.5,"types":[true,true]}""", inputs.ToJsonString());
    }

    [Fact]
    public void WholeNumbersKeepAllTheirDigits() =>
        Assert.Equal("""{"n":9007199254740993}""", Assemble($"{Inputs}\nbindings: \"{{'n': pkg.inputs.size}}\"", """{"name":"ab","size":9007199254740993}""").ToJsonString());

    [Theory]
    [InlineData("""{}""", "name")]
    [InlineData("""{"name":"a"}""", "/name")]
    [InlineData("""{"name":"ab","nmae":"x"}""", "/nmae")]
    [InlineData("""{"name":"ab","size":"big"}""", "/size")]
    [InlineData("""{"name":"ab","size":99999999999999999999}""", "64 bits")]
    public void WhatBreaksTheSchemaIsToldWithoutTheValue(string values, string part)
    {
        List<InstallFault> faults = [];

        Assert.Null(Compile(Of($"{Inputs}\nbindings: pkg.inputs")).AssembleInputs(Json(values), faults, Token));

        Assert.Contains(part, string.Join('\n', faults), StringComparison.Ordinal);
        Assert.DoesNotContain("big", string.Join('\n', faults.Select(fault => fault.Message)), StringComparison.Ordinal);
    }

    [Fact]
    public void AllFaultsAreToldAtOnce()
    {
        List<InstallFault> faults = [];

        Compile(Of(Inputs)).AssembleInputs(Json("""{"name":"a","size":"x","more":1}"""), faults, Token);

        Assert.Equal(["/more", "/name", "/size"], faults.Select(fault => fault.Place).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void AVersionWithoutInputsTakesNone()
    {
        List<InstallFault> faults = [];

        Assert.Null(Compile(Of()).AssembleInputs(Json("""{"name":"ab"}"""), faults, Token));
        Assert.Empty(Compile(Of()).AssembleInputs([], [], Token)!.Json);

        Assert.Contains("takes no inputs", Assert.Single(faults).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AnErrorOfAnExpressionNamesItsPlace()
    {
        List<InstallFault> faults = [];

        Compile(Of($"{Inputs}\nbindings: \"{{'x': 1 / (pkg.inputs.size - 3)}}\"")).AssembleInputs(Json("""{"name":"ab"}"""), faults, Token);

        Assert.StartsWith("inputs.bindings: line 1, column ", Assert.Single(faults).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void OutputsAreProjectedFromInputsAndDependenciesAndSecretsStayHidden()
    {
        var outputs = Project(
            "{'url': entities.identity.href + entities.inputs.name, 'keys': entities.identity.outputs.keys, 'secret': 'hush'}",
            """{"name":"ab"}""",
            new InstalledEntity("https://i/", Json("""{"keys":2}"""), null),
            out var faults);

        Assert.Empty(faults);
        Assert.Equal("""{"keys":2,"url":"https://i/ab"}""", Sorted(outputs!));
    }

    [Fact]
    public void OutputsThatBreakTheirSchemaAreRefused()
    {
        Project("{'url': entities.identity.outputs.keys, 'keys': 0, 'secret': 'x'}", """{"name":"ab"}""", new InstalledEntity(null, Json("""{"keys":2}"""), null), out var faults);

        Assert.Equal(["/keys", "/url"], faults.Select(fault => fault.Place).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void WhatNobodySaidOfADependencyIsNamed()
    {
        Project("{'url': entities.identity.href, 'keys': 1, 'secret': 'x'}", """{"name":"ab"}""", null, out var faults);

        Assert.EndsWith("; nothing was said of acme/identity", Assert.Single(faults).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AHostileExpressionEndsQuicklyWithAnError()
    {
        var list = $"[{string.Join(',', Enumerable.Range(0, 200))}]";
        List<InstallFault> faults = [];

        Compile(Of($"{Inputs}\nbindings: \"{{'x': {list}.map(a, {list}.map(b, {list}.map(c, a * b * c)))}}\"")).AssembleInputs(Json("""{"name":"ab"}"""), faults, Token);

        Assert.Contains("steps", Assert.Single(faults).Message, StringComparison.Ordinal);
    }

    private static JsonObject Assemble(string inputs, string values)
    {
        List<InstallFault> faults = [];
        var assembled = Compile(Of(inputs)).AssembleInputs(Json(values), faults, Token);
        Assert.Empty(faults);
        return assembled!.Json;
    }

    private static JsonObject? Project(string bindings, string values, InstalledEntity? identity, out List<InstallFault> faults)
    {
        faults = [];
        var contract = Compile(Of(Inputs, $"""
            schema:
              type: object
              required: [url]
              properties:
                url: {"{type: string}"}
                keys: {"{type: integer, minimum: 1}"}
                secret: {"{type: string, writeOnly: true}"}
            bindings: "{bindings}"
            """));
        var inputs = contract.AssembleInputs(Json(values), faults, Token);
        Dictionary<EntityName, InstalledEntity> entities = [];
        if (identity is not null) entities.Add(Identity, identity);
        return contract.ProjectOutputs(inputs!, entities, faults, Token);
    }

    private static string Sorted(JsonObject json) => new JsonObject(json.OrderBy(field => field.Key, StringComparer.Ordinal).Select(field => KeyValuePair.Create(field.Key, field.Value?.DeepClone()))).ToJsonString();
}
