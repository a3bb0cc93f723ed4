namespace Registry.GitHub.PullRequests;

/// <summary>A pull request.</summary>
public sealed record PullRequest
{
    /// <summary>Its number in the repository.</summary>
    public required int Number { get; init; }

    /// <summary><c>open</c> or <c>closed</c>; a merged one is closed.</summary>
    public required string State { get; init; }

    /// <summary>The title.</summary>
    public required string Title { get; init; }

    /// <summary>The description; <see langword="null"/> when it is empty.</summary>
    public string? Body { get; init; }

    /// <summary>Its page.</summary>
    public required string HtmlUrl { get; init; }

    /// <summary>Who opened it; <see langword="null"/> when the account is gone.</summary>
    public Account? User { get; init; }

    /// <summary>The branch with the changes.</summary>
    public required PullRequestBranch Head { get; init; }

    /// <summary>The branch that they go to.</summary>
    public required PullRequestBranch Base { get; init; }

    /// <summary>When it was merged, UTC; <see langword="null"/> when it was not.</summary>
    public DateTimeOffset? MergedAt { get; init; }

    /// <summary>The commit of the merge; before it, one by which GitHub tries whether it can be merged.</summary>
    public string? MergeCommitSha { get; init; }

    /// <summary>Whether it can be merged; <see langword="null"/> while GitHub finds out, and in lists.</summary>
    public bool? Mergeable { get; init; }

    /// <summary>Whether it is not ready to be merged.</summary>
    public bool Draft { get; init; }

    /// <summary>Whether it is neither closed nor merged.</summary>
    public bool IsOpen => State == "open";
}

/// <summary>One end of a pull request.</summary>
public sealed record PullRequestBranch
{
    /// <summary>The branch, without <c>refs/heads/</c>.</summary>
    public required string Ref { get; init; }

    /// <summary>The commit that it points at.</summary>
    public required string Sha { get; init; }
}
