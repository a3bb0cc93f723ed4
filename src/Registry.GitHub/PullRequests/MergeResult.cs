namespace Registry.GitHub.PullRequests;

/// <summary>How an attempt to merge ended: <see cref="Merged"/>, <see cref="NotMergeable"/> or <see cref="HeadMoved"/>.</summary>
public abstract record MergeResult
{
    private protected MergeResult()
    {
    }
}

/// <summary>The pull request is merged.</summary>
/// <param name="Sha">The newest commit of the base branch.</param>
public sealed record Merged(string Sha) : MergeResult;

/// <summary>The pull request cannot be merged now: a conflict, a missing check or review, or it is merged or closed already.</summary>
/// <param name="Message">What GitHub says.</param>
public sealed record NotMergeable(string Message) : MergeResult;

/// <summary>The head branch has another commit than the one that was to be merged.</summary>
/// <param name="Message">What GitHub says.</param>
public sealed record HeadMoved(string Message) : MergeResult;

/// <summary>What GitHub is asked to merge.</summary>
internal sealed record MergeRequest(string Sha, MergeMethod MergeMethod, string? CommitTitle, string? CommitMessage);

/// <summary>What GitHub says of a merge.</summary>
internal sealed record MergeAnswer
{
    public required string Sha { get; init; }
}
