using System.Text.Json;
using System.Text.Json.Nodes;
using Registry.Core.Tests.Yaml;

namespace Registry.Core.Tests.Schemas;

/// <summary>The schemas as files: what editors need to complete and explain keys.</summary>
public sealed class SchemaFileTests
{
    public static TheoryData<string> Kinds => [.. FileKind.All.Select(kind => kind.Name)];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void ASchemaSaysWhatItIs(string kind)
    {
        var schema = TemplateSchema.ByKind[kind].AsObject();

        Assert.Equal("http://json-schema.org/draft-07/schema#", schema["$schema"]!.GetValue<string>());
        Assert.NotEmpty(schema["title"]!.GetValue<string>());
        Assert.NotEmpty(schema["description"]!.GetValue<string>());
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void EveryKeyHasATitleAndADescription(string kind)
    {
        foreach (var (path, property) in Properties(TemplateSchema.ByKind[kind], kind))
        {
            Assert.True(property["title"] is JsonValue, $"{path} has no title");
            Assert.True(property["description"] is JsonValue, $"{path} has no description");
        }
    }

    /// <summary>Mappings whose keys are their authors' own.</summary>
    private static readonly string[] s_free = ["version.properties", "version.inputs.schema", "version.outputs.schema", "entity.properties", "registry.properties[].schema"];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void EveryMappingButPropertiesIsClosed(string kind)
    {
        foreach (var (path, property) in Properties(TemplateSchema.ByKind[kind], kind))
        {
            if (property["type"]?.GetValue<string>() != "object" || s_free.Contains(path, StringComparer.Ordinal)) continue;
            Assert.True(property["additionalProperties"] is JsonValue closed && !closed.GetValue<bool>(), $"{path} takes unknown keys");
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void EveryPatternSaysInWordsWhatItExpects(string kind)
    {
        foreach (var (path, property) in Properties(TemplateSchema.ByKind[kind], kind))
            Assert.True(property.ContainsKey("pattern") == property.ContainsKey("patternErrorMessage"), $"{path} has one without the other");
    }

    [Fact]
    public void TheEditorSettingsMapEverySchema()
    {
        var settings = JsonNode.Parse(File.ReadAllText(Path.Combine(RepositoryFiles.Template, ".vscode", "settings.json")))!;

        var mapped = settings["yaml.schemas"]!.AsObject().Select(entry => Path.GetFullPath(entry.Key, RepositoryFiles.Template));

        Assert.Equal(FileKind.All.Select(kind => TemplateSchema.PathOf(kind.Name)), mapped, StringComparer.Ordinal);
    }

    [Fact]
    public void AnUnknownKeywordIsAnErrorOfTheTests() =>
        Assert.Throws<NotSupportedException>(() => SchemaEvaluator.IsValid(JsonNode.Parse("""{"format":"uri"}"""), "x"));

    private static IEnumerable<(string Path, JsonObject Schema)> Properties(JsonNode? schema, string path)
    {
        if (schema is not JsonObject map) yield break;
        yield return (path, map);
        foreach (var nested in Properties(map["items"], $"{path}[]")) yield return nested;
        foreach (var (name, property) in map["properties"] as JsonObject ?? [])
        {
            Assert.Equal(JsonValueKind.Object, property!.GetValueKind());
            foreach (var nested in Properties(property, $"{path}.{name}")) yield return nested;
        }
    }
}
