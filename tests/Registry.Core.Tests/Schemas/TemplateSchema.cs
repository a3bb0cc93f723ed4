using System.Text.Json.Nodes;
using Registry.Core.Tests.Yaml;

namespace Registry.Core.Tests.Schemas;

/// <summary>The schemas of the template.</summary>
internal static class TemplateSchema
{
    public static IReadOnlyDictionary<string, JsonNode> ByKind { get; } =
        FileKind.All.ToDictionary(kind => kind.Name, kind => JsonNode.Parse(File.ReadAllText(PathOf(kind.Name)))!, StringComparer.Ordinal);

    public static string PathOf(string kind) => Path.Combine(RepositoryFiles.Template, "schemas", $"{kind}.schema.json");
}
