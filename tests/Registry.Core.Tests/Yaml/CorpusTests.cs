using Registry.Core.Rules;
using Registry.Core.Yaml;

namespace Registry.Core.Tests.Yaml;

/// <summary>
/// What the readers take and refuse, file by file. Set <c>REGISTRY_UPDATE_EXPECTED=1</c> to write the complaints anew, and
/// review them as somebody would who made the mistake.
/// </summary>
public sealed class CorpusTests
{
    public static TheoryData<string> GoodFiles => CorpusFile.Names(CorpusFile.Good);

    public static TheoryData<string> CanonicalFiles => CorpusFile.Names(CorpusFile.Good.Where(file => !file.ByHand));

    public static TheoryData<string> FilesByHand => CorpusFile.Names(CorpusFile.Good.Where(file => file.ByHand));

    public static TheoryData<string> BadFiles => CorpusFile.Names(CorpusFile.Bad);

    [Theory]
    [MemberData(nameof(GoodFiles))]
    public void AGoodFileIsReadWithoutComplaint(string name) =>
        Assert.Empty(CorpusFile.Find(CorpusFile.Good, name).Read().Problems);

    [Theory]
    [MemberData(nameof(CanonicalFiles))]
    public void WritingWhatACanonicalFileSaysGivesItsBytes(string name)
    {
        var file = CorpusFile.Find(CorpusFile.Good, name);

        AssertSameText(file.Content, file.Read().Rewritten);
    }

    [Theory]
    [MemberData(nameof(FilesByHand))]
    public void AFileWrittenByHandSettlesAfterOneWriting(string name)
    {
        var file = CorpusFile.Find(CorpusFile.Good, name);

        var rewritten = file.Read().Rewritten!;

        AssertSameText(rewritten, file.Kind.Read("rewritten.yaml", rewritten).Rewritten);
        Assert.NotEqual(file.Content, rewritten);
    }

    [Theory]
    [MemberData(nameof(BadFiles))]
    public void ABadFileIsRefusedWithPlaceReasonAndExpectation(string name)
    {
        var file = CorpusFile.Find(CorpusFile.Bad, name);
        var reading = file.Read();
        var complaints = string.Concat(reading.Problems.Select(problem => $"{problem}\n"));
        if (Environment.GetEnvironmentVariable("REGISTRY_UPDATE_EXPECTED") == "1") File.WriteAllText(file.ExpectedPath, complaints);

        Assert.Null(reading.Rewritten);
        Assert.NotEmpty(reading.Problems);
        Assert.Equal(File.ReadAllText(file.ExpectedPath), complaints);
    }

    [Fact]
    public void EveryExpectationBelongsToABadFile()
    {
        var expectations = Directory.GetFiles(Path.Combine(RepositoryFiles.Corpus, "bad"), "*.expected", SearchOption.AllDirectories);

        Assert.Equal(CorpusFile.Bad.Select(file => file.ExpectedPath).Order(StringComparer.Ordinal), expectations.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void EveryRuleOfReadersIsBrokenBySomeFile()
    {
        var broken = CorpusFile.Bad.SelectMany(file => file.Read().Problems).Select(problem => problem.Rule.Code).Distinct(StringComparer.Ordinal);

        string[] rulesOfReaders =
        [
            "REG1002", "REG1003", "REG1004", "REG1005", "REG1006", "REG1007", "REG1008", "REG1009", "REG1010", "REG1012",
            "REG3004", "REG3008", "REG3010", "REG4001", "REG5003",
        ];
        Assert.Equal(rulesOfReaders, broken.Order(StringComparer.Ordinal), StringComparer.Ordinal);
    }

    [Fact]
    public void AFileAboveOneMebibyteIsRefused()
    {
        var largest = new byte[YamlText.MaxSize];
        largest.AsSpan().Fill((byte)'#');

        Assert.Contains(RegistryRules.Syntax, Rules([.. largest]));
        Assert.Equal([RegistryRules.Size], Rules([.. largest, (byte)'#']));

        static IEnumerable<Rule> Rules(byte[] content) => FileKind.Named("channel").Read("channel.yaml", content).Problems.Select(problem => problem.Rule);
    }

    private static void AssertSameText(byte[] expected, byte[]? actual)
    {
        Assert.NotNull(actual);
        Assert.Equal(System.Text.Encoding.UTF8.GetString(expected), System.Text.Encoding.UTF8.GetString(actual));
        Assert.Equal(expected, actual);
    }
}
