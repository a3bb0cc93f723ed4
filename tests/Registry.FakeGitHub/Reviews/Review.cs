namespace Registry.FakeGitHub.Reviews;

/// <summary>A review of a pull request.</summary>
internal sealed class Review
{
    public required long Id { get; init; }

    /// <summary>The number of the pull request.</summary>
    public required int Pull { get; init; }

    public required string Author { get; init; }

    public required string Body { get; init; }

    public required ReviewState State { get; set; }

    /// <summary>The commit that was looked at, which stays when the branch moves on.</summary>
    public required string Commit { get; init; }

    /// <summary>When it was sent; <see langword="null"/> before that.</summary>
    public DateTimeOffset? SubmittedAt { get; init; }
}
