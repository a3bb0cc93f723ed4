using System.Text.Json;
using System.Text.Json.Nodes;
using Registry.Schema.Data;

namespace Registry.Schema.Values;

/// <summary>Fills in defaults. Few of them, one inside the other, can make very much of very little: the result is counted while it grows.</summary>
internal sealed class DefaultFiller
{
    private int _nodes;

    private DefaultFiller()
    {
    }

    /// <inheritdoc cref="ValueSchema.WithDefaults"/>
    public static JsonNode? Fill(ValueSchema schema, JsonNode? value) =>
        new DefaultFiller().Fill(schema, DataReader.Read(value, JsonLimits.Values), JsonPlace.Root, 0).ToNode();

    private JsonData Fill(ValueSchema? schema, JsonData value, JsonPlace at, int depth)
    {
        if (depth > SchemaLimits.Depth) throw new UnusableJsonException(at.ToString(), $"with defaults deeper than {SchemaLimits.Depth} levels");
        _nodes++;
        if (_nodes > SchemaLimits.ValueNodes) throw new UnusableJsonException("", $"with defaults more than {SchemaLimits.ValueNodes} values");
        return value.Kind switch
        {
            JsonValueKind.Object => FillObject(schema, value, at, depth),
            JsonValueKind.Array => JsonData.Array([.. value.Items.Select((item, index) => Fill(schema?.Items, item, at.Of(index), depth + 1))]),
            _ => value,
        };
    }

    private JsonData FillObject(ValueSchema? schema, JsonData value, JsonPlace at, int depth)
    {
        OrderedDictionary<string, JsonData> members = new(StringComparer.Ordinal);
        foreach (var (name, member) in value.Members) members.Add(name, Fill(schema?.Of(name), member, at.Of(name), depth + 1));
        if (schema is null) return JsonData.Object(members);
        foreach (var (name, property) in schema.Properties)
        {
            if (property.Default is { } missing && !members.ContainsKey(name)) members.Add(name, Fill(property, missing, at.Of(name), depth + 1));
        }
        return JsonData.Object(members);
    }
}
