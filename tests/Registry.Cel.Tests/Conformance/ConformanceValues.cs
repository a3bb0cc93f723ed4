using System.Globalization;
using System.Text.Json;
using Registry.Cel.Functions;
using Registry.Cel.Types;
using Registry.Cel.Values;

namespace Registry.Cel.Tests.Conformance;

/// <summary>Values and types as the suite writes them: the JSON form of the messages of <c>cel.expr</c>.</summary>
internal static class ConformanceValues
{
    public static CelValue Value(JsonElement json)
    {
        var property = json.EnumerateObject().Single();
        var value = property.Value;
        return property.Name switch
        {
            "nullValue" => CelNull.Instance,
            "boolValue" => CelBool.Of(value.GetBoolean()),
            "int64Value" => CelInt.Of(long.Parse(value.GetString()!, CultureInfo.InvariantCulture)),
            "uint64Value" => new CelUint(ulong.Parse(value.GetString()!, CultureInfo.InvariantCulture)),
            "doubleValue" => new CelDouble(value.ValueKind == JsonValueKind.Number ? value.GetDouble() : Special(value.GetString()!)),
            "stringValue" => new CelString(value.GetString()!),
            "bytesValue" => new CelBytes(value.GetBytesFromBase64()),
            "typeValue" => new CelTypeValue(value.GetString()!),
            "listValue" => new CelList(Items(value, "values").Select(Value)),
            "mapValue" => Map(value),
            "objectValue" => Time(value),
            _ => throw new InvalidOperationException($"A value of the kind {property.Name} is new."),
        };
    }

    public static CelType Type(JsonElement json)
    {
        var property = json.EnumerateObject().Single();
        return property.Name switch
        {
            "dyn" => CelType.Dyn,
            "null" => CelType.Null,
            "primitive" => Primitive(property.Value.GetString()!),
            "wellKnown" or "messageType" => property.Value.GetString()!.EndsWith("DURATION", StringComparison.OrdinalIgnoreCase) ? CelType.Duration : CelType.Timestamp,
            "listType" => CelType.List(Type(property.Value.GetProperty("elemType"))),
            "mapType" => CelType.Map(Type(property.Value.GetProperty("keyType")), Type(property.Value.GetProperty("valueType"))),
            "typeParam" => CelType.Parameter(property.Value.GetString()!),
            "abstractType" when property.Value.GetProperty("name").GetString() == "optional_type" => CelType.Optional(Items(property.Value, "parameterTypes").Select(Type).Single()),
            "abstractType" => CelType.Opaque(property.Value.GetProperty("name").GetString()!, [.. Items(property.Value, "parameterTypes").Select(Type)]),
            _ => throw new InvalidOperationException($"A type of the kind {property.Name} is new."),
        };
    }

    public static Overload Overload(JsonElement json) => new([.. Items(json, "params").Select(Type)], Type(json.GetProperty("resultType")), null);

    /// <summary>Equal, and of the same kinds all the way down; a NaN is the same as a NaN.</summary>
    public static bool AreSame(CelValue expected, CelValue actual) => expected.Kind == actual.Kind && (expected, actual) switch
    {
        (CelDouble a, CelDouble b) => a.Value.Equals(b.Value),
        (CelList a, CelList b) => a.Items.Count == b.Items.Count && a.Items.Zip(b.Items, AreSame).All(same => same),
        (CelMap a, CelMap b) => a.Entries.Count == b.Entries.Count && a.Entries.All(entry => b.TryGetValue(entry.Key, out var value) && AreSame(entry.Value, value)),
        _ => expected.Equals(actual),
    };

    private static double Special(string text) => text switch
    {
        "NaN" => double.NaN,
        "Infinity" => double.PositiveInfinity,
        _ => double.NegativeInfinity,
    };

    private static CelMap Map(JsonElement json)
    {
        var map = new CelMap.Builder();
        foreach (var entry in Items(json, "entries")) Assert.True(map.TryAdd(Value(entry.GetProperty("key")), Value(entry.GetProperty("value"))));
        return map.Build();
    }

    private static CelValue Time(JsonElement json) => json.GetProperty("@type").GetString()!.EndsWith("Duration", StringComparison.Ordinal)
        ? CelDuration.Parse(json.GetProperty("value").GetString()!)!
        : CelTimestamp.Parse(json.GetProperty("value").GetString()!)!;

    private static CelType Primitive(string name) => name switch
    {
        "BOOL" => CelType.Bool,
        "INT64" => CelType.Int,
        "UINT64" => CelType.Uint,
        "DOUBLE" => CelType.Double,
        "STRING" => CelType.String,
        "BYTES" => CelType.Bytes,
        _ => throw new InvalidOperationException($"The primitive {name} is new."),
    };

    private static IEnumerable<JsonElement> Items(JsonElement json, string name) => json.TryGetProperty(name, out var items) ? items.EnumerateArray() : [];
}
