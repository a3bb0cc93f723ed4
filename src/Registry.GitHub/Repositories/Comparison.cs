namespace Registry.GitHub.Repositories;

/// <summary>How two commits stand to each other.</summary>
public sealed record Comparison
{
    /// <summary><c>ahead</c>, <c>behind</c>, <c>identical</c> or <c>diverged</c>.</summary>
    public required string Status { get; init; }

    /// <summary>How many commits the head has that the base does not.</summary>
    public required int AheadBy { get; init; }

    /// <summary>How many commits the base has that the head does not.</summary>
    public required int BehindBy { get; init; }

    /// <summary>The number of commits between them.</summary>
    public required int TotalCommits { get; init; }

    /// <summary>The page that shows the comparison.</summary>
    public required string HtmlUrl { get; init; }
}
