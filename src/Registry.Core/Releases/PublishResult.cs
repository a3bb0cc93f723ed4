using Registry.Core.Rules;

namespace Registry.Core.Releases;

/// <summary>How far a failed publication reaches.</summary>
public enum PublishFailure
{
    /// <summary>It may work the next time.</summary>
    Passing,

    /// <summary>It will never work until somebody changes the version or the host.</summary>
    Final,

    /// <summary>It is the host that fails, for every version: a limit, a missing permission, a fault of the network.</summary>
    Host,
}

/// <summary>How a publication ended: <see cref="Published"/> or <see cref="NotPublished"/>.</summary>
public abstract record PublishResult
{
    private protected PublishResult()
    {
    }
}

/// <summary>The files are published, now or before.</summary>
/// <param name="Record">What is to be recorded.</param>
public sealed record Published(ReleaseRecord Record) : PublishResult;

/// <summary>The files are not published. Whatever was begun is found again.</summary>
/// <param name="Problem">Why.</param>
/// <param name="Failure">How far the failure reaches.</param>
/// <param name="RetryAt">When the host wants to be asked again, UTC, if it says so.</param>
public sealed record NotPublished(Problem Problem, PublishFailure Failure, DateTimeOffset? RetryAt = null) : PublishResult;
