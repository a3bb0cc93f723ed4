namespace Registry.GitHub.PullRequests;

/// <summary>What to change of a pull request; what is <see langword="null"/> stays.</summary>
public sealed record PullRequestEdit
{
    /// <summary>The new title.</summary>
    public string? Title { get; init; }

    /// <summary>The new description.</summary>
    public string? Body { get; init; }
}
