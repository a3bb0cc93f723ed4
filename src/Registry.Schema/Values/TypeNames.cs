using System.Text.Json;
using Registry.Schema.Data;

namespace Registry.Schema.Values;

/// <summary>The names of types in schemas.</summary>
internal static class TypeNames
{
    private static readonly (string Name, ValueTypes Type)[] s_names =
    [
        ("array", ValueTypes.Array), ("boolean", ValueTypes.Boolean), ("integer", ValueTypes.Integer), ("null", ValueTypes.Null),
        ("number", ValueTypes.Number), ("object", ValueTypes.Object), ("string", ValueTypes.String),
    ];

    public static ValueTypes? Find(string name) => s_names.Where(entry => entry.Name == name).Select(entry => (ValueTypes?)entry.Type).FirstOrDefault();

    public static string Text(ValueTypes types) => string.Join(" or ", s_names.Where(entry => types.HasFlag(entry.Type)).Select(entry => entry.Name));

    /// <summary>The types that a value has: an integer is a number as well.</summary>
    public static ValueTypes Of(JsonData value) => value.Kind switch
    {
        JsonValueKind.Array => ValueTypes.Array,
        JsonValueKind.Object => ValueTypes.Object,
        JsonValueKind.String => ValueTypes.String,
        JsonValueKind.Number when value.Number!.IsInteger => ValueTypes.Integer | ValueTypes.Number,
        JsonValueKind.Number => ValueTypes.Number,
        JsonValueKind.True or JsonValueKind.False => ValueTypes.Boolean,
        _ => ValueTypes.Null,
    };
}
