using Registry.Core.Rules;
using Registry.Git.Objects;
using Registry.Git.Processes;
using Registry.Git.WorkTrees;

namespace Registry.Git.Repositories;

/// <summary>A branch of a repository on this machine, with the work tree that shows it, if one does.</summary>
internal sealed class LocalBranch(GitRepository repository, RepositoryLayout layout, string? name, WriterLock turns, WorkTree? workTree, Random random) : IBranch
{
    private const int MostTriesForRefLock = 8;

    /// <inheritdoc/>
    public string? Name => name;

    /// <inheritdoc/>
    public Task RefreshAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public async Task<IDisposable> EnterAsync(CancellationToken cancellationToken)
    {
        var turn = await turns.EnterAsync(cancellationToken);
        if (workTree is not null) await workTree.FollowAsync(cancellationToken);
        return turn;
    }

    /// <inheritdoc/>
    public async Task<Problem?> ObstacleAsync(IReadOnlyCollection<string> paths, CancellationToken cancellationToken)
    {
        if (workTree is null || await workTree.DirtyAsync(paths, cancellationToken) is not [_, ..] dirty) return null;
        return new Problem(RegistryRules.WorkTreeDirty, dirty[0],
            $"The work tree has changes of its own in {string.Join(", ", dirty)}; commit, stash or remove them first.");
    }

    /// <inheritdoc/>
    public async Task<MoveOutcome> MoveAsync(GitObjectId old, GitObjectId commit, string reason, CancellationToken cancellationToken)
    {
        if (workTree is not null) await workTree.RememberAsync(old, cancellationToken);
        // Not to be cancelled any more: it takes a moment, and the caller would not know whether it was done.
        var outcome = await TryMoveAsync(old, commit, reason, CancellationToken.None);
        // After a lost race this brings the work tree to what the winner left, or finds it there.
        if (workTree is not null) await workTree.FollowAsync(CancellationToken.None);
        return outcome;
    }

    private async Task<MoveOutcome> TryMoveAsync(GitObjectId old, GitObjectId commit, string reason, CancellationToken cancellationToken)
    {
        var backoff = new Backoff(random, TimeSpan.FromMilliseconds(5), TimeSpan.FromMilliseconds(200));
        for (var tries = 1; ; tries++)
        {
            var expected = old.IsNone ? layout.Format.None : old;
            var output = await repository.RunAsync(
                ["update-ref", "-m", $"registry: {reason}", name!, commit.ToString(), expected.ToString()], cancellationToken);
            if (output.Succeeded) return new MoveOutcome.Won();

            // What git says differs between versions and kinds of storage; where the branch is does not.
            var tip = await TipAsync(cancellationToken);
            if (tip == commit) return new MoveOutcome.Won();
            if (tip != old) return new MoveOutcome.Lost();
            if (!IsHeldLock(output) || tries == MostTriesForRefLock) return new MoveOutcome.StorageFailed(output.Reason);
            await backoff.WaitAsync(cancellationToken);
        }
    }

    private async Task<GitObjectId> TipAsync(CancellationToken cancellationToken)
    {
        var output = await repository.RunAsync(["rev-parse", "--verify", "--quiet", $"{name}^{{commit}}"], cancellationToken);
        return GitObjectId.TryParse(output.Text.AsSpan().Trim(), out var tip) ? tip : default;
    }

    private static bool IsHeldLock(GitOutput output) =>
        output.Error.Contains(".lock", StringComparison.Ordinal) && output.Error.Contains("exists", StringComparison.Ordinal);
}
