using System.Text.Json.Nodes;
using Registry.Core.Contracts;
using Registry.Core.Versions;
using Registry.Schema;

namespace Registry.Core.Linting;

/// <summary>What is allowed in a contract, and may not be meant.</summary>
internal static class ContractAdvice
{
    public static IEnumerable<(string Place, string Message)> Of(VersionContent content)
    {
        foreach (var advice in Side("/inputs/schema", content.Inputs, "misspelt inputs are taken and forgotten")) yield return advice;
        foreach (var advice in Side("/outputs/schema", content.Outputs, null)) yield return advice;
        if (content.Inputs is not null && ValueSchema.Parse(content.Inputs.Schema).Schema is { } inputs)
            foreach (var (name, property) in inputs.Properties)
                if (property.IsReadOnly && inputs.Required.Contains(name, StringComparer.Ordinal))
                    yield return ($"/inputs/schema/properties/{JsonPointer.Escape(name)}", $"'{name}' is required and readOnly, so no installer can supply it: expressions see it only where it has a default");
        if (content.Outputs is not null && ValueSchema.Parse(content.Outputs.Schema).Schema is { } outputs)
            foreach (var (name, property) in outputs.Properties)
                if (property.IsWriteOnly)
                    yield return ($"/outputs/schema/properties/{JsonPointer.Escape(name)}", $"'{name}' is writeOnly, so that nobody ever sees this output");
    }

    private static List<(string Place, string Message)> Side(string pointer, ContractSide? side, string? whyClosed)
    {
        if (side is null || ValueSchema.Parse(side.Schema).Schema is not { } schema) return [];
        List<(string Place, string Message)> advice = [];
        if (whyClosed is not null && schema.AdditionalProperties is null) advice.Add((pointer, $"the schema does not say 'additionalProperties: false', so {whyClosed}"));
        Walk(pointer, side.Schema, schema, advice);
        return advice;
    }

    private static void Walk(string pointer, JsonObject json, ValueSchema schema, List<(string Place, string Message)> advice)
    {
        foreach (var (name, property) in schema.Properties)
        {
            var place = $"{pointer}/properties/{JsonPointer.Escape(name)}";
            if (json["properties"]?[name] is not JsonObject own) continue;
            if (property.Description is null && property.Title is null) advice.Add((place, $"'{name}' has neither title nor description, so that people have to guess what it is"));
            if (own.TryGetPropertyValue("default", out var value))
            {
                if (schema.Required.Contains(name, StringComparer.Ordinal)) advice.Add((place, $"'{name}' is required and has a default, so that it is never missing; leave one of the two out"));
                foreach (var fault in property.Validate(value)) advice.Add(($"{place}/default", $"the default of '{name}' breaks its schema, so that an install without it is refused: {fault.Message}"));
            }

            Walk(place, own, property, advice);
        }

        if (schema.Items is { } items && json["items"] is JsonObject item) Walk($"{pointer}/items", item, items, advice);
    }
}
