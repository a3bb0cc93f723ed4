namespace Registry.GitHub.PullRequests;

/// <summary>A review of a pull request.</summary>
public sealed record Review
{
    /// <summary>Who reviewed; <see langword="null"/> when the account is gone.</summary>
    public Account? User { get; init; }

    /// <summary><c>APPROVED</c>, <c>CHANGES_REQUESTED</c>, <c>COMMENTED</c>, <c>DISMISSED</c> or <c>PENDING</c>.</summary>
    public required string State { get; init; }

    /// <summary>The commit that was looked at; <see langword="null"/> when it is gone.</summary>
    public string? CommitId { get; init; }
}
