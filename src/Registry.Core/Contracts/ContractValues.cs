using System.Globalization;
using System.Text.Json.Nodes;
using Registry.Cel.Values;
using Registry.Schema;

namespace Registry.Core.Contracts;

/// <summary>JSON as values of expressions, with the types that a schema gives, and back.</summary>
internal static class ContractValues
{
    /// <summary>A valid value of a schema. A number is an int where the schema says integer, else a double.</summary>
    /// <exception cref="FormatException">An integer has more than 64 bits, or the value is nested too deeply.</exception>
    public static CelValue Of(JsonNode? value, ValueSchema? schema) => value switch
    {
        JsonObject fields when schema is not null => new CelMap(fields.Select(field => KeyValuePair.Create(field.Key, Of(field.Value, schema.Properties.GetValueOrDefault(field.Key) ?? schema.AdditionalProperties)))),
        JsonArray items when schema?.Items is { } item => new CelList([.. items.Select(element => Of(element, item))]),
        JsonValue number when IsInteger(schema) && number.GetValueKind() == System.Text.Json.JsonValueKind.Number => Whole(number),
        _ => CelValue.FromJson(value),
    };

    /// <summary>What an expression gave, as JSON. Whole numbers keep all their digits.</summary>
    /// <exception cref="FormatException">JSON has nothing for the value.</exception>
    public static JsonNode? ToJson(CelValue value) => value switch
    {
        CelInt whole => JsonValue.Create(whole.Value),
        CelUint whole => JsonValue.Create(whole.Value),
        CelDouble { Value: var number } when !double.IsFinite(number) => throw new FormatException("a number that is infinite, or not a number; expected a finite one"),
        CelList list => new JsonArray([.. list.Items.Select(ToJson)]),
        CelMap map => new JsonObject(map.Entries.Select(entry => KeyValuePair.Create(KeyOf(entry.Key), ToJson(entry.Value)))),
        CelOptional optional => optional.Value is null ? null : ToJson(optional.Value),
        _ => value.ToJson(),
    };

    private static string KeyOf(CelValue key) => key is CelString text ? text.Value : throw new FormatException($"a map with the key {key}; expected keys that are strings");

    private static bool IsInteger(ValueSchema? schema) => schema is not null && schema.Types.HasFlag(ValueTypes.Integer) && !schema.Types.HasFlag(ValueTypes.Number);

    private static CelInt Whole(JsonValue number)
    {
        // 1.0 and 1e3 are integers as well.
        var text = number.ToJsonString();
        if (long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole)) return CelInt.Of(whole);
        if (decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var exact) && exact is >= long.MinValue and <= long.MaxValue && decimal.IsInteger(exact)) return CelInt.Of((long)exact);
        throw new FormatException("an integer has more than 64 bits; expected fewer");
    }
}
