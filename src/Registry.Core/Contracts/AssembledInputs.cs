using System.Text.Json.Nodes;
using Registry.Cel.Values;

namespace Registry.Core.Contracts;

/// <summary>The inputs of an install, as the version's bindings assembled them.</summary>
public sealed class AssembledInputs
{
    internal AssembledInputs(JsonObject json, CelMap value) => (Json, Value) = (json, value);

    /// <summary>The inputs as JSON.</summary>
    public JsonObject Json { get; }

    /// <summary>The inputs as expressions see them.</summary>
    internal CelMap Value { get; }
}
