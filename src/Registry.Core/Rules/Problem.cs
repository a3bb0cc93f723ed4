namespace Registry.Core.Rules;

/// <summary>One thing that is wrong, with its place.</summary>
/// <param name="Rule">The rule that is broken.</param>
/// <param name="File">Path inside the registry, with <c>/</c>; <see langword="null"/> when no file is to blame.</param>
/// <param name="Line">Line, from 1; 0 when the whole file is meant.</param>
/// <param name="Column">Column, from 1; 0 when the whole line is meant.</param>
/// <param name="Message">What is wrong and what was expected.</param>
public sealed record Problem(Rule Rule, string? File, int Line, int Column, string Message)
{
    /// <summary>A problem of a whole file, or of no file.</summary>
    public Problem(Rule rule, string? file, string message)
        : this(rule, file, 0, 0, message)
    {
    }

    /// <summary>The line that compilers print: <c>file(line,column): error REGnnnn: message</c>.</summary>
    public override string ToString() => (File, Line) switch
    {
        (null, _) => $"error {Rule.Code}: {Message}",
        (_, 0) => $"{File}: error {Rule.Code}: {Message}",
        _ => $"{File}({Line},{Column}): error {Rule.Code}: {Message}",
    };
}
