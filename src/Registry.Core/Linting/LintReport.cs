using Registry.Core.Rules;

namespace Registry.Core.Linting;

/// <summary>Something that is allowed, and that its author may not have meant.</summary>
/// <param name="File">The file.</param>
/// <param name="Line">Line, from 1.</param>
/// <param name="Column">Column, from 1.</param>
/// <param name="Message">What it is, and what to do.</param>
public sealed record LintAdvice(string File, int Line, int Column, string Message)
{
    /// <summary>The line that compilers print: <c>file(line,column): warning: message</c>.</summary>
    public override string ToString() => $"{File}({Line},{Column}): warning: {Message}";
}

/// <summary>What was found in a file.</summary>
/// <param name="Problems">For what an emit would be refused.</param>
/// <param name="Advice">What may not be meant.</param>
public sealed record LintReport(IReadOnlyList<Problem> Problems, IReadOnlyList<LintAdvice> Advice);
