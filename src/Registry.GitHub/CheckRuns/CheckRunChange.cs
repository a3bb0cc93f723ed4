namespace Registry.GitHub.CheckRuns;

/// <summary>What a check run says. In an update, what is <see langword="null"/> stays.</summary>
public record CheckRunChange
{
    /// <summary>How far it is; <see cref="CheckRunStatus.Completed"/> goes with a conclusion.</summary>
    public CheckRunStatus? Status { get; init; }

    /// <summary>How it ended.</summary>
    public CheckRunConclusion? Conclusion { get; init; }

    /// <summary>The page with more, elsewhere.</summary>
    public string? DetailsUrl { get; init; }

    /// <summary>What its page shows.</summary>
    public CheckRunReport? Output { get; init; }
}

/// <summary>A check run to create.</summary>
public sealed record NewCheckRun : CheckRunChange
{
    /// <summary>The check's name.</summary>
    public required string Name { get; init; }

    /// <summary>The commit, in full.</summary>
    public required string HeadSha { get; init; }

    /// <summary>An id by which its creator finds it again.</summary>
    public string? ExternalId { get; init; }
}
