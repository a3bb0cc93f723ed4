using System.Text.Json;
using Registry.Cli.Output;
using Registry.Core.Rules;
using Registry.Core.Validation;

namespace Registry.Cli.Commands;

/// <summary>Prints what a validation found.</summary>
internal static class ProblemReport
{
    public static void Write(ValidationReport report, string format, IOutput output)
    {
        switch (format)
        {
            case "json":
                var document = new VerifyDocument(report.IsValid, report.Checked, [.. report.Problems.Select(ProblemDocument.Of)]);
                output.Raw.WriteLine(JsonSerializer.Serialize(document, CliJson.Default.VerifyDocument));
                break;
            case "github":
                foreach (var problem in report.Problems) output.Raw.WriteLine(Printable.Line(Annotation(problem)));
                break;
            default:
                foreach (var problem in report.Problems) output.Raw.WriteLine(Printable.Line(problem.ToString()));
                output.Raw.WriteLine(report.IsValid
                    ? $"valid: {report.Checked} files checked"
                    : $"{report.Problems.Count} problems in {report.Checked} files checked");
                break;
        }
    }

    /// <summary>
    /// A <see href="https://docs.github.com/actions/reference/workflow-commands-for-github-actions#setting-an-error-message">workflow
    /// command</see>. What comes from a file is escaped, so that it cannot begin a command of its own.
    /// </summary>
    internal static string Annotation(Problem problem)
    {
        List<string> properties = [];
        if (problem.File is { } file) properties.Add($"file={Property(file)}");
        if (problem.Line > 0) properties.Add($"line={problem.Line}");
        if (problem.Column > 0) properties.Add($"col={problem.Column}");
        properties.Add($"title={problem.Rule.Code}");
        return $"::error {string.Join(',', properties)}::{Data($"{problem.Message}. {problem.Rule.WayOut}")}";
    }

    private static string Data(string text) => text.Replace("%", "%25", StringComparison.Ordinal).Replace("\r", "%0D", StringComparison.Ordinal).Replace("\n", "%0A", StringComparison.Ordinal);

    private static string Property(string text) => Data(text).Replace(":", "%3A", StringComparison.Ordinal).Replace(",", "%2C", StringComparison.Ordinal);
}
