using System.Diagnostics;
using System.Text;
using Registry.Core.Yaml;

namespace Registry.Core.Tests.Yaml;

/// <summary>
/// Large files that are made to be slow: none takes long, or a deep stack. The time allowed is a hundred times what is
/// needed, and far less than anything quadratic takes. <c>REGISTRY_FUZZ_SECONDS</c> makes all files as large as may be.
/// </summary>
public sealed class ReaderBoundsTests
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(10);

    private static readonly int s_repeatedSize = Environment.GetEnvironmentVariable("REGISTRY_FUZZ_SECONDS") is null ? YamlText.MaxSize / 8 : YamlText.MaxSize;

    public static TheoryData<string, string> Files
    {
        get
        {
            TheoryData<string, string> files = [];
            foreach (var start in (string[])["", "properties: ", "properties:\n  a: ", "tags: ", "tags: [", "description: \"", "description: |\n  ", "\"", "'", "# "])
                foreach (var repeated in (string[])["[", "{", "- ", "? ", "a: ", "a:\n", "a\n", "a,", "- a\n", "&a ", "!a ", "*a,", "\"", "'", "|", ">", ": ", ":", "-", "a: &a ", "{a: ", "[a, ", "? - ", "\n", "  \n", "\n ", " \n", " ", "#", "\\", "\\n", "%", "--- ", "---\n", "...\n", "1", "1.", "1:", "_", "é", "\U0001F680", "a: b\n", "[]\n", "=======", "=======\n"])
                    files.Add(start, repeated);
            return files;
        }
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void ARepeatedTokenIsReadOrRefusedInTime(string start, string repeated) => AssertBounded(Fill(start, _ => repeated, s_repeatedSize));

    [Fact]
    public void ManyKeysAreReadOrRefusedInTime()
    {
        AssertBounded(Fill("", index => $"k{index}: 1\n"));
        AssertBounded(Fill("properties:\n", index => $"  k{index}: 1\n"));
        AssertBounded(Fill("properties: {", index => $"k{index}: 1, "));
    }

    [Fact]
    public void ManyItemsAreReadOrRefusedInTime()
    {
        AssertBounded(Fill("tags:\n", index => $"- t{index}\n"));
        AssertBounded(Fill("tags: [", index => $"t{index}, "));
        AssertBounded(Fill("dependencies:\n", index => $"- entity: a/e{index}\n"));
        AssertBounded(Fill("files:\n", index => $"- name: f{index}\n"));
    }

    [Fact]
    public void LongAddressesAndSemVersAreReadOrRefusedInTime()
    {
        AssertBounded(Fill("changelogUrl: https://", _ => "a-"));
        AssertBounded(Fill("changelogUrl: https://", _ => "a."));
        AssertBounded(Fill("source:\n  repository: x://", _ => ":a"));
        AssertBounded(Fill("semver: 1.0.0-", _ => "0a."));
        AssertBounded(Fill("createdAt: 2026-11-21", _ => " "));
    }

    private static byte[] Fill(string start, Func<int, string> repeated, int maxSize = YamlText.MaxSize)
    {
        var text = new StringBuilder(start);
        var size = Encoding.UTF8.GetByteCount(start);
        for (var index = 0; ; index++)
        {
            var piece = repeated(index);
            size += Encoding.UTF8.GetByteCount(piece);
            if (size > maxSize) return Encoding.UTF8.GetBytes(text.ToString());
            text.Append(piece);
        }
    }

    private static void AssertBounded(byte[] content)
    {
        var time = Stopwatch.StartNew();

        var reading = FileKind.Named("version").Read("version.yaml", content);

        Assert.NotEmpty(reading.Problems);
        Assert.True(time.Elapsed < s_patience, $"took {time.Elapsed}");
    }
}
