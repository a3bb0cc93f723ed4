using System.Text.Json.Nodes;

namespace Registry.FakeGitHub.GraphQl;

/// <summary>A field that a query asks for.</summary>
/// <param name="Alias">What it is called in the answer.</param>
/// <param name="Name">What it is called in the schema.</param>
/// <param name="Arguments">Its arguments, with the values of variables.</param>
/// <param name="Fields">What is asked of its value.</param>
internal sealed record GraphQlField(string Alias, string Name, JsonObject Arguments, IReadOnlyList<GraphQlField> Fields)
{
    public string? Text(string argument) => (string?)Arguments[argument];
}
