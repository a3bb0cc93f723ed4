using Registry.Core.Operations;
using Registry.Core.Rules;
using Registry.Git.Inbox;

namespace Registry.Git.Emits;

/// <summary>How an emit ended: <see cref="Emitted"/>, <see cref="Submitted"/>, <see cref="Queued"/> or <see cref="EmitRefused"/>.</summary>
public abstract record EmitResult
{
    private protected EmitResult()
    {
    }
}

/// <summary>The version stands in the registry, new or found.</summary>
/// <param name="Outcome">The version.</param>
/// <param name="Revision">The commit.</param>
/// <param name="Flushed">What went out of the outbox before it.</param>
public sealed record Emitted(EmitOutcome Outcome, string Revision, FlushResult Flushed) : EmitResult;

/// <summary>The emit waits in the registry's inbox, for the reconciler to fold it in.</summary>
/// <param name="Branch">Its branch.</param>
/// <param name="Commit">The branch's commit.</param>
/// <param name="Request">What was asked for, with its time.</param>
/// <param name="Flushed">What went out of the outbox before it.</param>
public sealed record Submitted(string Branch, string Commit, EmitRequest Request, FlushResult Flushed) : EmitResult;

/// <summary>The registry cannot be written now; the emit waits in the outbox, durably.</summary>
/// <param name="Why">Why it cannot.</param>
public sealed record Queued(Problem Why) : EmitResult;

/// <summary>A rule forbids the emit.</summary>
/// <param name="Refusal">Why.</param>
public sealed record EmitRefused(Refusal Refusal) : EmitResult;

/// <summary>What became of one emit that had waited.</summary>
/// <param name="Entity">The entity, or <c>?</c> when the request cannot be read.</param>
/// <param name="Outcome">The version; <see langword="null"/> when it was refused, or waits in the inbox.</param>
/// <param name="Refusal">Why it was refused.</param>
/// <param name="SetAside">Where a refused one is kept.</param>
/// <param name="Waiting">Where it waits in the inbox; <see langword="null"/> when it does not.</param>
public sealed record FlushedItem(string Entity, EmitOutcome? Outcome, Refusal? Refusal, string? SetAside, Submission? Waiting = null);

/// <summary>What became of the outbox.</summary>
/// <param name="Items">What went out, and what was refused, in order.</param>
/// <param name="Waiting">How many emits still wait.</param>
/// <param name="Why">Why they wait.</param>
public sealed record FlushResult(IReadOnlyList<FlushedItem> Items, int Waiting, Problem? Why)
{
    /// <summary>Nothing waited.</summary>
    public static FlushResult Empty { get; } = new([], 0, null);
}
