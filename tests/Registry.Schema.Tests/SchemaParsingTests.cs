using System.Text.Json.Nodes;

namespace Registry.Schema.Tests;

public sealed class SchemaParsingTests
{
    [Theory]
    [InlineData("""{ "allOf": [] }""", "/allOf")]
    [InlineData("""{ "$ref": "#" }""", "/$ref")]
    [InlineData("""{ "x-ours": 1 }""", "/x-ours")]
    [InlineData("""{ "properties": { "a/b~": { "not": {} } } }""", "/properties/a~1b~0/not")]
    [InlineData("""{ "items": { "additionalProperties": { "$id": "x" } } }""", "/items/additionalProperties/$id")]
    [InlineData("""{ "items": [] }""", "/items")]
    [InlineData("""{ "type": "text" }""", "/type")]
    [InlineData("""{ "type": [] }""", "/type")]
    [InlineData("""{ "type": ["null", "null"] }""", "/type")]
    [InlineData("""{ "required": ["a", "a"] }""", "/required")]
    [InlineData("""{ "required": [1] }""", "/required")]
    [InlineData("""{ "minLength": -1 }""", "/minLength")]
    [InlineData("""{ "maxItems": 1.5 }""", "/maxItems")]
    [InlineData("""{ "maximum": "1" }""", "/maximum")]
    [InlineData("""{ "enum": {} }""", "/enum")]
    [InlineData("""{ "title": null }""", "/title")]
    [InlineData("""{ "readOnly": 0 }""", "/readOnly")]
    [InlineData("""{ "pattern": "(" }""", "/pattern")]
    [InlineData("""{ "const": { "a": 1, "a": 2 } }""", "/const")]
    [InlineData("""{ "const": ["\ud800"] }""", "/const/0")]
    [InlineData("""{ "minimum": 1e100000000000000000000 }""", "/minimum")]
    [InlineData("null", "")]
    [InlineData("[]", "")]
    public void WhatIsOutsideTheSubsetIsRefusedAtItsPlace(string schema, string place)
    {
        var parsed = ValueSchema.Parse(JsonNode.Parse(schema));

        Assert.False(parsed.IsAccepted);
        Assert.Equal(place, Assert.Single(parsed.Faults).SchemaPointer);
    }

    [Fact]
    public void AllFaultsAreGathered()
    {
        var parsed = ValueSchema.Parse(JsonNode.Parse("""{ "anyOf": [], "type": 1, "properties": { "a": 1, "b": { "maxLength": "x" } } }"""));

        Assert.Equal(["/anyOf", "/properties/a", "/properties/b/maxLength", "/type"], parsed.Faults.Select(fault => fault.SchemaPointer).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void PastTheLimitOneFaultSaysThatThereAreMore()
    {
        var parsed = ValueSchema.Parse(new JsonObject(Enumerable.Range(0, 500).Select(number => KeyValuePair.Create($"x{number}", (JsonNode?)null))));

        Assert.Equal(SchemaLimits.Faults + 1, parsed.Faults.Count);
        Assert.Equal("and more", parsed.Faults[^1].Message);
    }

    [Fact]
    public void TheStructureIsReadable()
    {
        var schema = ValueSchema.Parse(JsonNode.Parse("""
            { "type": ["object", "null"], "title": "T", "required": ["z"], "additionalProperties": false, "properties": {
                "z": { "type": "integer", "readOnly": true },
                "a": { "type": "array", "items": { "type": "string", "format": "uuid", "writeOnly": true } },
                "m": true, "never": false } }
            """)).Schema!;

        Assert.Equal(ValueTypes.Object | ValueTypes.Null, schema.Types);
        Assert.Equal(["z", "a", "m", "never"], schema.Properties.Keys);
        Assert.Equal(["z"], schema.Required);
        Assert.True(schema.IsClosed);
        Assert.Equal("T", schema.Title);
        Assert.True(schema.Properties["z"].IsReadOnly);
        Assert.Equal((ValueTypes.String, "uuid", true), (schema.Properties["a"].Items!.Types, schema.Properties["a"].Items!.Format, schema.Properties["a"].Items!.IsWriteOnly));
        Assert.Equal((true, ValueTypes.Any, false), (schema.Properties["m"].Literal, schema.Properties["m"].Types, schema.Properties["m"].IsClosed));
        Assert.Equal((false, ValueTypes.None), (schema.Properties["never"].Literal, schema.Properties["never"].Types));
    }

    [Fact]
    public void SchemasBeyondTheLimitsAreRefused()
    {
        JsonNode deep = new JsonObject();
        for (var level = 0; level < 100_000; level++) deep = new JsonObject { ["items"] = deep };
        JsonObject wide = new() { ["enum"] = new JsonArray([.. Enumerable.Range(0, SchemaLimits.SchemaNodes).Select(number => (JsonNode)number)]) };
        JsonObject heavy = new() { ["description"] = new string('x', SchemaLimits.SchemaCharacters) };

        Assert.All(new[] { deep, wide, heavy }, schema => Assert.False(ValueSchema.Parse(schema).IsAccepted));
    }

    [Fact]
    public void PatternsOfASchemaShareTheirRoom()
    {
        JsonObject Schema(int patterns) => new() { ["properties"] = new JsonObject(Enumerable.Range(0, patterns).Select(number => KeyValuePair.Create($"p{number}", (JsonNode?)new JsonObject { ["pattern"] = "^a{9000}$" }))) };

        Assert.True(ValueSchema.Parse(Schema(2)).IsAccepted);
        Assert.Equal("/properties/p2/pattern", Assert.Single(ValueSchema.Parse(Schema(3)).Faults).SchemaPointer);
    }
}
