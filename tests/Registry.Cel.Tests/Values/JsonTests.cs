using System.Text.Json;
using System.Text.Json.Nodes;
using Registry.Cel.Tests.Support;
using Registry.Cel.Types;
using Registry.Cel.Values;

namespace Registry.Cel.Tests.Values;

public sealed class JsonTests
{
    [Theory]
    [InlineData("1", CelTypeKind.Double, CelTypeKind.Int)]
    [InlineData("1.0", CelTypeKind.Double, CelTypeKind.Double)]
    [InlineData("1e2", CelTypeKind.Double, CelTypeKind.Double)]
    [InlineData("9223372036854775808", CelTypeKind.Double, CelTypeKind.Double)]
    [InlineData("null", CelTypeKind.Null, CelTypeKind.Null)]
    [InlineData("[1]", CelTypeKind.List, CelTypeKind.List)]
    [InlineData("{\"a\": 1}", CelTypeKind.Map, CelTypeKind.Map)]
    public void NumbersAreDoublesUnlessWholeOnesShallBeInts(string json, CelTypeKind plain, CelTypeKind whole)
    {
        using var document = JsonDocument.Parse(json);

        Assert.Equal(plain, CelValue.FromJson(document.RootElement).Kind);
        Assert.Equal(whole, CelValue.FromJson(document.RootElement, wholeNumbersAreInts: true).Kind);
        Assert.Equal(whole, CelValue.FromJson(JsonNode.Parse(json), wholeNumbersAreInts: true).Kind);
    }

    [Fact]
    public void NodesMadeByHandAreReadLikeText()
    {
        var node = new JsonObject { ["a"] = 5, ["b"] = "text", ["c"] = new JsonArray(true, null, 1.5) };

        Assert.Equal(node.ToJsonString(), CelValue.FromJson(node, wholeNumbersAreInts: true).ToJson()!.ToJsonString());
    }

    [Theory]
    [InlineData("9007199254740992", "9007199254740992")]
    [InlineData("9007199254740993", "\"9007199254740993\"")]
    [InlineData("18446744073709551615u", "\"18446744073709551615\"")]
    [InlineData("1.5", "1.5")]
    [InlineData("0.0 / 0.0", "\"NaN\"")]
    [InlineData("-1.0 / 0.0", "\"-Infinity\"")]
    [InlineData("b'\\xff\\x00'", "\"/wA=\"")]
    [InlineData("timestamp('2009-02-13T23:31:30.5Z')", "\"2009-02-13T23:31:30.5Z\"")]
    [InlineData("duration('-1.5s')", "\"-1.5s\"")]
    [InlineData("{1: true, 'a': [null]}", "{\"1\":true,\"a\":[null]}")]
    [InlineData("optional.none()", "null")]
    [InlineData("int", "\"int\"")]
    public void ValuesAreWrittenAsTheDefinitionSays(string expression, string json) => Assert.Equal(json, Expressions.Evaluate(expression).ToJson()?.ToJsonString() ?? "null");

    [Theory]
    [InlineData("{1: 1, '1': 2}")]
    [InlineData("{1: 1, 'a': 2}.b")]
    public void WhatJsonCannotSayIsRefused(string expression) => Assert.Throws<InvalidOperationException>(() => Expressions.Evaluate(expression).ToJson());

    [Fact]
    public void JsonThatIsNestedTooDeepIsRefused()
    {
        JsonNode node = new JsonArray();
        for (var i = 0; i <= CelLimits.MaxJsonDepth; i++) node = new JsonArray(node);

        Assert.Throws<FormatException>(() => CelValue.FromJson(node));
    }
}
