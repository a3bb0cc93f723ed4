using Registry.Core.Inbox;
using Registry.Core.Rules;
using Registry.Core.Store;
using Registry.Git.Inbox;
using Registry.Git.Objects;
using Registry.Git.Repositories;
using Registry.Git.Transport;

namespace Registry.Git;

/// <content>The inbox: reading the branches by which emits arrive, and removing them.</content>
public sealed partial class GitRegistryStore
{
    /// <summary>Where the inbox is seen here.</summary>
    private string InboxFolder => _remote is null ? $"refs/heads/{InboxBranch.Folder}/" : RemoteRepository.InboxRefs;

    /// <summary>
    /// The branches of the inbox, in order of arrival: of the times of their commits, then of their names. Where a remote registry's is empty,
    /// that costs one look at its branches.
    /// </summary>
    /// <exception cref="RegistryException">The remote cannot be reached, or the repository is broken.</exception>
    public async Task<IReadOnlyList<WaitingBranch>> InboxAsync(CancellationToken cancellationToken)
    {
        if (_remote is not null && !await FetchInboxAsync(_remote, cancellationToken)) return [];
        var folder = InboxFolder;
        var output = await _repository.RunToSuccessAsync(["for-each-ref", "--format=%(objectname) %(refname)", folder], cancellationToken);
        // id SP ref
        List<KeyValuePair<string, GitObjectId>> branches =
            [.. output.Lines.Select(line => line.Split(' ', 2)).Select(parts => KeyValuePair.Create($"{InboxBranch.Folder}/{parts[1][folder.Length..]}", GitObjectId.Parse(parts[0])))];
        return branches.Count == 0 ? [] : await ReadInboxAsync(branches, cancellationToken);
    }

    /// <summary>Removes branches of the inbox, in one push for a remote registry. One that has another commit by now stays, and one that is gone is no error.</summary>
    /// <exception cref="RegistryException">The remote cannot be reached.</exception>
    public async Task RemoveFromInboxAsync(IReadOnlyList<WaitingBranch> branches, CancellationToken cancellationToken)
    {
        if (branches.Count == 0) return;
        if (_remote is null)
        {
            foreach (var branch in branches) await _repository.RunAsync(["update-ref", "-d", FullName(branch.Name), branch.Commit], cancellationToken);
            return;
        }

        var push = await _remote.PushAsync([.. branches.Select(branch => new RefMove(FullName(branch.Name), GitObjectId.Parse(branch.Commit), default))], isAtomic: false, cancellationToken);
        if (branches.All(branch => PushReport.Read(push, FullName(branch.Name)) is null)) throw _remote.Unreachable(push);
    }

    /// <summary>Whether a branch of the inbox is still there.</summary>
    /// <exception cref="RegistryException">The remote cannot be reached.</exception>
    public async Task<bool> IsWaitingAsync(string branch, CancellationToken cancellationToken) =>
        _remote is null ? await FindAsync(FullName(branch), cancellationToken) is not null : !(await _remote.TipAsync(FullName(branch), cancellationToken)).IsNone;

    private async Task<bool> FetchInboxAsync(RemoteRepository remote, CancellationToken cancellationToken)
    {
        var name = await RemoteNameAsync(cancellationToken);
        var (tip, isAnyWaiting) = await remote.LookAsync(name, cancellationToken);
        if (!isAnyWaiting) return false;
        if (tip != (await TipAsync(cancellationToken)).Commit) await remote.FetchAsync(name, cancellationToken);
        await remote.FetchInboxAsync(cancellationToken);
        return true;
    }

    private async Task<IReadOnlyList<WaitingBranch>> ReadInboxAsync(IReadOnlyList<KeyValuePair<string, GitObjectId>> branches, CancellationToken cancellationToken)
    {
        var tip = await TipAsync(cancellationToken);
        var isShallow = _remote?.IsShallow ?? File.Exists(Path.Combine((await _repository.LayoutAsync(cancellationToken)).CommonDirectory, "shallow"));
        if (_remote is not null) await FetchComparedAsync(_remote, branches, cancellationToken);
        return await new InboxReader(_repository, _database, _remote, isShallow).ReadAsync(branches, tip.Commit, cancellationToken);
    }

    /// <summary>Fetches the folders of all branches that are compared, in two exchanges however many there are.</summary>
    private async Task FetchComparedAsync(RemoteRepository remote, IReadOnlyList<KeyValuePair<string, GitObjectId>> branches, CancellationToken cancellationToken)
    {
        List<(string Name, GitObjectId Root)> compared = [];
        foreach (var (name, id) in branches)
        {
            if (await _database.FindAsync(id.ToString(), cancellationToken) is not { } commit) continue;
            compared.Add((name, CommitObject.TreeOf(commit)));
            if (CommitObject.ParentsOf(commit) is [var parent] && await _database.FindAsync(parent.ToString(), cancellationToken) is { } before)
                compared.Add((name, CommitObject.TreeOf(before)));
        }

        await remote.FetchUpperFoldersAsync([.. compared.Select(one => one.Root).Distinct()], cancellationToken);
        HashSet<GitObjectId> entities = [];
        foreach (var (name, root) in compared)
            if (InboxBranch.TryParse(name, out var branch)
                && await new GitSnapshot(default, root, _database, _trees).FindFolderAsync(RegistryPaths.Entity(branch.Entity), cancellationToken) is { IsNone: false } entity)
                entities.Add(entity);
        await remote.FetchObjectsAsync(entities, cancellationToken);
    }
}
