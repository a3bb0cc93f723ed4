namespace Registry.Client.Models;

/// <summary>Why a call was not answered as asked (RFC 9457).</summary>
public sealed record ProblemDetails
{
    /// <summary>The kind of problem, <c>urn:registry:rule:REGnnnn</c>.</summary>
    public string? Type { get; init; }

    /// <summary>The rule that is not met.</summary>
    public string? Title { get; init; }

    /// <summary>The HTTP status.</summary>
    public int Status { get; init; }

    /// <summary>What is wrong.</summary>
    public string? Detail { get; init; }

    /// <summary>The rule's code.</summary>
    public string? Code { get; init; }

    /// <summary>What to do.</summary>
    public string? WayOut { get; init; }

    /// <summary>Every problem, when there are several.</summary>
    public IReadOnlyList<Problem>? Problems { get; init; }
}

/// <summary>One problem.</summary>
/// <param name="Code">The rule's code.</param>
/// <param name="Message">What is wrong.</param>
/// <param name="WayOut">What to do.</param>
/// <param name="File">The file of the registry that it is about.</param>
/// <param name="Line">From 1; 0 for the file as a whole.</param>
/// <param name="Column">From 1; 0 for the file as a whole.</param>
public sealed record Problem(string Code, string Message, string WayOut, string? File, int Line, int Column);
