using System.Text.Json.Nodes;
using static Registry.Schema.Tests.Values.ValidationTests;

namespace Registry.Schema.Tests.Values;

public sealed class TransformationTests
{
    [Theory]
    [InlineData("{}", """{"a":1,"o":{"x":[],"y":"d"}}""")]
    [InlineData("""{"a":null,"o":{"y":5}}""", """{"a":null,"o":{"y":5}}""")]
    [InlineData("""{"z":1.50,"o":{"x":[{},{"q":0}]},"a":2}""", """{"z":1.50,"o":{"x":[{"q":7},{"q":0}],"y":"d"},"a":2}""")]
    [InlineData("""{"a":1,"o":1,"n":{}}""", """{"a":1,"o":1,"n":{"deep":true}}""")]
    [InlineData("[{}]", "[{}]")]
    public void DefaultsFillWhatIsMissingAndOverwriteNothing(string value, string expected)
    {
        var schema = Parsed("""
            { "properties": {
                "a": { "default": 1 },
                "o": { "default": { "x": [] }, "properties": { "x": { "items": { "properties": { "q": { "default": 7 } } } }, "y": { "default": "d" } } },
                "n": { "properties": { "deep": { "default": true } } } } }
            """);

        var filled = schema.WithDefaults(JsonNode.Parse(value));

        Assert.Equal(expected, filled!.ToJsonString());
        Assert.Equal(expected, schema.WithDefaults(filled)!.ToJsonString());
    }

    [Fact]
    public void ADefaultThatBreaksItsSchemaIsAFaultOfTheFilledValue()
    {
        var schema = Parsed("""{ "properties": { "a": { "type": "string", "default": 1 } } }""");

        Assert.Empty(schema.Validate(new JsonObject()));
        Assert.Equal("/a", Assert.Single(schema.Validate(schema.WithDefaults(new JsonObject()))).InstancePointer);
    }

    [Fact]
    public void DefaultsInsideDefaultsDoNotGrowWithoutEnd()
    {
        JsonObject schema = [];
        for (var level = 0; level < 15; level++)
        {
            var items = new JsonArray([.. Enumerable.Range(0, 50).Select(_ => (JsonNode)new JsonObject())]);
            schema = new() { ["properties"] = new JsonObject { ["a"] = new JsonObject { ["default"] = items, ["items"] = schema } } };
        }

        Assert.Throws<UnusableJsonException>(() => ValueSchema.Parse(schema).Schema!.WithDefaults(new JsonObject()));
    }

    [Fact]
    public void WhatIsHiddenIsTakenOutAtAnyDepth()
    {
        const string Value = """{"r":1,"w":1,"list":[{"r":1,"w":1,"k":[1]}],"secrets":[1,2],"m":{"any":1},"free":{"w":1}}""";
        var schema = Parsed("""
            { "properties": { "r": { "readOnly": true }, "w": { "writeOnly": true },
                "list": { "items": { "properties": { "r": { "readOnly": true }, "w": { "writeOnly": true } } } },
                "secrets": { "items": { "writeOnly": true } },
                "m": { "additionalProperties": { "writeOnly": true, "readOnly": true } } } }
            """);

        Assert.Equal("""{"w":1,"list":[{"w":1,"k":[1]}],"secrets":[1,2],"m":{},"free":{"w":1}}""", schema.ForWrite(JsonNode.Parse(Value))!.ToJsonString());
        Assert.Equal("""{"r":1,"list":[{"r":1,"k":[1]}],"secrets":[],"m":{},"free":{"w":1}}""", schema.ForRead(JsonNode.Parse(Value))!.ToJsonString());
    }

    [Fact]
    public void NothingIsLeftOfAValueThatIsHiddenAsAWhole()
    {
        Assert.Null(Parsed("""{ "writeOnly": true }""").ForRead("secret"));
        Assert.Null(Parsed("""{ "readOnly": true }""").ForWrite("status"));
    }
}
