using System.Text.Json;
using Registry.Schema.Data;
using Registry.Schema.Values;

namespace Registry.Schema.Parsing;

/// <summary>The values of one schema's keywords. What has another form than the standard demands becomes a fault, and reads as if it were missing.</summary>
internal sealed class SchemaKeywords(JsonData schema, JsonPlace place, FaultList<SchemaFault> faults)
{
    public string? Text(string keyword) => Find(keyword, "a string", JsonValueKind.String)?.Text;

    public bool Flag(string keyword) => Find(keyword, "true or false", JsonValueKind.True, JsonValueKind.False) is { Kind: JsonValueKind.True };

    public IReadOnlyDictionary<string, JsonData> Members(string keyword) => Find(keyword, "an object", JsonValueKind.Object)?.Members ?? JsonData.Null.Members;

    public IReadOnlyList<JsonData>? Values(string keyword) => Find(keyword, "an array", JsonValueKind.Array)?.Items;

    public IReadOnlyList<string> Names(string keyword)
    {
        var names = Values(keyword) ?? [];
        if (names.Any(name => name.Kind != JsonValueKind.String) || names.Distinct().Count() < names.Count) Fault(keyword, "an array of different strings");
        return [.. names.Select(name => name.Text)];
    }

    public ValueTypes Types()
    {
        const string Expected = "the name of a type, or an array of different ones: array, boolean, integer, null, number, object, string";
        if (Find("type", Expected, JsonValueKind.String, JsonValueKind.Array) is not { } found) return ValueTypes.Any;
        IReadOnlyList<JsonData> names = found.Kind == JsonValueKind.String ? [found] : found.Items;
        var types = names.Select(name => name.Kind == JsonValueKind.String ? TypeNames.Find(name.Text) : null).ToList();
        if (types.Count == 0 || types.Contains(null) || types.Distinct().Count() < types.Count) Fault("type", Expected);
        return types.Aggregate(ValueTypes.None, (all, type) => all | (type ?? ValueTypes.None));
    }

    public IReadOnlyList<SizeLimit> Sizes()
    {
        List<SizeLimit> sizes = [];
        foreach (var (keyword, isCount) in SizeLimit.Keywords)
        {
            var expected = isCount ? "an integer that is not negative" : "a number";
            if (Find(keyword, expected, JsonValueKind.Number) is not { Number: { } number } data) continue;
            if (isCount && (!number.IsInteger || number.Negative)) Fault(keyword, expected);
            sizes.Add(new(keyword, number, data.Text));
        }
        return sizes;
    }

    private JsonData? Find(string keyword, string expected, params ReadOnlySpan<JsonValueKind> kinds)
    {
        if (!schema.Members.TryGetValue(keyword, out var data)) return null;
        if (kinds.Contains(data.Kind)) return data;
        Fault(keyword, expected);
        return null;
    }

    private void Fault(string keyword, string expected) => faults.Add(new(place.Of(keyword).ToString(), $"'{keyword}' must be {expected}"));
}
