using System.Text.Json;
using System.Text.Json.Nodes;

namespace Registry.Schema.Data;

/// <summary>JSON that has been read: immutable, and equal as JSON Schema says (numbers by value, objects without order).</summary>
internal sealed class JsonData : IEquatable<JsonData>
{
    private static readonly OrderedDictionary<string, JsonData> s_noMembers = new(StringComparer.Ordinal);
    private readonly int _hash;

    private JsonData(JsonValueKind kind, string text, JsonNumber? number, IReadOnlyList<JsonData> items, OrderedDictionary<string, JsonData> members)
    {
        (Kind, Text, Number, Items, Members) = (kind, text, number, items, members);
        Nodes = 1 + items.Sum(item => item.Nodes) + members.Values.Sum(member => member.Nodes);
        _hash = Hash();
    }

    public JsonValueKind Kind { get; }

    /// <summary>A string's content; a number as it was written.</summary>
    public string Text { get; }

    public JsonNumber? Number { get; }

    public IReadOnlyList<JsonData> Items { get; }

    /// <summary>In the order in which they were written.</summary>
    public IReadOnlyDictionary<string, JsonData> Members { get; }

    /// <summary>This value and all within.</summary>
    public int Nodes { get; }

    public static JsonData Null { get; } = Literal(JsonValueKind.Null);

    public static JsonData Literal(JsonValueKind kind) => new(kind, "", null, [], s_noMembers);

    public static JsonData String(string text) => new(JsonValueKind.String, text, null, [], s_noMembers);

    public static JsonData NumberOf(string text, JsonNumber number) => new(JsonValueKind.Number, text, number, [], s_noMembers);

    public static JsonData Array(IReadOnlyList<JsonData> items) => new(JsonValueKind.Array, "", null, items, s_noMembers);

    public static JsonData Object(OrderedDictionary<string, JsonData> members) => new(JsonValueKind.Object, "", null, [], members);

    public JsonNode? ToNode() => Kind switch
    {
        JsonValueKind.Object => new JsonObject(Members.Select(member => KeyValuePair.Create(member.Key, member.Value.ToNode()))),
        JsonValueKind.Array => new JsonArray([.. Items.Select(item => item.ToNode())]),
        JsonValueKind.String => JsonValue.Create(Text),
        JsonValueKind.Number => JsonNode.Parse(Text),
        JsonValueKind.True => JsonValue.Create(true),
        JsonValueKind.False => JsonValue.Create(false),
        _ => null,
    };

    public bool Equals(JsonData? other) =>
        ReferenceEquals(this, other) || (other is not null && _hash == other._hash && Kind == other.Kind && Kind switch
        {
            JsonValueKind.String => Text == other.Text,
            JsonValueKind.Number => Number == other.Number,
            JsonValueKind.Array => Items.SequenceEqual(other.Items),
            JsonValueKind.Object => Members.Count == other.Members.Count
                && Members.All(member => other.Members.TryGetValue(member.Key, out var value) && member.Value.Equals(value)),
            _ => true,
        });

    public override bool Equals(object? obj) => Equals(obj as JsonData);

    public override int GetHashCode() => _hash;

    private int Hash()
    {
        HashCode hash = new();
        hash.Add(Kind);
        if (Kind == JsonValueKind.String) hash.Add(Text, StringComparer.Ordinal);
        hash.Add(Number);
        foreach (var item in Items) hash.Add(item._hash);
        var members = 0;
        foreach (var (name, value) in Members) members = unchecked(members + HashCode.Combine(name, value._hash));
        hash.Add(members);
        return hash.ToHashCode();
    }
}
