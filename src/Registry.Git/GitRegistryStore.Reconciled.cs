using Registry.Core.Rules;
using Registry.Git.Repositories;

namespace Registry.Git;

/// <content>How far a reconciler has come, so that it notices when the history was rewritten behind it.</content>
public sealed partial class GitRegistryStore
{
    /// <summary>Where this repository, or this machine's cache of a remote one, notes it. It is not pushed, and goes with the cache.</summary>
    private const string ReconciledRef = "refs/registry/reconciled";

    /// <summary>Where the registry itself says that a rewritten history is meant.</summary>
    private const string AcceptedRef = "refs/registry/accepted";

    /// <summary>The commit at which a reconciler of this machine looked last; <see langword="null"/> when none did.</summary>
    public async Task<string?> ReconciledAsync(CancellationToken cancellationToken) => await ReadRefAsync(ReconciledRef, cancellationToken);

    /// <summary>Notes the commit at which a reconciler looked.</summary>
    /// <exception cref="RegistryException">The repository cannot be written.</exception>
    public Task MarkReconciledAsync(string revision, CancellationToken cancellationToken) =>
        _repository.RunToSuccessAsync(["update-ref", "--no-deref", ReconciledRef, revision], cancellationToken);

    /// <summary>Whether somebody said that a history which lacks a commit is meant: a commit was accepted that the history has, and that the lost one had not.</summary>
    /// <param name="head">The newest commit.</param>
    /// <param name="lost">The commit that it lacks.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="RegistryException">The remote cannot be reached.</exception>
    public async Task<bool> IsAcceptedAsync(string head, string lost, CancellationToken cancellationToken)
    {
        var accepted = _remote is null ? await ReadRefAsync(AcceptedRef, cancellationToken) : (await _remote.TipAsync(AcceptedRef, cancellationToken)).ToString();
        return accepted is { Length: > 0 } && await ContainsAsync(head, accepted, cancellationToken) && !await ContainsAsync(lost, accepted, cancellationToken);
    }

    /// <summary>Says that the registry's history is meant, up to a commit of it.</summary>
    /// <exception cref="RegistryException">The commit is none of the registry's history, or the registry cannot be written.</exception>
    public async Task AcceptHistoryAsync(string revision, CancellationToken cancellationToken)
    {
        var (head, accepted) = ((GitSnapshot)await SnapshotAsync(null, cancellationToken), (GitSnapshot)await SnapshotAsync(revision, cancellationToken));
        if (!await ContainsAsync(head.Revision, accepted.Revision, cancellationToken))
            throw new RegistryException(RegistryRules.RevisionUnknown, $"{accepted.Revision} is no part of the history of {Location}, which is at {head.Revision}.");
        var old = _remote is not null ? await _remote.TipAsync(AcceptedRef, cancellationToken)
            : await ReadRefAsync(AcceptedRef, cancellationToken) is { } there ? Objects.GitObjectId.Parse(there) : default;
        if (old == accepted.Commit) return;
        if (await PlaceAsync(AcceptedRef, old, accepted.Commit, "accept history", cancellationToken) is not MoveOutcome.Won)
            throw new RegistryException(RegistryRules.LostRace, "Somebody else accepted a history at the same time.");
    }

    /// <summary>Whether a commit is part of the history of another, as far as it is on this machine: what was fetched once is, and all that came after.</summary>
    public async Task<bool> ContainsAsync(string head, string revision, CancellationToken cancellationToken) =>
        head == revision || (await _repository.RunAsync(["merge-base", "--is-ancestor", revision, head], cancellationToken)).Succeeded;

    private async Task<string?> ReadRefAsync(string name, CancellationToken cancellationToken)
    {
        var output = await _repository.RunAsync(["rev-parse", "--verify", "--quiet", name], cancellationToken);
        return output.Succeeded ? output.Text.Trim() : null;
    }
}
