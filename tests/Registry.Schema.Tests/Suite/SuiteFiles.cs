using System.Text.Json.Nodes;

namespace Registry.Schema.Tests.Suite;

/// <summary>The files of the suite in <c>Corpus/draft2020-12</c>.</summary>
internal static class SuiteFiles
{
    public static IReadOnlyList<string> Names { get; } = [.. typeof(SuiteFiles).Assembly.GetManifestResourceNames().Order(StringComparer.Ordinal)];

    public static IEnumerable<SuiteGroup> Groups(string file)
    {
        using var stream = typeof(SuiteFiles).Assembly.GetManifestResourceStream(file)!;
        foreach (var group in JsonNode.Parse(stream)!.AsArray())
        {
            yield return new(file, (string)group!["description"]!, group["schema"], [.. group["tests"]!.AsArray()
                .Select(test => new SuiteTest((string)test!["description"]!, test["data"], (bool)test["valid"]!))]);
        }
    }
}
