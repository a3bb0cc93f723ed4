using System.Text;
using System.Text.Json.Nodes;
using Registry.Core.Contracts;
using Registry.Core.Entities;

namespace Registry.Core.Tests.Contracts;

/// <summary>Contracts written as their authors write them.</summary>
internal static class ContractFixture
{
    public static EntityName Identity { get; } = EntityName.Parse("acme/identity");

    /// <summary>A contract with one dependency, acme/identity.</summary>
    public static ContractDocument Of(string inputs = "", string outputs = "", params string[] dependencies) => ContractDocumentFormat.Read("contract.yaml", Encoding.UTF8.GetBytes(
        "apiVersion: registry/v1\nkind: Contract\ndependencies:\n"
        + string.Concat(dependencies.Prepend("acme/identity").Select(entity => $"- entity: {entity}\n"))
        + (inputs.Length == 0 ? "" : $"inputs:\n{Indent(inputs)}") + (outputs.Length == 0 ? "" : $"outputs:\n{Indent(outputs)}"))).Get();

    /// <summary>What is wrong with a contract, as <c>place: message</c>.</summary>
    public static IReadOnlyList<string> Faults(ContractDocument contract) => [.. ContractCheck.Check(contract).Select(fault => $"{fault.Place}: {fault.Message}")];

    /// <summary>A contract that compiles.</summary>
    public static VersionContract Compile(ContractDocument contract)
    {
        List<ContractFault> faults = [];
        var compiled = VersionContract.Compile(contract, _ => null, faults);
        Assert.Empty(faults);
        return compiled!;
    }

    public static JsonObject Json(string json) => (JsonObject)JsonNode.Parse(json)!;

    private static string Indent(string text) => string.Concat(text.Trim('\n').Split('\n').Select(line => $"  {line}\n"));
}
