using System.Text.Json.Nodes;
using Registry.Core.Rules;
using Registry.Core.Yaml;

namespace Registry.Core.Contracts;

/// <summary>Reads and writes the sides of a contract: <c>{schema, bindings}</c>. What they mean is for <see cref="VersionContract"/>.</summary>
internal static class ContractSideFormat
{
    /// <summary>The key of a schema.</summary>
    public const string Schema = "schema";

    /// <summary>The key of an expression.</summary>
    public const string Bindings = "bindings";

    public static ContractSide? Read(ObjectReader reader, string key)
    {
        if (reader.Mapping(key) is not { } side) return null;
        var schema = side.Json(Schema);
        var bindings = side.Text(Bindings);
        side.Finish();
        if (!side.Has(Schema)) reader.Complain(RegistryRules.MissingKey, key, $"'{key}' without '{Schema}'; expected the schema of the {key}");
        return schema is null ? null : new ContractSide(schema, bindings);
    }

    public static void Write(CanonicalYamlWriter yaml, ContractSide side) => yaml.Members(Schema, side.Schema).Text(Bindings, side.Bindings);

    public static JsonObject ToJson(ContractSide side)
    {
        var json = new JsonObject { [Schema] = side.Schema.DeepClone() };
        if (side.Bindings is not null) json[Bindings] = side.Bindings;
        return json;
    }
}
