using System.Reflection;
using System.Text;

namespace Registry.Cel.Tests.Conformance;

/// <summary>The language's own conformance suite, and the table of it in <c>docs/cel.md</c>, which <c>REGISTRY_UPDATE_EXPECTED=1</c> writes anew.</summary>
public sealed class ConformanceTests
{
    private const string Begin = "<!-- conformance: begin -->\n";
    private const string End = "<!-- conformance: end -->\n";

    public static TheoryData<string> Sections => [.. ConformanceSuite.Sections.Select(section => section.Name)];

    [Theory]
    [MemberData(nameof(Sections))]
    public void EveryTestThatNeedsNoMessagesPasses(string section)
    {
        var failures = ConformanceSuite.Sections.Single(item => item.Name == section).Tests.Where(test => !test.NeedsMessages).Select(test => test.Run()).OfType<string>().ToList();

        Assert.True(failures.Count == 0, string.Join('\n', failures.Prepend($"{failures.Count} failures")));
    }

    [Fact]
    public void TheDocumentHasTheCountsOfEachSection()
    {
        var path = Path.Combine(RepositoryRoot(), "docs", "cel.md");
        var document = File.ReadAllText(path).ReplaceLineEndings("\n");
        var (begin, end) = (document.IndexOf(Begin, StringComparison.Ordinal) + Begin.Length, document.IndexOf(End, StringComparison.Ordinal));
        var table = Table();
        if (Environment.GetEnvironmentVariable("REGISTRY_UPDATE_EXPECTED") == "1") File.WriteAllText(path, document[..begin] + table + document[end..]);

        Assert.Equal(table, File.ReadAllText(path).ReplaceLineEndings("\n")[begin..].Split(End)[0]);
    }

    private static string Table()
    {
        var text = new StringBuilder("| section | passed | left out (messages) | failed |\n|---|---:|---:|---:|\n");
        var (passed, leftOut, failed) = (0, 0, 0);
        foreach (var section in ConformanceSuite.Sections)
        {
            var messages = section.Tests.Count(test => test.NeedsMessages);
            var failures = section.Tests.Count(test => !test.NeedsMessages && test.Run() is not null);
            var passes = section.Tests.Count - messages - failures;
            text.Append($"| {section.Name} | {passes} | {messages} | {failures} |\n");
            (passed, leftOut, failed) = (passed + passes, leftOut + messages, failed + failures);
        }

        return text.Append($"| all | {passed} | {leftOut} | {failed} |\n").ToString();
    }

    private static string RepositoryRoot()
    {
        var folder = new DirectoryInfo(Path.GetDirectoryName(Assembly.GetExecutingAssembly().Location)!);
        while (!File.Exists(Path.Combine(folder.FullName, "Registry.sln"))) folder = folder.Parent!;
        return folder.FullName;
    }
}
