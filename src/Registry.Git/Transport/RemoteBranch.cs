using System.Diagnostics;
using Registry.Core.Rules;
using Registry.Git.Objects;
using Registry.Git.Processes;
using Registry.Git.Repositories;

namespace Registry.Git.Transport;

/// <summary>A branch of a remote repository: commits are made in the cache and pushed.</summary>
internal sealed class RemoteBranch(RemoteRepository remote, IObjectDatabase database, string? name) : IBranch
{
    // A command that opens a registry and writes to it at once need not ask the remote twice: the push finds out who was faster.
    private static readonly TimeSpan s_fresh = TimeSpan.FromSeconds(2);

    private Stopwatch? _fetched;

    /// <inheritdoc/>
    public string? Name => name;

    /// <summary>Notes that the branch has just been fetched.</summary>
    public void MarkFetched() => _fetched = Stopwatch.StartNew();

    /// <inheritdoc/>
    public async Task RefreshAsync(CancellationToken cancellationToken)
    {
        remote.RequireOnline();
        if (name is null || _fetched?.Elapsed < s_fresh) return;
        await remote.FetchAsync(name, cancellationToken);
    }

    /// <inheritdoc/>
    /// <remarks>No turn is waited for: nobody holds a lock while a network answers.</remarks>
    public Task<IDisposable> EnterAsync(CancellationToken cancellationToken) => Task.FromResult<IDisposable>(Stream.Null);

    /// <inheritdoc/>
    public Task<Problem?> ObstacleAsync(IReadOnlyCollection<string> paths, CancellationToken cancellationToken) => Task.FromResult<Problem?>(null);

    /// <inheritdoc/>
    public async Task<MoveOutcome> MoveAsync(GitObjectId old, GitObjectId commit, string reason, RefMove? fence, CancellationToken cancellationToken)
    {
        _fetched = null;
        await RequireChildAsync(old, commit, cancellationToken);
        var push = await remote.PushAsync(fence is null ? [new RefMove(name!, old, commit)] : [new RefMove(name!, old, commit), fence], isAtomic: fence is not null, cancellationToken);
        var outcome = fence is null
            ? PushReport.Read(push, name!) ?? await AskAsync(old, commit, remote.Unreachable(push), cancellationToken)
            : push.Succeeded ? new MoveOutcome.Won() : await AskAsync(old, commit, fence, push, cancellationToken);
        if (outcome is MoveOutcome.Won)
            // Reads see the commit without another fetch. If somebody fetched meanwhile, they see at least that much.
            await remote.Cache.RunAsync(["update-ref", name!, commit.ToString(), old.IsNone ? ObjectFormat.Of(commit).None.ToString() : old.ToString()], cancellationToken);
        return outcome;
    }

    /// <summary>A push with a lease is also a forced one: a commit on another base would wipe out what stands between.</summary>
    private async Task RequireChildAsync(GitObjectId old, GitObjectId commit, CancellationToken cancellationToken)
    {
        var found = await database.FindAsync(commit.ToString(), cancellationToken);
        var parents = found is null ? [] : CommitObject.ParentsOf(found);
        if (found is null || !(old.IsNone ? parents.Count == 0 : parents is [var parent] && parent == old))
            throw new InvalidOperationException($"Commit {commit} is not a child of {old} and must not be pushed in its place.");
    }

    /// <summary>
    /// A push of two refs that failed names each of them, the one that is to blame and the one that only went with it, in words that differ between
    /// servers. Where the refs are does not. The lease is at an object that no other push has, so being there says that this push was carried out.
    /// </summary>
    private async Task<MoveOutcome> AskAsync(GitObjectId old, GitObjectId commit, RefMove fence, GitOutput push, CancellationToken cancellationToken)
    {
        try
        {
            var lease = await remote.TipAsync(fence.Name, cancellationToken);
            if (lease == fence.New) return new MoveOutcome.Won();
            var branch = await AskAsync(old, commit, remote.Unreachable(push), cancellationToken);
            // Carried out, but whoever took the lease over afterwards has gone on from it.
            if (branch is MoveOutcome.Won) return branch;
            if (lease != fence.Old) return new MoveOutcome.Fenced();
            return branch is MoveOutcome.Lost ? branch : PushReport.Read(push, name!) ?? branch;
        }
        catch (RegistryException error) when (error.Rule == RegistryRules.Unreachable)
        {
            return new MoveOutcome.Unreachable(remote.Unreachable(push).Problems[0].Message);
        }
    }

    /// <summary>The connection was cut: only the remote knows whether it took the commit.</summary>
    private async Task<MoveOutcome> AskAsync(GitObjectId old, GitObjectId commit, RegistryException push, CancellationToken cancellationToken)
    {
        try
        {
            var tip = await remote.TipAsync(name!, cancellationToken);
            if (tip == commit) return new MoveOutcome.Won();
            if (tip == old) return new MoveOutcome.Unreachable(push.Problems[0].Message);
            await remote.FetchAsync(name!, cancellationToken);
            var contains = await remote.Cache.RunAsync(["merge-base", "--is-ancestor", commit.ToString(), name!], cancellationToken);
            return contains.Succeeded ? new MoveOutcome.Won() : new MoveOutcome.Lost();
        }
        catch (RegistryException error) when (error.Rule == RegistryRules.Unreachable)
        {
            return new MoveOutcome.Unreachable(push.Problems[0].Message);
        }
    }
}
