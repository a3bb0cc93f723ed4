using Registry.Core.Rules;
using Registry.Git.Objects;
using Registry.Git.Repositories;
using Registry.Git.Transport;

namespace Registry.Git.Leases;

/// <summary>The ref of a lease in a remote repository. The cache has a copy of it, which nothing is decided by.</summary>
internal sealed class RemoteLeaseRef(LeaseCommits commits, RemoteRepository remote) : ILeaseRef
{
    /// <inheritdoc/>
    public async Task<(GitObjectId Id, string Message)> ReadAsync(CancellationToken cancellationToken)
    {
        await remote.FetchAsync(RefLease.RefName, cancellationToken);
        return await commits.ReadAsync(cancellationToken);
    }

    /// <inheritdoc/>
    public async Task<MoveOutcome> MoveAsync(RefMove move, CancellationToken cancellationToken)
    {
        var push = await remote.PushAsync([move], isAtomic: false, cancellationToken);
        if (PushReport.Read(push, move.Name) is { } outcome) return outcome;
        try
        {
            var there = await remote.TipAsync(move.Name, cancellationToken);
            return there == move.New ? new MoveOutcome.Won() : there == move.Old ? new MoveOutcome.Unreachable(remote.Unreachable(push).Message) : new MoveOutcome.Lost();
        }
        catch (RegistryException error) when (error.Rule == RegistryRules.Unreachable)
        {
            return new MoveOutcome.Unreachable(error.Message);
        }
    }
}
