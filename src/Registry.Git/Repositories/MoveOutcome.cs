using Registry.Core.Operations;
using Registry.Core.Rules;
using Registry.Core.Store;
using Registry.Git.Objects;

namespace Registry.Git.Repositories;

/// <summary>How an attempt to move a branch ended. Closed: a caller sees every case.</summary>
internal abstract record MoveOutcome
{
    private MoveOutcome()
    {
    }

    /// <summary>What the caller of a store is told; <see langword="null"/> after a lost race.</summary>
    public StoreResult<T>? ToResult<T>(T outcome, GitObjectId commit) => this switch
    {
        Won => new Committed<T>(outcome, commit.ToString()),
        Lost => null,
        Refused refused => new NotDone<T>(new Refusal(RegistryRules.RemoteRefused, refused.Message)),
        Unreachable unreachable => new Unavailable<T>(new Problem(RegistryRules.Unreachable, null, unreachable.Message)),
        StorageFailed failed => new Unavailable<T>(new Problem(RegistryRules.StorageFailed, null, failed.Message)),
        Fenced => new Unavailable<T>(Leases.RefLease.NotHeld),
        _ => throw new InvalidOperationException($"A move ends in one of six ways, not in {GetType()}."),
    };

    /// <summary>The branch names the new commit, or one that builds on it.</summary>
    public sealed record Won : MoveOutcome;

    /// <summary>The branch was moved by somebody else; plan again.</summary>
    public sealed record Lost : MoveOutcome;

    /// <summary>The remote will not take the commit, whatever the number of tries.</summary>
    public sealed record Refused(string Message) : MoveOutcome;

    /// <summary>The remote did not answer.</summary>
    public sealed record Unreachable(string Message) : MoveOutcome;

    /// <summary>The storage of the repository cannot be written.</summary>
    public sealed record StorageFailed(string Message) : MoveOutcome;

    /// <summary>The lease under which the branch was to move is somebody else's by now.</summary>
    public sealed record Fenced : MoveOutcome;
}
