using System.Collections.ObjectModel;
using System.Text.Json;
using System.Text.Json.Nodes;
using Registry.Schema.Data;
using Registry.Schema.Patterns;

namespace Registry.Schema.Parsing;

/// <summary>Makes schemas of documents, and refuses what is outside the subset.</summary>
internal sealed class SchemaParser
{
    private static readonly HashSet<string> s_keywords = new(StringComparer.Ordinal)
    {
        "type", "properties", "required", "items", "additionalProperties", "title", "description", "default", "readOnly", "writeOnly",
        "pattern", "minLength", "maxLength", "minimum", "maximum", "minItems", "maxItems", "enum", "const", "format",
    };

    private readonly FaultList<SchemaFault> _faults = new(new("", "and more"));
    private int _instructions = SchemaLimits.PatternInstructions;

    private SchemaParser()
    {
    }

    /// <inheritdoc cref="ValueSchema.Parse"/>
    public static ParsedSchema Parse(JsonNode? document)
    {
        try
        {
            SchemaParser parser = new();
            var schema = parser.Schema(DataReader.Read(document, JsonLimits.Schemas), JsonPlace.Root, "");
            return new(parser._faults.Faults.Count == 0 ? schema : null, parser._faults.Faults);
        }
        catch (UnusableJsonException error)
        {
            return new(null, [new(error.InstancePointer, error.Problem)]);
        }
    }

    private ValueSchema Schema(JsonData data, JsonPlace place, string holder)
    {
        if (data.Kind is JsonValueKind.True or JsonValueKind.False)
        {
            var literal = data.Kind == JsonValueKind.True;
            return new(place, holder) { Literal = literal, Types = literal ? ValueTypes.Any : ValueTypes.None };
        }
        if (data.Kind != JsonValueKind.Object) Fault(place, "a schema is an object, true or false");
        foreach (var name in data.Members.Keys.Where(name => !s_keywords.Contains(name)))
            Fault(place.Of(name), $"the keyword '{name}' is not in the subset of JSON Schema that is offered");
        SchemaKeywords keywords = new(data, place, _faults);
        return new(place, holder)
        {
            Types = keywords.Types(),
            Properties = Properties(keywords, place.Of("properties")),
            Required = keywords.Names("required"),
            Items = Part(data, place, "items"),
            AdditionalProperties = Part(data, place, "additionalProperties"),
            Title = keywords.Text("title"),
            Description = keywords.Text("description"),
            Format = keywords.Text("format"),
            IsReadOnly = keywords.Flag("readOnly"),
            IsWriteOnly = keywords.Flag("writeOnly"),
            Default = data.Members.GetValueOrDefault("default"),
            Const = data.Members.GetValueOrDefault("const"),
            Enum = keywords.Values("enum")?.ToHashSet(),
            Pattern = Pattern(keywords.Text("pattern"), place),
            Sizes = keywords.Sizes(),
        };
    }

    private ReadOnlyDictionary<string, ValueSchema> Properties(SchemaKeywords keywords, JsonPlace place) =>
        new(new OrderedDictionary<string, ValueSchema>(keywords.Members("properties")
            .Select(member => KeyValuePair.Create(member.Key, Schema(member.Value, place.Of(member.Key), "properties"))), StringComparer.Ordinal));

    private ValueSchema? Part(JsonData data, JsonPlace place, string keyword) =>
        data.Members.TryGetValue(keyword, out var part) ? Schema(part, place.Of(keyword), keyword) : null;

    private PatternProgram? Pattern(string? pattern, JsonPlace place)
    {
        if (pattern is null) return null;
        try
        {
            var program = PatternProgram.Compile(pattern, _instructions);
            _instructions -= program.Code.Count;
            return program;
        }
        catch (PatternException error)
        {
            Fault(place.Of("pattern"), error.Message);
            return null;
        }
    }

    private void Fault(JsonPlace place, string message) => _faults.Add(new(place.ToString(), message));
}
