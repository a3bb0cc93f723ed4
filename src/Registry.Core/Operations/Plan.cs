using Registry.Core.Store;

namespace Registry.Core.Operations;

/// <summary>What an operation would do to one snapshot: <see cref="Planned{T}"/>, <see cref="Unchanged{T}"/> or <see cref="Refused{T}"/>.</summary>
/// <typeparam name="T">What the operation tells its caller.</typeparam>
public abstract record Plan<T>
{
    private protected Plan()
    {
    }
}

/// <summary>The operation changes files, in one commit.</summary>
/// <param name="Outcome">What the caller is told once the commit stands.</param>
/// <param name="Changes">At least one change.</param>
/// <param name="Message">The commit's message.</param>
public sealed record Planned<T>(T Outcome, ChangeSet Changes, CommitMessage Message) : Plan<T>;

/// <summary>What was asked for is so already; there is nothing to commit.</summary>
/// <param name="Outcome">What the caller is told.</param>
public sealed record Unchanged<T>(T Outcome) : Plan<T>;

/// <summary>The operation may not be done.</summary>
/// <param name="Refusal">Why.</param>
public sealed record Refused<T>(Refusal Refusal) : Plan<T>;
