using Registry.Core.Rules;
using Registry.Git.Objects;
using Registry.Git.Repositories;

namespace Registry.Git.Leases;

/// <summary>The ref of a lease: in a repository of this machine, or in one that is reached over the network.</summary>
internal interface ILeaseRef
{
    /// <summary>Where the ref is, and the message of the commit there; none when it does not exist.</summary>
    /// <exception cref="RegistryException">The remote cannot be reached, or the repository is broken.</exception>
    Task<(GitObjectId Id, string Message)> ReadAsync(CancellationToken cancellationToken);

    /// <summary>Moves the ref alone, unless somebody was faster.</summary>
    Task<MoveOutcome> MoveAsync(RefMove move, CancellationToken cancellationToken);
}
