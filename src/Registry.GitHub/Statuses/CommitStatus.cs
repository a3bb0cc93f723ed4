namespace Registry.GitHub.Statuses;

/// <summary>A commit status: to create, or as it is.</summary>
public sealed record CommitStatus
{
    /// <summary>What it says.</summary>
    public required CommitStatusState State { get; init; }

    /// <summary>Who says it. Of one context, the newest status counts.</summary>
    public required string Context { get; init; }

    /// <summary>A short sentence; GitHub takes 140 characters.</summary>
    public string? Description { get; init; }

    /// <summary>The page with more.</summary>
    public string? TargetUrl { get; init; }

    /// <summary>When it was created; GitHub says it, and takes none.</summary>
    public DateTimeOffset? CreatedAt { get; init; }
}

/// <summary>The statuses of a commit, one of each context.</summary>
internal sealed record CombinedStatus
{
    public required IReadOnlyList<CommitStatus> Statuses { get; init; }
}
