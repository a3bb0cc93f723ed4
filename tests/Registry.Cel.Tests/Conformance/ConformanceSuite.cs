using System.Text.Json;

namespace Registry.Cel.Tests.Conformance;

/// <summary>The tests of <c>conformance.json</c>.</summary>
internal static class ConformanceSuite
{
    public static IReadOnlyList<ConformanceSection> Sections { get; } = Read();

    private static List<ConformanceSection> Read()
    {
        using var stream = typeof(ConformanceSuite).Assembly.GetManifestResourceStream("conformance.json")!;
        using var document = JsonDocument.Parse(stream);
        return [.. document.RootElement.GetProperty("sections").EnumerateArray().Select(section => new ConformanceSection(
            section.GetProperty("name").GetString()!,
            [.. section.GetProperty("tests").EnumerateArray().Select(test => new ConformanceTest(section.GetProperty("name").GetString()!, test.Clone()))]))];
    }
}

/// <summary>A file of the suite.</summary>
internal sealed record ConformanceSection(string Name, IReadOnlyList<ConformanceTest> Tests);
