using System.Text.Json;
using System.Text.Json.Nodes;

namespace Registry.Schema.Data;

/// <summary>Reads JSON nodes within limits. What a node cannot be asked for without an exception of the framework is found here, and only here.</summary>
internal sealed class DataReader
{
    private readonly JsonLimits _limits;
    private JsonPlace _place = JsonPlace.Root;
    private int _nodes;
    private int _characters;

    private DataReader(JsonLimits limits) => _limits = limits;

    /// <exception cref="UnusableJsonException">The document is too large, or is no JSON that everybody reads alike.</exception>
    public static JsonData Read(JsonNode? node, JsonLimits limits)
    {
        DataReader reader = new(limits);
        try
        {
            return reader.Node(node, JsonPlace.Root, 0);
        }
        catch (Exception error) when (error is ArgumentException or InvalidOperationException or NotSupportedException or JsonException or FormatException)
        {
            throw new UnusableJsonException(reader._place.ToString(), "not readable: a property that is there twice, half of a surrogate pair, or a value that JSON does not have", error);
        }
    }

    private JsonData Node(JsonNode? node, JsonPlace place, int depth)
    {
        _place = place;
        if (++_nodes > _limits.Nodes) throw Refused($"more than {_limits.Nodes} values");
        if (node is JsonObject or JsonArray && depth >= _limits.Depth) throw Refused($"deeper than {_limits.Depth} levels");
        return node switch
        {
            null => JsonData.Null,
            JsonObject properties => Object(properties, place, depth),
            JsonArray items => JsonData.Array([.. items.Select((item, index) => Node(item, place.Of(index), depth + 1))]),
            _ => Scalar(node.AsValue()),
        };
    }

    private JsonData Object(JsonObject properties, JsonPlace place, int depth)
    {
        OrderedDictionary<string, JsonData> members = new(StringComparer.Ordinal);
        foreach (var (name, value) in properties)
        {
            _place = place;
            if (name.Length > SchemaLimits.NameCharacters) throw Refused($"the name of a property is longer than {SchemaLimits.NameCharacters} characters");
            _place = place.Of(name);
            members.Add(Text(name), Node(value, _place, depth + 1));
        }
        return JsonData.Object(members);
    }

    private JsonData Scalar(JsonValue value) => value.GetValueKind() switch
    {
        JsonValueKind.String when value.TryGetValue<string>(out var text) => JsonData.String(Text(text)),
        // Dates, identifiers and the like are strings only when they are written.
        JsonValueKind.String => JsonData.String(Text(JsonNode.Parse(value.ToJsonString())!.GetValue<string>())),
        JsonValueKind.Number => Number(value.ToJsonString()),
        JsonValueKind.Null => JsonData.Null,
        var kind and (JsonValueKind.True or JsonValueKind.False) => JsonData.Literal(kind),
        _ => throw Refused("an object of a program, not JSON"),
    };

    private JsonData Number(string text)
    {
        Count(text);
        return JsonData.NumberOf(text, JsonNumber.Parse(text) ?? throw Refused("the exponent of the number is too large"));
    }

    private string Text(string text)
    {
        Count(text);
        for (var at = 0; at < text.Length; at++)
        {
            if (!char.IsSurrogate(text[at])) continue;
            if (!char.IsHighSurrogate(text[at]) || ++at == text.Length || !char.IsLowSurrogate(text[at])) throw Refused("half of a surrogate pair");
        }
        return text;
    }

    private void Count(string text)
    {
        if (text.Length > _limits.Characters - _characters) throw Refused($"more than {_limits.Characters} characters");
        _characters += text.Length;
    }

    private UnusableJsonException Refused(string message) => new(_place.ToString(), message);
}
