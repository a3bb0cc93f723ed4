#pragma warning disable CA5394 // Not a secret: a failure is run again from the seed.
using System.Text.Json.Nodes;

namespace Registry.Schema.Tests.Fuzz;

/// <summary>Random schemas and values that meet each other often.</summary>
internal sealed class RandomJson(Random random)
{
    private static readonly string[] s_names = ["a", "b", "a/b", "", "~", "🐲", "type"];
    private static readonly string[] s_numbers = ["0", "-0.0", "1", "1.0", "1.5", "-3", "2e0", "1e400", "1e-400", "18446744073709551617", "1e999999999999", "1e99999999999999999999", "0.30000000000000000001"];
    private static readonly string[] s_types = ["array", "boolean", "integer", "null", "number", "object", "string", "text"];
    private static readonly string[] s_patterns = ["^a+$", "[", "(a|b)*c", "\\p{L}", "^.{0,3}$", "(?=a)", "🐲+", "\\d{2,}"];

    public JsonNode? Value(int depth = 4) => random.Next(depth <= 0 ? 5 : 8) switch
    {
        0 => null,
        1 => random.Next(2) == 0,
        2 => JsonNode.Parse(Pick(s_numbers)),
        3 => Pick(s_names),
        4 => random.Next(20) == 0 ? JsonNode.Parse("\"\\ud800\"") : string.Concat(Enumerable.Repeat(Pick(s_names), 3)),
        5 => new JsonArray([.. Enumerable.Range(0, random.Next(4)).Select(_ => Value(depth - 1))]),
        _ => Object(() => Value(depth - 1)),
    };

    public JsonNode? Schema(int depth = 4)
    {
        if (random.Next(8) == 0) return random.Next(2) == 0;
        JsonObject schema = [];
        for (var count = random.Next(5); count > 0; count--)
        {
            var (name, value) = Keyword(depth - 1);
            schema[name] = random.Next(60) == 0 ? Value(2) : value;
        }
        return schema;
    }

    private (string Name, JsonNode? Value) Keyword(int depth) => random.Next(depth <= 0 ? 8 : 14) switch
    {
        0 => ("type", random.Next(2) == 0 ? Pick(s_types) : new JsonArray([.. random.GetItems(s_types, 2).Select(type => (JsonNode)type)])),
        1 => (Pick(["minimum", "maximum"]), JsonNode.Parse(Pick(s_numbers))),
        2 => (Pick(["minLength", "maxLength", "minItems", "maxItems"]), random.Next(4)),
        3 => ("pattern", Pick(s_patterns)),
        4 => (Pick(["enum", "required"]), new JsonArray([.. Enumerable.Range(0, random.Next(3)).Select(_ => Value(1))])),
        5 => ("const", Value(2)),
        6 => (Pick(["readOnly", "writeOnly"]), random.Next(2) == 0),
        7 => (Pick(["title", "description", "format", "$ref", "allOf"]), "x"),
        8 or 9 => ("default", Value(3)),
        10 => (Pick(["items", "additionalProperties"]), Schema(depth)),
        _ => ("properties", Object(() => Schema(depth))),
    };

    private JsonObject Object(Func<JsonNode?> value)
    {
        JsonObject properties = [];
        for (var count = random.Next(4); count > 0; count--) properties[Pick(s_names)] = value();
        return properties;
    }

    private string Pick(string[] choices) => choices[random.Next(choices.Length)];
}
