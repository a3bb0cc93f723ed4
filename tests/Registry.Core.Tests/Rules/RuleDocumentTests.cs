using System.Text;
using Registry.Core.Rules;
using Registry.Testing;

namespace Registry.Core.Tests.Rules;

/// <summary><c>docs/rules.md</c> lists the rules of the code. <c>REGISTRY_UPDATE_EXPECTED=1</c> writes it anew.</summary>
public sealed class RuleDocumentTests
{
    [Fact]
    public void TheDocumentListsEveryRule()
    {
        var path = RepositoryFolder.PathOf("docs", "rules.md");
        var expected = Document();
        if (Environment.GetEnvironmentVariable("REGISTRY_UPDATE_EXPECTED") == "1") File.WriteAllText(path, expected);

        Assert.Equal(expected, File.ReadAllText(path).ReplaceLineEndings("\n"));
    }

    private static string Document()
    {
        var text = new StringBuilder("""
            # Rules

            Every refusal and every problem has one of these codes. The message says what is wrong and where; this page says what the rule
            demands and what to do. The list is made from `RegistryRules` in the code.

            | code | demands | way out |
            |---|---|---|

            """.ReplaceLineEndings("\n"));
        foreach (var rule in RegistryRules.All) text.Append($"| {rule.Code} | {Cell(rule.Title)} | {Cell(rule.WayOut)} |\n");
        return text.ToString();
    }

    private static string Cell(string text) => text.Replace("|", "\\|", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal);
}
