namespace Registry.GitHub.Errors;

/// <summary>What a caller can do about a failed request.</summary>
public enum GitHubErrorKind
{
    /// <summary>The thing does not exist, or the credentials may not see it: GitHub answers both with 404.</summary>
    NotFound,

    /// <summary>The credentials lack a permission. The message names it when GitHub does.</summary>
    Forbidden,

    /// <summary>The credentials are missing, wrong or expired.</summary>
    Unauthorized,

    /// <summary>GitHub does not accept the request's content; <see cref="GitHubException.Errors"/> says which part.</summary>
    Validation,

    /// <summary>The thing is in another state than the request supposes.</summary>
    Conflict,

    /// <summary>A rate limit asks for a longer wait than the options allow. Go on at <see cref="GitHubException.ResumeAt"/>.</summary>
    RateLimited,

    /// <summary>The network or GitHub failed, and nothing was changed. Trying again later may help.</summary>
    Transient,

    /// <summary>The request was sent, and its answer was lost: it may have been carried out. Look before sending it again.</summary>
    OutcomeUnknown,

    /// <summary>The answer is not what GitHub's documentation promises.</summary>
    Malformed,
}
