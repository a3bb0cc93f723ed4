namespace Registry.FakeGitHub.Pulls;

/// <summary>A pull request from one branch of a repository to another.</summary>
internal sealed class PullRequest
{
    public required long Id { get; init; }

    public required int Number { get; init; }

    public required string Author { get; init; }

    public required string Title { get; set; }

    public string? Body { get; set; }

    /// <summary>The branch with the changes.</summary>
    public required string Head { get; init; }

    /// <summary>The branch that is to have them.</summary>
    public required string Base { get; set; }

    /// <summary>The newest commit, as long as the pull request was open.</summary>
    public required string HeadSha { get; set; }

    public required string BaseSha { get; set; }

    public bool IsDraft { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset UpdatedAt { get; set; }

    public DateTimeOffset? ClosedAt { get; set; }

    public DateTimeOffset? MergedAt { get; set; }

    public string? MergedBy { get; set; }

    public string? MergeCommit { get; set; }

    /// <summary>How merging it would end; <see langword="null"/> while that is unknown, and when it is closed.</summary>
    public MergeTrial? Trial { get; set; }

    public bool IsOpen => ClosedAt is null;
}
