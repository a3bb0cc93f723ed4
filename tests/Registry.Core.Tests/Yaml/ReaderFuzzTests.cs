using System.Diagnostics;
using System.Globalization;
using System.Text;
using Registry.Core.Rules;

namespace Registry.Core.Tests.Yaml;

/// <summary>
/// Damaged files, two seconds long. <c>REGISTRY_FUZZ_SECONDS</c> makes it longer, <c>REGISTRY_FUZZ_SEED</c> runs a
/// failure again.
/// </summary>
public sealed class ReaderFuzzTests
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(10);

    [Fact]
    public void ADamagedFileIsReadOrRefusedWithAPlaceInside()
    {
        var seed = Setting("REGISTRY_FUZZ_SEED") ?? Environment.TickCount;
        var seconds = Setting("REGISTRY_FUZZ_SECONDS") ?? 2;
        var mutators = FileKind.All.Select(kind => (Kind: kind, Mutator: new Mutator(seed, FilesOf(kind)))).ToList();
        var time = Stopwatch.StartNew();
        for (var round = 0; time.Elapsed < TimeSpan.FromSeconds(seconds); round++)
            foreach (var (kind, mutator) in mutators)
                CheckOrTell(kind, mutator.Next(), $"REGISTRY_FUZZ_SEED={seed}, round {round}");
    }

    private static void CheckOrTell(FileKind kind, byte[] content, string origin)
    {
        try
        {
            Check(kind, content);
        }
        catch (Exception error)
        {
            throw new InvalidOperationException($"{kind.Name}, {origin}, file in base 64: {Convert.ToBase64String(content)}", error);
        }
    }

    private static void Check(FileKind kind, byte[] content)
    {
        var time = Stopwatch.StartNew();

        var reading = kind.Read("file.yaml", content);

        Assert.True(time.Elapsed < s_patience, $"{content.Length} bytes took {time.Elapsed}");
        Assert.Equal(reading.Rewritten is null, reading.Problems.Count > 0);
        if (reading.Rewritten is { } rewritten) Assert.Equal(rewritten, kind.Read("rewritten.yaml", rewritten).Rewritten);
        var lines = Encoding.UTF8.GetString(content).Split('\n');
        foreach (var problem in reading.Problems) AssertInside(lines, problem);
    }

    private static void AssertInside(string[] lines, Problem problem)
    {
        Assert.True(problem.Line >= 1 && problem.Line <= lines.Length, problem.ToString());
        Assert.True(problem.Column >= 1 && problem.Column <= lines[problem.Line - 1].Length + 1, problem.ToString());
        Assert.DoesNotContain(problem.Message, char.IsControl);
        Assert.True(problem.Message.Length < 1000, problem.Message);
    }

    private static List<byte[]> FilesOf(FileKind kind) =>
        [.. CorpusFile.Good.Concat(CorpusFile.Bad).Where(file => file.Kind == kind || file.Name.StartsWith("yaml-", StringComparison.Ordinal)).Select(file => file.Content)];

    private static int? Setting(string name) =>
        int.TryParse(Environment.GetEnvironmentVariable(name), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) ? value : null;
}
