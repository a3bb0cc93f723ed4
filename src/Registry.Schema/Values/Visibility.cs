using System.Text.Json;
using System.Text.Json.Nodes;
using Registry.Schema.Data;

namespace Registry.Schema.Values;

/// <summary>Takes out of values what is not to be written, or not to be shown.</summary>
internal static class Visibility
{
    /// <inheritdoc cref="ValueSchema.ForRead"/>
    public static JsonNode? Without(ValueSchema schema, JsonNode? value, Predicate<ValueSchema> isHidden)
    {
        var data = DataReader.Read(value, JsonLimits.Values);
        return isHidden(schema) ? null : Without(schema, data, isHidden).ToNode();
    }

    private static JsonData Without(ValueSchema? schema, JsonData value, Predicate<ValueSchema> isHidden) => (schema, value.Kind) switch
    {
        (null, _) => value,
        (_, JsonValueKind.Object) => JsonData.Object(new(value.Members.Where(member => !IsHidden(schema.Of(member.Key), isHidden))
            .Select(member => KeyValuePair.Create(member.Key, Without(schema.Of(member.Key), member.Value, isHidden))), StringComparer.Ordinal)),
        (_, JsonValueKind.Array) => IsHidden(schema.Items, isHidden) ? JsonData.Array([])
            : JsonData.Array([.. value.Items.Select(item => Without(schema.Items, item, isHidden))]),
        _ => value,
    };

    private static bool IsHidden(ValueSchema? schema, Predicate<ValueSchema> isHidden) => schema is not null && isHidden(schema);
}
