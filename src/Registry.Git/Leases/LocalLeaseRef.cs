using Registry.Git.Objects;
using Registry.Git.Repositories;

namespace Registry.Git.Leases;

/// <summary>The ref of a lease in a repository of this machine.</summary>
internal sealed class LocalLeaseRef(LeaseCommits commits, LocalRefs refs) : ILeaseRef
{
    /// <inheritdoc/>
    public Task<(GitObjectId Id, string Message)> ReadAsync(CancellationToken cancellationToken) => commits.ReadAsync(cancellationToken);

    /// <inheritdoc/>
    public Task<MoveOutcome> MoveAsync(RefMove move, CancellationToken cancellationToken) =>
        // Not to be cancelled: it takes a moment, and the caller would not know whether it was done.
        refs.MoveAsync("lease", move, fence: null, CancellationToken.None);
}
