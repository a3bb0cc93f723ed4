using System.Text.Json.Nodes;

namespace Registry.Schema.Tests.Values;

public sealed class ValidationTests
{
    [Fact]
    public void AFaultTellsWhereAndWhatAndNotWhatWasThere()
    {
        var schema = Parsed("""{ "properties": { "a/b": { "items": { "type": "string", "maxLength": 2 } } } }""");

        var fault = Assert.Single(schema.Validate(JsonNode.Parse("""{ "a/b": ["ok", "secret"] }""")));

        Assert.Equal(new("/a~1b/1", "/properties/a~1b/items/maxLength", "maxLength", "the string must have at most 2 characters"), fault);
    }

    [Fact]
    public void AllFaultsAreGathered()
    {
        var schema = Parsed("""{ "required": ["x"], "additionalProperties": false, "properties": { "n": { "type": "integer", "minimum": 3 } } }""");

        var faults = schema.Validate(JsonNode.Parse("""{ "n": 1.5, "other": 1 }"""));

        Assert.Equal(["/required", "/properties/n/type", "/properties/n/minimum", "/additionalProperties"], faults.Select(fault => fault.SchemaPointer));
        Assert.Equal("additionalProperties", faults[^1].Keyword);
    }

    [Fact]
    public void PastTheLimitOneFaultSaysThatThereAreMore()
    {
        var faults = Parsed("""{ "items": false }""").Validate(new JsonArray([.. Enumerable.Range(0, 1000).Select(number => (JsonNode)number)]));

        Assert.Equal(SchemaLimits.Faults + 1, faults.Count);
        Assert.Equal("and more", faults[^1].Message);
    }

    [Theory]
    [InlineData("""{ "const": 1 }""", "1.0", true)]
    [InlineData("""{ "const": 1e2 }""", "100", true)]
    [InlineData("""{ "const": 0 }""", "-0.0e5", true)]
    [InlineData("""{ "const": { "a": 1, "b": [true] } }""", """{ "b": [true], "a": 1.00 }""", true)]
    [InlineData("""{ "const": 1 }""", "true", false)]
    [InlineData("""{ "enum": ["a", 100000000000000000000001] }""", "100000000000000000000001", true)]
    [InlineData("""{ "enum": ["a", 100000000000000000000001] }""", "100000000000000000000002", false)]
    [InlineData("""{ "type": "integer" }""", "1e400", true)]
    [InlineData("""{ "type": "integer" }""", "1e-400", false)]
    [InlineData("""{ "maximum": 0.1 }""", "0.1000000000000000000000000001", false)]
    [InlineData("""{ "minimum": -1e99999999999 }""", "-1e99999999998", true)]
    [InlineData("""{ "minimum": -5 }""", "-5.1", false)]
    [InlineData("""{ "maxLength": 1 }""", "\"🐲\"", true)]
    [InlineData("""{ "minLength": 2.0 }""", "\"🐲\"", false)]
    public void NumbersAndStringsAreComparedWithoutLoss(string schema, string value, bool valid) =>
        Assert.Equal(valid, Parsed(schema).Validate(JsonNode.Parse(value)).Count == 0);

    [Fact]
    public void ValuesOfProgramsAreReadAsTheJsonTheyWrite()
    {
        var schema = Parsed("""{ "items": { "enum": [1, "2000-01-01T00:00:00", true, "c"] } }""");

        Assert.Empty(schema.Validate(new JsonArray(1.0m, 1, new DateTime(2000, 1, 1), true, 'c')));
    }

    [Fact]
    public void WhatIsNotJsonIsAFaultAndNoException()
    {
        JsonNode deep = new JsonArray();
        for (var level = 0; level < 100_000; level++) deep = new JsonArray(deep);
        JsonNode?[] values = [JsonValue.Create(double.NaN), JsonNode.Parse("""{ "a": 1, "a": 2 }"""), JsonNode.Parse("\"\\udc00\""), new JsonObject { [new string('x', 2000)] = 1 }, new JsonArray([.. Enumerable.Range(0, SchemaLimits.ValueNodes).Select(number => (JsonNode)number)]), JsonValue.Create("\ud800"), deep];
        var schema = Parsed("{}");

        Assert.All(values, value => Assert.Equal("", Assert.Single(schema.Validate(value)).Keyword));
        Assert.All(values, value => Assert.Throws<UnusableJsonException>(() => schema.WithDefaults(value)));
    }

    [Theory]
    [InlineData(ValueUse.Whole, "/r /w")]
    [InlineData(ValueUse.Write, "/w")]
    [InlineData(ValueUse.Read, "/r")]
    public void WhatMayNotBeThereIsNotDemanded(ValueUse use, string missing)
    {
        var schema = Parsed("""{ "required": ["r", "w"], "properties": { "r": { "readOnly": true }, "w": { "writeOnly": true } } }""");

        Assert.Equal(missing.Split(' ').Select(name => $"the property '{name[1..]}' is missing"), schema.Validate(new JsonObject(), use).Select(fault => fault.Message));
    }

    [Fact]
    public void PatternsOverAValueShareTheirTime()
    {
        var schema = Parsed("""{ "items": { "pattern": "^(a?){2000}b$" } }""");
        var text = new string('a', 3000);

        var faults = schema.Validate(new JsonArray(text, text, text));

        Assert.Contains(faults, fault => fault.Message == "the time limit of patterns is used up");
    }

    internal static ValueSchema Parsed(string text)
    {
        var parsed = ValueSchema.Parse(JsonNode.Parse(text));
        Assert.Empty(parsed.Faults);
        return parsed.Schema!;
    }
}
