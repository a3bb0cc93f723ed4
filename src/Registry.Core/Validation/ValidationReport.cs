using Registry.Core.Rules;

namespace Registry.Core.Validation;

/// <summary>What a validation found.</summary>
/// <param name="Checked">How many files were checked.</param>
/// <param name="Problems">All that is wrong, ordered by file and place.</param>
public sealed record ValidationReport(long Checked, IReadOnlyList<Problem> Problems)
{
    /// <summary>Whether nothing is wrong.</summary>
    public bool IsValid => Problems.Count == 0;

    internal static ValidationReport Create(long @checked, IEnumerable<Problem> problems) => new(@checked,
        [.. problems.Distinct().OrderBy(problem => problem.File, StringComparer.Ordinal).ThenBy(problem => problem.Line).ThenBy(problem => problem.Column)]);
}
