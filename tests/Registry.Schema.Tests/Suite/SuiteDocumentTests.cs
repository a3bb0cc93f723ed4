using System.Reflection;
using System.Text;

namespace Registry.Schema.Tests.Suite;

/// <summary><c>docs/schema.md</c> has the counts of the suite. <c>REGISTRY_UPDATE_EXPECTED=1</c> writes them anew.</summary>
public sealed class SuiteDocumentTests
{
    private const string Start = "<!-- counts -->\n";
    private const string End = "<!-- /counts -->\n";

    [Fact]
    public void TheDocumentHasTheCountsOfTheSuite()
    {
        var path = Path.Combine(RepositoryRoot(), "docs", "schema.md");
        var text = File.ReadAllText(path).ReplaceLineEndings("\n");
        var (from, to) = (text.IndexOf(Start, StringComparison.Ordinal) + Start.Length, text.IndexOf(End, StringComparison.Ordinal));
        var expected = text[..from] + Table() + text[to..];
        if (Environment.GetEnvironmentVariable("REGISTRY_UPDATE_EXPECTED") == "1") File.WriteAllText(path, expected);

        Assert.Equal(expected, File.ReadAllText(path).ReplaceLineEndings("\n"));
    }

    private static string Table()
    {
        StringBuilder table = new("| file | groups inside | their tests | passed | groups refused |\n|---|---:|---:|---:|---:|\n");
        List<Counts> all = [.. SuiteFiles.Names.Select(Count)];
        foreach (var counts in all) table.Append(Row(counts));
        return table.Append(Row(new("together", all.Sum(file => file.Inside), all.Sum(file => file.Tests), all.Sum(file => file.Passed), all.Sum(file => file.Refused)))).ToString();
    }

    private static string Row(Counts counts) => $"| {counts.File} | {counts.Inside} | {counts.Tests} | {counts.Passed} | {counts.Refused} |\n";

    private static Counts Count(string file)
    {
        var parsed = SuiteFiles.Groups(file).Select(group => (group.Tests, ValueSchema.Parse(group.WithoutDialect()).Schema)).ToList();
        var inside = parsed.Where(group => group.Schema is not null).ToList();
        return new(file, inside.Count, inside.Sum(group => group.Tests.Count), inside.Sum(group => group.Tests.Count(test => SuiteTests.Passes(group.Schema!, test))), parsed.Count - inside.Count);
    }

    private static string RepositoryRoot()
    {
        var folder = new DirectoryInfo(Path.GetDirectoryName(Assembly.GetExecutingAssembly().Location)!);
        while (!File.Exists(Path.Combine(folder.FullName, "Registry.sln"))) folder = folder.Parent!;
        return folder.FullName;
    }

    private sealed record Counts(string File, int Inside, int Tests, int Passed, int Refused);
}
