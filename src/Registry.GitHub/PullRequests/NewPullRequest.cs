namespace Registry.GitHub.PullRequests;

/// <summary>A pull request to create.</summary>
public sealed record NewPullRequest
{
    /// <summary>The title.</summary>
    public required string Title { get; init; }

    /// <summary>The branch with the changes; <c>owner:branch</c> when it is in a fork.</summary>
    public required string Head { get; init; }

    /// <summary>The branch that they go to.</summary>
    public required string Base { get; init; }

    /// <summary>The description.</summary>
    public string? Body { get; init; }

    /// <summary>Whether it is not ready to be merged.</summary>
    public bool Draft { get; init; }
}
