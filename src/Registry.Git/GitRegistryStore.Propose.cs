using Registry.Core.Operations;
using Registry.Core.Rules;
using Registry.Core.Store;
using Registry.Git.History;
using Registry.Git.Objects;
using Registry.Git.Processes;
using Registry.Git.Repositories;
using Registry.Git.Transport;

namespace Registry.Git;

/// <content>Proposals: one commit on a branch of its own, for somebody else to accept.</content>
public sealed partial class GitRegistryStore
{
    /// <summary>
    /// Plans an operation on the newest commit, and commits it to a branch of its own instead of the registry's. A branch that proposes the same
    /// already stays as it is; one that proposes something else, or on a base that has changed, is made anew.
    /// </summary>
    /// <param name="operation">The operation.</param>
    /// <param name="branch">The branch, without <c>refs/heads/</c>. It is forced, but never over a commit that is no proposal of the same thing.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The proposal; or that there is nothing to propose; or why it cannot be.</returns>
    /// <exception cref="RegistryException">git does not know who commits, or the repository is broken.</exception>
    public async Task<StoreResult<Proposed<T>>> ProposeAsync<T>(IOperation<T> operation, string branch, CancellationToken cancellationToken)
    {
        try
        {
            var writer = await WriterAsync(cancellationToken);
            for (var tries = 0; tries < MostTries; tries++)
                if (await TryProposeAsync(operation, branch, writer, cancellationToken) is { } result)
                    return result;
            return new Unavailable<Proposed<T>>(new Problem(RegistryRules.LostRace, null, $"Somebody else moved {branch} {MostTries} times in a row."));
        }
        catch (RegistryException error) when (error.Rule == RegistryRules.StorageFailed || error.Rule == RegistryRules.Unreachable)
        {
            return new Unavailable<Proposed<T>>(error.Problems[0]);
        }
    }

    /// <summary>One try; <see langword="null"/> after a lost race.</summary>
    private async Task<StoreResult<Proposed<T>>?> TryProposeAsync<T>(IOperation<T> operation, string branch, Writer writer, CancellationToken cancellationToken)
    {
        await writer.Branch.RefreshAsync(cancellationToken);
        var tip = await TipAsync(cancellationToken);
        var now = _options.TimeProvider.GetUtcNow();
        switch (await operation.PlanAsync(new PlanContext(new RegistryReader(tip), HistoryOf(tip), now, writer.Actor), cancellationToken))
        {
            case Refused<T> refused:
                return new NotDone<Proposed<T>>(refused.Refusal);
            case Unchanged<T> unchanged:
                return new AlreadySo<Proposed<T>>(new Proposed<T>(unchanged.Outcome, branch, tip.Revision, ProposalChange.Unchanged), tip.Revision);
            case Planned<T> planned:
                var name = FullName(branch);
                if (_remote is not null) await _remote.FetchProposalAsync(name, cancellationToken);
                var old = await FindAsync(name, cancellationToken);
                var change = old is null ? ProposalChange.Created : await CompareAsync(old, tip, planned, cancellationToken);
                if (change is null) return new NotDone<Proposed<T>>(new Refusal(RegistryRules.BranchTaken, $"{branch} has commits that are no such proposal; nothing was overwritten"));
                var proposed = new Proposed<T>(planned.Outcome, branch, tip.Revision, change.Value);
                if (change == ProposalChange.Unchanged) return new Committed<Proposed<T>>(proposed, old!.Revision);

                var commit = await writer.Commits.WriteAsync(tip, planned.Changes, planned.Message, now, cancellationToken);
                if (commit.IsNone) return new AlreadySo<Proposed<T>>(proposed, tip.Revision);
                return (await PlaceAsync(name, old?.Commit ?? default, commit, planned.Message.Subject, cancellationToken)).ToResult(proposed, commit);
            case var other:
                throw new InvalidOperationException($"A plan is one of three kinds, not {other.GetType()}.");
        }
    }

    /// <summary>How a branch relates to what is to be proposed; <see langword="null"/> when it is somebody else's.</summary>
    private async Task<ProposalChange?> CompareAsync<T>(GitSnapshot old, GitSnapshot tip, Planned<T> planned, CancellationToken cancellationToken)
    {
        var commit = await _database.FindAsync(old.Revision, cancellationToken);
        if (commit is null || CommitObject.ParentsOf(commit) is not [var parent] || !IsSameProposal(CommitObject.MessageOf(commit), planned.Message)) return null;
        var @base = await FindAsync(parent.ToString(), cancellationToken);
        foreach (var path in planned.Changes.Files.Keys)
            if (@base is null || !await IsSameAsync(@base, path, await tip.ReadAsync(path, cancellationToken), cancellationToken))
                return ProposalChange.Regenerated;
        foreach (var (path, content) in planned.Changes.Files)
            if (!await IsSameAsync(old, path, content, cancellationToken))
                return ProposalChange.Updated;
        return ProposalChange.Unchanged;
    }

    private static async Task<bool> IsSameAsync(GitSnapshot snapshot, string path, ReadOnlyMemory<byte>? expected, CancellationToken cancellationToken)
    {
        var content = await snapshot.ReadAsync(path, cancellationToken);
        return content is null ? expected is null : expected is { } bytes && content.Value.Span.SequenceEqual(bytes.Span);
    }

    private static bool IsSameProposal(string message, CommitMessage planned)
    {
        var trailers = MessageReader.Read(message).Trailers;
        return IsSame(CommitMessage.Entity) && IsSame(CommitMessage.Channel);

        bool IsSame(string key) => trailers.FirstOrDefault(trailer => trailer.Key == key).Value is { } value && value == planned.Trailers.FirstOrDefault(trailer => trailer.Key == key).Value;
    }

    /// <summary>Moves the branch of a proposal, which may go anywhere but over what somebody else put there meanwhile.</summary>
    private async Task<MoveOutcome> PlaceAsync(string name, GitObjectId old, GitObjectId commit, string reason, CancellationToken cancellationToken)
    {
        if (_remote is null)
        {
            var layout = await _repository.LayoutAsync(cancellationToken);
            var turns = new WriterLock(layout.SharedState, _options.LockPatience, _options.Random);
            return await new LocalBranch(_repository, layout, name, turns, workTree: null, _options.Random).MoveAsync(old, commit, reason, fence: null, cancellationToken);
        }

        var push = await _remote.PushAsync([new RefMove(name, old, commit)], isAtomic: false, cancellationToken);
        // After an answer that was lost only the remote knows; and a transport that sends again by itself loses a race against itself.
        if (PushReport.Read(push, name) is { } outcome and not MoveOutcome.Lost) return outcome;
        return await AskAsync(_remote, new RefMove(name, old, commit), push, cancellationToken);
    }

    /// <summary>What became of a branch that was pushed, as the remote sees it now.</summary>
    private static async Task<MoveOutcome> AskAsync(RemoteRepository remote, RefMove move, GitOutput push, CancellationToken cancellationToken)
    {
        var there = await remote.TipAsync(move.Name, cancellationToken);
        return there == move.New ? new MoveOutcome.Won() : there == move.Old ? new MoveOutcome.Unreachable(remote.Unreachable(push).Problems[0].Message) : new MoveOutcome.Lost();
    }
}
