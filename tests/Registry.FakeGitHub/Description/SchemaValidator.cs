using System.Globalization;
using System.Text.Json;

namespace Registry.FakeGitHub.Description;

/// <summary>
/// The part of JSON Schema (in its OpenAPI 3.0 form) that GitHub's description uses for the operations served. The alternatives of
/// its <c>oneOf</c> overlap, so that one that fits is enough.
/// </summary>
internal sealed class SchemaValidator(JsonElement root)
{
    /// <summary>The faults of a value.</summary>
    public IReadOnlyList<SchemaError> Validate(JsonElement value, JsonElement schema)
    {
        var errors = new List<SchemaError>();
        Check(value, schema, "", errors);
        return errors;
    }

    /// <summary>What a reference such as <c>{"$ref": "#/components/schemas/release"}</c> stands for, or the element itself.</summary>
    public JsonElement Resolve(JsonElement element)
    {
        while (element.TryGetProperty("$ref", out var reference))
            element = reference.GetString()!.Split('/').Skip(1).Aggregate(root, (at, name) => at.GetProperty(name));
        return element;
    }

    private void Check(JsonElement value, JsonElement schema, string path, List<SchemaError> errors)
    {
        schema = Resolve(schema);
        if (value.ValueKind == JsonValueKind.Null && schema.TryGetProperty("nullable", out var nullable) && nullable.GetBoolean()) return;
        if (schema.TryGetProperty("type", out var type) && !IsOfType(value, type.GetString()!))
        {
            errors.Add(Invalid(path, value, $"is not {Article(type.GetString()!)}"));
            return;
        }

        if (schema.TryGetProperty("enum", out var allowed) && !allowed.EnumerateArray().Any(item => JsonElement.DeepEquals(item, value)))
            errors.Add(Invalid(path, value, $"is not a member of {allowed.GetRawText()}"));
        CheckAlternatives(value, schema, path, errors);
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                CheckObject(value, schema, path, errors);
                break;
            case JsonValueKind.Array:
                CheckArray(value, schema, path, errors);
                break;
            case JsonValueKind.String:
                CheckString(value, schema, path, errors);
                break;
        }
    }

    private void CheckAlternatives(JsonElement value, JsonElement schema, string path, List<SchemaError> errors)
    {
        if (schema.TryGetProperty("allOf", out var all))
            foreach (var part in all.EnumerateArray()) Check(value, part, path, errors);

        if (!schema.TryGetProperty("oneOf", out var alternatives) && !schema.TryGetProperty("anyOf", out alternatives)) return;
        List<SchemaError>? least = null;
        foreach (var alternative in alternatives.EnumerateArray())
        {
            var found = new List<SchemaError>();
            Check(value, alternative, path, found);
            if (least is null || found.Count < least.Count) least = found;
        }

        errors.AddRange(least ?? []);
    }

    private void CheckObject(JsonElement value, JsonElement schema, string path, List<SchemaError> errors)
    {
        if (schema.TryGetProperty("required", out var required))
            foreach (var name in required.EnumerateArray().Select(item => item.GetString()!).Where(name => !value.TryGetProperty(name, out _)))
                errors.Add(new SchemaError(Below(path, name), "missing_field", $"\"{name}\" wasn't supplied."));
        if (schema.TryGetProperty("maxProperties", out var most) && value.EnumerateObject().Count() > most.GetInt32())
            errors.Add(Invalid(path, value, $"has more than {most} properties"));

        var known = schema.TryGetProperty("properties", out var properties);
        schema.TryGetProperty("additionalProperties", out var others);
        foreach (var property in value.EnumerateObject())
        {
            if (known && properties.TryGetProperty(property.Name, out var own)) Check(property.Value, own, Below(path, property.Name), errors);
            else if (others.ValueKind == JsonValueKind.Object) Check(property.Value, others, Below(path, property.Name), errors);
            else if (others.ValueKind == JsonValueKind.False) errors.Add(Invalid(path, value, $"has the unknown property \"{property.Name}\""));
        }
    }

    private void CheckArray(JsonElement value, JsonElement schema, string path, List<SchemaError> errors)
    {
        if (schema.TryGetProperty("maxItems", out var most) && value.GetArrayLength() > most.GetInt32())
            errors.Add(Invalid(path, value, $"has more than {most} items"));
        if (schema.TryGetProperty("minItems", out var least) && value.GetArrayLength() < least.GetInt32())
            errors.Add(Invalid(path, value, $"has fewer than {least} items"));
        if (!schema.TryGetProperty("items", out var items)) return;
        foreach (var (index, item) in value.EnumerateArray().Index()) Check(item, items, Below(path, $"{index}"), errors);
    }

    private static void CheckString(JsonElement value, JsonElement schema, string path, List<SchemaError> errors)
    {
        var text = value.GetString()!;
        if (schema.TryGetProperty("maxLength", out var most) && text.Length > most.GetInt32())
            errors.Add(Invalid(path, value, $"is longer than {most} characters"));
        if (schema.TryGetProperty("minLength", out var least) && text.Length < least.GetInt32())
            errors.Add(Invalid(path, value, $"is shorter than {least} characters"));
        if (!schema.TryGetProperty("format", out var format)) return;
        var wellFormed = format.GetString() switch
        {
            "date-time" => DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.None, out _) && text.Contains('T', StringComparison.Ordinal),
            // A path is a file's address on some systems.
            "uri" => text.Contains("://", StringComparison.Ordinal) && Uri.TryCreate(text, UriKind.Absolute, out _),
            _ => true,
        };
        if (!wellFormed) errors.Add(Invalid(path, value, $"is not a valid {format}"));
    }

    private static bool IsOfType(JsonElement value, string type) => type switch
    {
        "object" => value.ValueKind == JsonValueKind.Object,
        "array" => value.ValueKind == JsonValueKind.Array,
        "string" => value.ValueKind == JsonValueKind.String,
        "boolean" => value.ValueKind is JsonValueKind.True or JsonValueKind.False,
        "integer" => value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out _),
        "number" => value.ValueKind == JsonValueKind.Number,
        _ => throw new NotSupportedException($"The description has the type '{type}', which the validator does not know."),
    };

    private static SchemaError Invalid(string path, JsonElement value, string fault)
    {
        var text = value.GetRawText();
        return new SchemaError(path, "invalid", $"For 'properties/{path}', {(text.Length > 80 ? $"{text[..80]}…" : text)} {fault}.");
    }

    private static string Article(string type) => type switch { "object" or "array" or "integer" => $"an {type}", _ => $"a {type}" };

    private static string Below(string path, string name) => path.Length == 0 ? name : $"{path}/{name}";
}
