using System.Text.Json.Nodes;

namespace Registry.Schema.Tests.Suite;

/// <summary>One schema of the JSON Schema test suite, with its tests.</summary>
internal sealed record SuiteGroup(string File, string Description, JsonNode? Schema, IReadOnlyList<SuiteTest> Tests)
{
    private const string Dialect = "https://json-schema.org/draft/2020-12/schema";

    private static readonly string[] s_subset =
    [
        "type", "properties", "required", "items", "additionalProperties", "title", "description", "default", "readOnly", "writeOnly",
        "pattern", "minLength", "maxLength", "minimum", "maximum", "minItems", "maxItems", "enum", "const", "format",
    ];

    /// <summary>Almost every group says its dialect in <c>$schema</c>, which the subset refuses; without it the schema means the same.</summary>
    public JsonNode? WithoutDialect()
    {
        var schema = Schema?.DeepClone();
        if (schema is JsonObject root && root["$schema"] is JsonValue dialect && dialect.GetValue<string>() == Dialect) root.Remove("$schema");
        return schema;
    }

    /// <summary>Whether the schema has keywords of the subset alone, found without the code that is tested.</summary>
    public bool IsInside => HasSubsetAlone(WithoutDialect());

    private static bool HasSubsetAlone(JsonNode? schema) => schema is not JsonObject keywords || keywords.All(keyword => s_subset.Contains(keyword.Key) && keyword.Key switch
    {
        "properties" => keyword.Value!.AsObject().All(property => HasSubsetAlone(property.Value)),
        "items" or "additionalProperties" => HasSubsetAlone(keyword.Value),
        _ => true,
    });
}

internal sealed record SuiteTest(string Description, JsonNode? Data, bool Valid);
