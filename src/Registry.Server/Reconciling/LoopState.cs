
namespace Registry.Server.Reconciling;

/// <summary>How the loop stands.</summary>
internal sealed record LoopState
{
    /// <summary>Whether it has come to its end.</summary>
    public bool IsEnded { get; init; }

    /// <summary>Whether it has made no step for longer than it may.</summary>
    public bool IsStalled { get; init; }

    /// <summary>Whether the registry answered the last time.</summary>
    public bool IsReached { get; init; }

    /// <summary>Whether this instance holds the lease.</summary>
    public bool IsHolder { get; init; }

    /// <summary>Who holds the lease instead; <see langword="null"/> when this instance does, or nobody looked yet.</summary>
    public string? Standby { get; init; }

    /// <summary>The last pass of this instance.</summary>
    public PassReport? Report { get; init; }

    /// <summary>Why the last try failed; <see langword="null"/> when it did not.</summary>
    public string? Failure { get; init; }

    /// <summary>When the last pass ended well.</summary>
    public DateTimeOffset? LastSuccess { get; init; }
}
