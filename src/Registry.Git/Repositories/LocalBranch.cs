using Registry.Core.Rules;
using Registry.Git.Objects;
using Registry.Git.WorkTrees;

namespace Registry.Git.Repositories;

/// <summary>A branch of a repository on this machine, with the work tree that shows it, if one does.</summary>
internal sealed class LocalBranch(GitRepository repository, RepositoryLayout layout, string? name, WriterLock turns, WorkTree? workTree, Random random) : IBranch
{
    private readonly LocalRefs _refs = new(repository, layout.Format, random);

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
    public async Task<MoveOutcome> MoveAsync(GitObjectId old, GitObjectId commit, string reason, RefMove? fence, CancellationToken cancellationToken)
    {
        if (workTree is not null) await workTree.RememberAsync(old, cancellationToken);
        // Not to be cancelled any more: it takes a moment, and the caller would not know whether it was done.
        var outcome = await _refs.MoveAsync(reason, new RefMove(name!, old, commit), fence, CancellationToken.None);
        // After a lost race this brings the work tree to what the winner left, or finds it there.
        if (workTree is not null) await workTree.FollowAsync(CancellationToken.None);
        return outcome;
    }
}
