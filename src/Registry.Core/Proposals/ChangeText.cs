using System.Globalization;
using System.Text;
using Registry.Core.Validation;

namespace Registry.Core.Proposals;

/// <summary>What a merge would do, and what is wrong with it, in Markdown: for a comment and for the summary of a workflow.</summary>
public static class ChangeText
{
    /// <summary>By this line a comment is found again.</summary>
    public const string Marker = "<!-- registry: what this change does -->";

    private const int MostText = 60_000;
    private const int MostProblems = 50;

    /// <summary>The text.</summary>
    public static string Format(Change change, ValidationReport report)
    {
        var text = new StringBuilder(Marker).Append('\n');
        text.Append(report.IsValid ? "### Registry: all checks pass\n\n" : $"### Registry: {report.Problems.Count} problems\n\n");
        foreach (var problem in report.Problems.Take(MostProblems))
            text.Append(CultureInfo.InvariantCulture, $"- **{problem.Rule.Code}** {(problem.File is { } file ? Markdown.Code(problem.Line > 0 ? $"{file}({problem.Line},{problem.Column})" : file) : "")} {Markdown.Code(problem.Message)}. {problem.Rule.WayOut}\n");
        if (report.Problems.Count > MostProblems) text.Append(CultureInfo.InvariantCulture, $"- and {report.Problems.Count - MostProblems} more\n");

        text.Append("\n### What a merge does\n");
        if (change is { Moves.Count: 0, Added.Count: 0, Others.Count: 0 }) text.Append("Nothing: all is so already.\n");
        List(text, "adds", change.Added);
        List(text, "touches", change.Others);
        foreach (var move in change.Moves)
        {
            var part = $"\n---\n{MoveText.Format(move)}";
            if (text.Length + part.Length > MostText)
            {
                text.Append("\nand moves more channels than fit here.\n");
                break;
            }

            text.Append(part);
        }

        if (change.IsCut) text.Append("\nThe change does more than is listed here.\n");
        return text.ToString();
    }

    private static void List(StringBuilder text, string verb, IReadOnlyList<string> items)
    {
        foreach (var item in items) text.Append(CultureInfo.InvariantCulture, $"- {verb} {Markdown.Code(item)}\n");
    }
}
