namespace Registry.GitHub.CheckRuns;

/// <summary>What a check run shows on its page.</summary>
public sealed record CheckRunReport
{
    /// <summary>The title.</summary>
    public required string Title { get; init; }

    /// <summary>A few lines, in Markdown; GitHub takes 65535 characters.</summary>
    public required string Summary { get; init; }

    /// <summary>The rest, in Markdown; GitHub takes 65535 characters.</summary>
    public string? Text { get; init; }
}
