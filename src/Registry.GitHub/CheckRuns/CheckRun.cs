namespace Registry.GitHub.CheckRuns;

/// <summary>A check run.</summary>
public sealed record CheckRun
{
    /// <summary>GitHub's number of it.</summary>
    public required long Id { get; init; }

    /// <summary>The check's name.</summary>
    public required string Name { get; init; }

    /// <summary>The commit.</summary>
    public required string HeadSha { get; init; }

    /// <summary>The id that its creator gave it.</summary>
    public string? ExternalId { get; init; }

    /// <summary>How far it is: <c>queued</c>, <c>in_progress</c>, <c>completed</c>, or another word of GitHub's.</summary>
    public required string Status { get; init; }

    /// <summary>How it ended: <c>success</c>, <c>failure</c>, <c>neutral</c>, or another word of GitHub's; <see langword="null"/> before the end.</summary>
    public string? Conclusion { get; init; }

    /// <summary>Its page.</summary>
    public string? HtmlUrl { get; init; }
}

/// <summary>A page of check runs.</summary>
internal sealed record CheckRunPage
{
    public required IReadOnlyList<CheckRun> CheckRuns { get; init; }
}
