using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Registry.Cel.Values;

/// <summary>Values from JSON and back.</summary>
internal static class JsonMapping
{
    private const long Safe = 1L << 53;

    public static CelValue Read(JsonNode? json, bool ints, int depth)
    {
        if (json is JsonValue scalar && !scalar.TryGetValue<JsonElement>(out _)) return Read(JsonSerializer.SerializeToElement(scalar, JsonText.Default.JsonValue), ints, depth);
        CheckDepth(depth);
        return json switch
        {
            null => CelNull.Instance,
            JsonArray list => new CelList([.. list.Select(item => Read(item, ints, depth + 1))]),
            JsonObject fields => new CelMap(fields.Select(field => KeyValuePair.Create(field.Key, Read(field.Value, ints, depth + 1)))),
            _ => Read(json.GetValue<JsonElement>(), ints, depth),
        };
    }

    public static CelValue Read(JsonElement json, bool ints, int depth)
    {
        CheckDepth(depth);
        return json.ValueKind switch
        {
            JsonValueKind.True => CelBool.True,
            JsonValueKind.False => CelBool.False,
            JsonValueKind.String => new CelString(json.GetString()!),
            JsonValueKind.Number when ints && json.TryGetInt64(out var whole) => CelInt.Of(whole),
            JsonValueKind.Number => new CelDouble(json.GetDouble()),
            JsonValueKind.Array => new CelList([.. json.EnumerateArray().Select(item => Read(item, ints, depth + 1))]),
            JsonValueKind.Object => ReadObject(json, ints, depth),
            _ => CelNull.Instance,
        };
    }

    public static JsonNode? Write(CelValue value) => value switch
    {
        CelNull => null,
        CelBool truth => JsonValue.Create(truth.Value),
        CelInt { Value: >= -Safe and <= Safe } number => JsonValue.Create(number.Value),
        CelUint { Value: <= Safe } number => JsonValue.Create(number.Value),
        CelInt or CelUint => JsonValue.Create(ValueText.Of(value)),
        CelDouble number => double.IsFinite(number.Value) ? JsonValue.Create(number.Value) : JsonValue.Create(DoubleText.Plain(number.Value)),
        CelString text => JsonValue.Create(text.Value),
        CelBytes bytes => JsonValue.Create(Convert.ToBase64String(bytes.Value.Span)),
        CelTimestamp or CelDuration => JsonValue.Create(value.ToString()),
        CelTypeValue type => JsonValue.Create(type.Name),
        CelList list => new JsonArray([.. list.Items.Select(Write)]),
        CelMap map => WriteMap(map),
        CelOptional optional => optional.Value is null ? null : Write(optional.Value),
        _ => throw new InvalidOperationException($"JSON has nothing for {value}."),
    };

    private static CelMap ReadObject(JsonElement json, bool ints, int depth)
    {
        // Of a name that stands there twice, the last counts, as everywhere in .NET.
        var fields = new Dictionary<string, CelValue>(StringComparer.Ordinal);
        foreach (var field in json.EnumerateObject()) fields[field.Name] = Read(field.Value, ints, depth + 1);
        return new CelMap(fields);
    }

    private static JsonObject WriteMap(CelMap map)
    {
        var fields = new JsonObject();
        foreach (var (key, value) in map.Entries)
            if (!fields.TryAdd(ValueText.Of(key), Write(value))) throw new InvalidOperationException($"The map has two keys that are '{ValueText.Of(key)}' as text, which JSON cannot have.");
        return fields;
    }

    private static void CheckDepth(int depth)
    {
        if (depth > CelLimits.MaxJsonDepth) throw new FormatException($"The JSON is nested deeper than {CelLimits.MaxJsonDepth.ToString(CultureInfo.InvariantCulture)} levels.");
    }
}
