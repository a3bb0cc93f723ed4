namespace Registry.GitHub.Errors;

/// <summary>A request to GitHub failed. The message names the request, never a token.</summary>
public sealed class GitHubException : Exception
{
    /// <summary>Creates an exception.</summary>
    /// <param name="kind">What a caller can do about it.</param>
    /// <param name="message">The request, what happened, and what to do.</param>
    /// <param name="inner">What caused it, if anything did.</param>
    public GitHubException(GitHubErrorKind kind, string message, Exception? inner = null)
        : base(message, inner) => Kind = kind;

    /// <summary>What a caller can do about it.</summary>
    public GitHubErrorKind Kind { get; }

    /// <summary>The HTTP status of the answer; <see langword="null"/> when there was none.</summary>
    public int? Status { get; init; }

    /// <summary>What GitHub found wrong with the request; empty unless <see cref="Kind"/> is <see cref="GitHubErrorKind.Validation"/>.</summary>
    public IReadOnlyList<FieldError> Errors { get; init; } = [];

    /// <summary>When to go on after <see cref="GitHubErrorKind.RateLimited"/>, by this machine's clock, UTC.</summary>
    public DateTimeOffset? ResumeAt { get; init; }

    /// <summary>Whether another token can be had than the one that was refused.</summary>
    internal bool HasAnotherToken { get; set; }

    /// <summary>Whether the thing to create is there already: an asset of that name, a published release of that tag, an open pull request.</summary>
    public bool IsAlreadyExists => Errors.Any(error =>
        error.Code == "already_exists" || error.Message?.Contains("already exists", StringComparison.OrdinalIgnoreCase) == true);

    /// <summary>Whether the tag's name belonged to an immutable release: no release can ever have it again.</summary>
    public bool IsTagBurnt => Errors.Any(error =>
        error is { Field: "tag_name", Message: { } message } && message.Contains("immutable release", StringComparison.OrdinalIgnoreCase));
}
