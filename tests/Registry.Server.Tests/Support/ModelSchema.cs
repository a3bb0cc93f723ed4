using System.Reflection;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;

namespace Registry.Server.Tests.Support;

/// <summary>What a model and its description have in common: names of properties, their types, and which are required.</summary>
internal static class ModelSchema
{
    private static readonly NullabilityInfoContext s_nullability = new();

    /// <summary>The name by which a type is described.</summary>
    public static string NameOf(Type type) => type.IsGenericType ? $"{type.Name[..type.Name.IndexOf('`', StringComparison.Ordinal)]}Of{NameOf(type.GenericTypeArguments[0])}" : type.Name;

    /// <summary>What a model says.</summary>
    public static string Of(JsonTypeInfo model)
    {
        List<string> properties = [];
        foreach (var property in model.Properties.OrderBy(property => property.Name, StringComparer.Ordinal))
        {
            var member = (PropertyInfo)property.AttributeProvider!;
            var isNullable = s_nullability.Create(member).ReadState == NullabilityState.Nullable;
            var isRequired = !isNullable && (property.IsRequired || property.AssociatedParameter is { IsMemberInitializer: false });
            properties.Add(Text(property.Name, TypeOf(Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType), isNullable, isRequired));
        }

        return string.Join(", ", properties);
    }

    /// <summary>What a description says.</summary>
    public static string? Of(JsonNode? schema)
    {
        if (schema?["properties"] is not { } described) return null;
        var required = (schema["required"]?.AsArray() ?? []).Select(name => name!.GetValue<string>()).ToHashSet(StringComparer.Ordinal);
        List<string> properties = [];
        foreach (var (name, property) in described.AsObject().OrderBy(property => property.Key, StringComparer.Ordinal))
        {
            IEnumerable<JsonNode?> choices = property!["oneOf"] is JsonArray several ? several : new[] { property };
            var isNullable = choices.SelectMany(TypesOf).Contains("null");
            properties.Add(Text(name, string.Join('|', choices.SelectMany(choice => Describe(choice!)).Where(type => type != "null")), isNullable, required.Contains(name)));
        }

        return string.Join(", ", properties);
    }

    private static string Text(string name, string type, bool isNullable, bool isRequired) => $"{name}: {type}{(isNullable ? "?" : "")}{(isRequired ? " required" : "")}";

    private static IEnumerable<string> TypesOf(JsonNode? schema) => schema!["type"] switch
    {
        JsonArray several => several.Select(type => type!.GetValue<string>()),
        { } one => [one.GetValue<string>()],
        null => [],
    };

    private static IEnumerable<string> Describe(JsonNode schema) => schema["$ref"] is { } reference
        ? [reference.GetValue<string>().Split('/')[^1]]
        : schema["additionalProperties"] is JsonObject values ? [$"map of {string.Join('|', Describe(values))}"]
        : TypesOf(schema).Select(type => type == "array" ? $"{string.Join('|', Describe(schema["items"]!))}[]" : schema["format"] is { } format && type != "null" ? $"{type}:{format.GetValue<string>()}" : type);

    private static string TypeOf(Type type)
    {
        if (type == typeof(string)) return "string";
        if (type == typeof(Uri)) return "string:uri";
        if (type == typeof(DateTimeOffset)) return "string:date-time";
        if (type == typeof(int)) return "integer:int32";
        if (type == typeof(long)) return "integer:int64";
        if (type == typeof(bool)) return "boolean";
        if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IReadOnlyDictionary<,>)) return $"map of {TypeOf(type.GenericTypeArguments[1])}";
        return type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IReadOnlyList<>) ? $"{TypeOf(type.GenericTypeArguments[0])}[]" : NameOf(type);
    }
}
