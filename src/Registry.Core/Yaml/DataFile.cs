using System.Text.Json;
using System.Text.Json.Nodes;
using Registry.Core.Rules;

namespace Registry.Core.Yaml;

/// <summary>Reads files that hold values for the registry, but are no part of it: a mapping, as YAML or as JSON.</summary>
public static class DataFile
{
    private static readonly JsonDocumentOptions s_options = new() { AllowDuplicateProperties = false, MaxDepth = YamlReader.MaxDepth };

    /// <summary>Reads the file; one that begins with <c>{</c> is JSON.</summary>
    /// <param name="path">Path for complaints.</param>
    /// <param name="content">The file's bytes.</param>
    public static Parsed<JsonObject> Read(string path, ReadOnlyMemory<byte> content)
    {
        List<Problem> problems = [];
        var value = content.Span.TrimStart(" \t\r\n"u8) is [(byte)'{', ..] ? ReadJson(path, content.Span, problems) : ReadYaml(path, content, problems);
        if (value is not JsonObject && problems.Count == 0) problems.Add(new Problem(RegistryRules.WrongType, path, 1, 1, "the file is no mapping; expected names and values"));
        return new Parsed<JsonObject>(problems.Count == 0 ? (JsonObject)value! : null, problems);
    }

    private static JsonNode? ReadYaml(string path, ReadOnlyMemory<byte> content, List<Problem> problems) =>
        YamlReader.Read(path, content, problems) is { } root ? YamlJson.ToJson(root, path, problems) : null;

    private static JsonNode? ReadJson(string path, ReadOnlySpan<byte> content, List<Problem> problems)
    {
        try
        {
            return JsonNode.Parse(content, documentOptions: s_options);
        }
        catch (JsonException error)
        {
            var message = error.Message.Split(" LineNumber:")[0].Split(" Path:")[0].TrimEnd('.');
            problems.Add(new Problem(RegistryRules.Syntax, path, (int)(error.LineNumber ?? 0) + 1, (int)(error.BytePositionInLine ?? 0) + 1, $"{message}; expected well-formed JSON"));
            return null;
        }
    }
}
