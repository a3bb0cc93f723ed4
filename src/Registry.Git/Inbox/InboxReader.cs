using System.Globalization;
using System.Text;
using Registry.Core.Inbox;
using Registry.Core.Store;
using Registry.Git.History;
using Registry.Git.Objects;
using Registry.Git.Repositories;
using Registry.Git.Transport;

namespace Registry.Git.Inbox;

/// <summary>Reads branches that anybody may have made, without trusting their size, shape or number of files.</summary>
/// <param name="repository">The repository, or the cache of a remote one.</param>
/// <param name="database">Its objects.</param>
/// <param name="remote">Where contents are fetched from; <see langword="null"/> when they are here.</param>
/// <param name="isShallow">Whether it lacks the history, so that it does not know whether a commit is one of the registry's.</param>
internal sealed class InboxReader(GitRepository repository, IObjectDatabase database, RemoteRepository? remote, bool isShallow)
{
    private readonly record struct Found(FileDifference Difference, GitObjectId Object);

    private sealed record Tip(string Name, GitObject Commit, GitObjectId? Parent)
    {
        public List<Found>? Files { get; set; }
    }

    /// <summary>Reads branches.</summary>
    /// <param name="branches">Their names, without <c>refs/heads/</c>, and their commits.</param>
    /// <param name="main">The newest commit of the registry's own branch.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <returns>The branches in the order of their times, then of their names.</returns>
    public async Task<IReadOnlyList<WaitingBranch>> ReadAsync(
        IReadOnlyList<KeyValuePair<string, GitObjectId>> branches, GitObjectId main, CancellationToken cancellationToken)
    {
        List<Tip> tips = [];
        foreach (var (name, id) in branches)
            if (await database.FindAsync(id.ToString(), cancellationToken) is { } commit)
                tips.Add(new Tip(name, commit, CommitObject.ParentsOf(commit) is [var parent] ? parent : null));

        var strangers = await StrangersAsync(tips, main, cancellationToken);
        foreach (var tip in tips)
            if (tip.Parent is { } parent && !strangers.Contains(parent))
                tip.Files = await FilesAsync(parent, tip.Commit.Id, cancellationToken);

        var contents = tips.SelectMany(tip => tip.Files ?? []).Where(file => file.Difference.After == TreeItemKind.File).Select(file => file.Object).Distinct().ToList();
        if (remote is not null) await remote.FetchObjectsAsync(contents, cancellationToken);
        var readable = await ReadableAsync(contents, cancellationToken);
        List<WaitingBranch> waiting = [];
        foreach (var tip in tips) waiting.Add(await ReadAsync(tip, readable, cancellationToken));
        return [.. waiting.OrderBy(branch => branch.CommittedAt).ThenBy(branch => branch.Name, StringComparer.Ordinal)];
    }

    private async Task<WaitingBranch> ReadAsync(Tip tip, HashSet<GitObjectId> readable, CancellationToken cancellationToken)
    {
        List<WaitingFile>? files = null;
        if (tip.Files is { } found)
        {
            files = [];
            foreach (var (difference, id) in found)
            {
                var content = readable.Contains(id) ? (await database.FindAsync(id.ToString(), cancellationToken))?.Content : null;
                files.Add(new WaitingFile(difference.Path, difference.Before, difference.After, content));
            }
        }

        return new WaitingBranch(tip.Name, tip.Commit.Id.ToString(), CommitObject.AuthorOf(tip.Commit), CommitObject.CommittedAt(tip.Commit), files);
    }

    /// <summary>Commits that branches build on and that the registry's branch does not have.</summary>
    private async Task<HashSet<GitObjectId>> StrangersAsync(List<Tip> tips, GitObjectId main, CancellationToken cancellationToken)
    {
        var parents = tips.Select(tip => tip.Parent).OfType<GitObjectId>().Where(parent => parent != main).ToHashSet();
        // Without the history nobody knows, and it matters little: an emit is planned anew, and nothing else of a branch is taken.
        if (parents.Count == 0 || isShallow) return [];
        var output = await repository.RunAsync(
            repository.Command(["rev-list", "--stdin"]) with { Input = Encoding.ASCII.GetBytes($"^{main}\n{string.Join('\n', parents)}\n") }, cancellationToken);
        return [.. output.Lines.Select(line => GitObjectId.Parse(line)).Where(parents.Contains)];
    }

    private async Task<List<Found>> FilesAsync(GitObjectId parent, GitObjectId commit, CancellationToken cancellationToken)
    {
        List<Found> files = [];
        await foreach (var (difference, id) in Differences.WithObjectsAsync(repository, parent, commit, cancellationToken))
        {
            files.Add(new Found(difference, id));
            if (files.Count == WaitingBranch.MostFiles) break;
        }

        return files;
    }

    /// <summary>The contents that are not too large to be read into memory.</summary>
    private async Task<HashSet<GitObjectId>> ReadableAsync(List<GitObjectId> contents, CancellationToken cancellationToken)
    {
        if (contents.Count == 0) return [];
        var check = repository.Command(["cat-file", "--batch-check=%(objectsize)"]) with
        {
            Input = Encoding.ASCII.GetBytes(string.Join('\n', contents) + "\n"),
        };
        var lines = (await repository.RunAsync(check, cancellationToken)).Lines;
        return [.. contents.Zip(lines).Where(pair => long.TryParse(pair.Second, NumberStyles.None, CultureInfo.InvariantCulture, out var size) && size <= WaitingBranch.MostBytes).Select(pair => pair.First)];
    }
}
