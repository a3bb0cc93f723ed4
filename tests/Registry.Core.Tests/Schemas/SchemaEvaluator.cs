using System.Globalization;
using System.Numerics;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Registry.Core.Tests.Schemas;

/// <summary>
/// JSON Schema draft-07, as far as the template's schemas use it. A keyword that is not known here is an error, so that no
/// schema says something that the tests don't see.
/// </summary>
internal static class SchemaEvaluator
{
    public static bool IsValid(JsonNode? schema, JsonNode? value) => schema switch
    {
        JsonValue always => always.GetValue<bool>(),
        JsonObject keywords => keywords.All(keyword => Holds(keywords, keyword.Key, keyword.Value, value)),
        _ => throw new NotSupportedException("A schema is an object or a boolean, not this one."),
    };

    private static bool Holds(JsonObject schema, string keyword, JsonNode? argument, JsonNode? value) => keyword switch
    {
        "$schema" or "title" or "description" or "patternErrorMessage" => true,
        "type" => HasType(value, argument!.GetValue<string>()),
        "const" => JsonNode.DeepEquals(value, argument),
        "enum" => argument!.AsArray().Any(item => JsonNode.DeepEquals(value, item)),
        "pattern" => Text(value) is not { } text || Matches(argument!.GetValue<string>(), text),
        "minLength" => Text(value) is not { } text || text.EnumerateRunes().Count() >= Integer(argument),
        "maxLength" => Text(value) is not { } text || text.EnumerateRunes().Count() <= Integer(argument),
        "minimum" => !HasType(value, "integer") || Integer(value) >= Integer(argument),
        "maximum" => !HasType(value, "integer") || Integer(value) <= Integer(argument),
        "minItems" => value is not JsonArray items || items.Count >= Integer(argument),
        "uniqueItems" => value is not JsonArray items || items.Select((item, index) => items.Take(index).All(earlier => !JsonNode.DeepEquals(earlier, item))).All(unique => unique),
        "items" => value is not JsonArray items || items.All(item => IsValid(argument, item)),
        "minProperties" => value is not JsonObject map || map.Count >= Integer(argument),
        "required" => value is not JsonObject map || argument!.AsArray().All(name => map.ContainsKey(name!.GetValue<string>())),
        "properties" => value is not JsonObject map || argument!.AsObject().All(property => !map.TryGetPropertyValue(property.Key, out var member) || IsValid(property.Value, member)),
        "additionalProperties" => value is not JsonObject map || map.All(member => schema["properties"]!.AsObject().ContainsKey(member.Key) || IsValid(argument, member.Value)),
        "propertyNames" => value is not JsonObject map || map.All(member => IsValid(argument, member.Key)),
        "dependencies" => value is not JsonObject map || argument!.AsObject().All(dependency => !map.ContainsKey(dependency.Key) || dependency.Value!.AsArray().All(name => map.ContainsKey(name!.GetValue<string>()))),
        "allOf" => argument!.AsArray().All(part => IsValid(part, value)),
        "if" => !IsValid(argument, value) || IsValid(schema["then"], value),
        "then" => schema.ContainsKey("if"),
        _ => throw new NotSupportedException($"The keyword '{keyword}' is not evaluated here; teach it to {nameof(SchemaEvaluator)}."),
    };

    private static bool HasType(JsonNode? value, string type) => type switch
    {
        "object" => value is JsonObject,
        "array" => value is JsonArray,
        "string" => Text(value) is not null,
        "boolean" => value?.GetValueKind() is JsonValueKind.True or JsonValueKind.False,
        "integer" => IsNumber(value) && TryInteger(value!, out _),
        _ => throw new NotSupportedException($"The type '{type}' is not evaluated here."),
    };

    private static string? Text(JsonNode? value) => value?.GetValueKind() == JsonValueKind.String ? value.GetValue<string>() : null;

    private static bool IsNumber(JsonNode? value) => value?.GetValueKind() == JsonValueKind.Number;

    private static BigInteger Integer(JsonNode? value) => TryInteger(value!, out var integer) ? integer : throw new NotSupportedException("Expected an integer.");

    /// <summary>In draft-07 a number without fraction is an integer, however it is written: 1.0 is one.</summary>
    private static bool TryInteger(JsonNode value, out BigInteger integer)
    {
        if (value.AsValue().TryGetValue<double>(out var number) && !double.IsFinite(number))
        {
            integer = default;
            return false;
        }

        var text = value.ToJsonString();
        if (BigInteger.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out integer)) return true;
        if (number != Math.Floor(number)) return false;
        integer = new BigInteger(number);
        return true;
    }

    /// <summary>ECMA 262 patterns, whose <c>$</c> is the very end, unlike that of .NET.</summary>
    private static bool Matches(string pattern, string text) =>
        Regex.IsMatch(text, pattern.Replace("$", @"\z", StringComparison.Ordinal), RegexOptions.CultureInvariant, TimeSpan.FromSeconds(5));
}
