using Registry.Core.Operations;
using Registry.Core.Rules;
using Registry.Core.Store;
using Registry.Git.Import;
using Registry.Git.Leases;
using Registry.Git.Objects;
using Registry.Git.Repositories;

namespace Registry.Git;

/// <content>Writing: plan on the newest commit, write, move the branch, and plan again after a lost race.</content>
public sealed partial class GitRegistryStore
{
    private const int MostTries = 50;

    private Writer? _writer;

    private string DetachedMessage => $"HEAD of {Location} is detached, so there is no branch to write to.";

    /// <inheritdoc/>
    /// <exception cref="RegistryException">git does not know who commits, or the repository is broken.</exception>
    public async Task<StoreResult<T>> ExecuteAsync<T>(IOperation<T> operation, CancellationToken cancellationToken)
    {
        if (Lease is { IsHeld: false }) return new Unavailable<T>(RefLease.NotHeld);
        try
        {
            var writer = await WriterAsync(cancellationToken);
            if (writer.Branch.Name is null)
                return new NotDone<T>(new Refusal(RegistryRules.NoBranch, DetachedMessage));
            var backoff = new Backoff(_options.Random, TimeSpan.FromMilliseconds(10), TimeSpan.FromMilliseconds(500));
            for (var tries = 0; tries < MostTries; tries++)
            {
                if (await TryExecuteAsync(operation, writer, cancellationToken) is { } result) return result;
                await backoff.WaitAsync(cancellationToken);
            }

            return new Unavailable<T>(new Problem(RegistryRules.LostRace, null, $"Other writers were faster {MostTries} times in a row."));
        }
        catch (RegistryException error) when (error.Rule == RegistryRules.StorageFailed || error.Rule == RegistryRules.Unreachable)
        {
            return new Unavailable<T>(error.Problems[0]);
        }
    }

    /// <summary>Starts to load many files in one commit. Nothing else is planned: the caller has read what the files must agree with, and has the turn.</summary>
    /// <param name="parent">The snapshot that was read; the commit is refused when the registry has moved on from it.</param>
    /// <param name="message">The commit's message.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="RegistryException">git does not know who commits, there is no branch, or the work tree has changes of its own.</exception>
    public async Task<GitFastImport> BeginImportAsync(IRegistrySnapshot parent, CommitMessage message, CancellationToken cancellationToken)
    {
        var writer = await WriterAsync(cancellationToken);
        if (writer.Branch.Name is null) throw new RegistryException(RegistryRules.NoBranch, DetachedMessage);
        if (await writer.Branch.ObstacleAsync(["entities"], cancellationToken) is { } obstacle) throw new RegistryException([obstacle]);
        var old = ((GitSnapshot)parent).Commit;
        return new GitFastImport(
            _repository, old, writer.Actor, message, _options.TimeProvider.GetUtcNow(), (commit, token) => MoveAsync(writer.Branch, old, commit, message.Subject, token));
    }

    /// <summary>
    /// Puts loose objects and small packs together, and writes what makes the history of a path quick to read. Cheap when there
    /// is little to do, and safe beside writers: nothing is thrown away.
    /// </summary>
    /// <exception cref="RegistryException">git could not do it.</exception>
    public Task PackAsync(CancellationToken cancellationToken) => _repository.PackAsync(_options.Progress, cancellationToken);

    /// <summary>Brings the work tree to the branch's commit, if a process that wrote before could not.</summary>
    public async Task FollowAsync(CancellationToken cancellationToken)
    {
        var writer = await WriterAsync(cancellationToken);
        using var turn = await writer.Branch.EnterAsync(cancellationToken);
    }

    /// <summary>One try; <see langword="null"/> after a lost race.</summary>
    private async Task<StoreResult<T>?> TryExecuteAsync<T>(IOperation<T> operation, Writer writer, CancellationToken cancellationToken)
    {
        using var turn = await writer.Branch.EnterAsync(cancellationToken);
        await writer.Branch.RefreshAsync(cancellationToken);
        var parent = await TipAsync(cancellationToken);
        var now = _options.TimeProvider.GetUtcNow();
        var plan = await operation.PlanAsync(new PlanContext(new RegistryReader(parent), HistoryOf(parent), now, writer.Actor), cancellationToken);
        return plan switch
        {
            Planned<T> planned => await CommitAsync(planned, parent, now, writer, cancellationToken),
            Unchanged<T> unchanged => new AlreadySo<T>(unchanged.Outcome, parent.Revision),
            Refused<T> refused => new NotDone<T>(refused.Refusal),
            _ => throw new InvalidOperationException($"A plan is one of three kinds, not {plan.GetType()}."),
        };
    }

    private async Task<StoreResult<T>?> CommitAsync<T>(
        Planned<T> plan, GitSnapshot parent, DateTimeOffset now, Writer writer, CancellationToken cancellationToken)
    {
        if (await writer.Branch.ObstacleAsync([.. plan.Changes.Files.Keys], cancellationToken) is { } obstacle)
            return new NotDone<T>(new Refusal([obstacle]));
        var commit = await writer.Commits.WriteAsync(parent, plan.Changes, plan.Message, now, cancellationToken);
        if (commit.IsNone) return new AlreadySo<T>(plan.Outcome, parent.Revision);

        var outcome = await MoveAsync(writer.Branch, parent.Commit, commit, plan.Message.Subject, cancellationToken);
        return outcome.ToResult(plan.Outcome, commit);
    }

    /// <summary>Moves the branch, together with the lease when the store writes under one.</summary>
    private Task<MoveOutcome> MoveAsync(IBranch branch, GitObjectId old, GitObjectId commit, string reason, CancellationToken cancellationToken) =>
        Lease is null
            ? branch.MoveAsync(old, commit, reason, fence: null, cancellationToken)
            : Lease.FenceAsync(fence => branch.MoveAsync(old, commit, reason, fence, cancellationToken), cancellationToken);

    private async Task<Writer> WriterAsync(CancellationToken cancellationToken)
    {
        // What a clone's HEAD names may change at any time; the rest of a repository's layout does not.
        if (_writer is { HasWorkTree: false } known) return known;
        var layout = _repository.LayoutAsync(cancellationToken);
        var actor = _repository.CommitterAsync(cancellationToken);
        var signs = _repository.SignsCommitsAsync(cancellationToken);
        await Task.WhenAll(layout, actor, signs);
        var commits = new CommitWriter(_repository, _database, _trees, (await layout).Format, await signs);
        return _writer = new Writer(BranchOf(await layout), commits, await actor, (await layout).HasWorkTree);
    }

    private sealed record Writer(IBranch Branch, CommitWriter Commits, string Actor, bool HasWorkTree);
}
