using System.Runtime.CompilerServices;
using Registry.Core.Rules;
using Registry.Core.Store;
using Registry.Git.History;
using Registry.Git.Objects;

namespace Registry.Git;

/// <content>History, comparisons, and reading everything.</content>
public sealed partial class GitRegistryStore
{
    /// <inheritdoc/>
    public async ValueTask<IRegistrySnapshot?> SnapshotAsOfAsync(DateTimeOffset time, CancellationToken cancellationToken)
    {
        var tip = await TipAsync(cancellationToken);
        if (tip.Commit.IsNone) return null;
        await DeepenAsync(cancellationToken);
        var output = await _repository.RunToSuccessAsync(
            ["rev-list", "-1", "--first-parent", $"--min-age={time.ToUnixTimeSeconds()}", tip.Revision], cancellationToken);
        return output.Text.Trim() is { Length: > 0 } commit ? await FindAsync(commit, cancellationToken) : null;
    }

    /// <inheritdoc/>
    public IChannelHistory HistoryOf(IRegistrySnapshot snapshot) => new ChannelHistory(_repository, snapshot, SnapshotAsync, DeepenAsync);

    /// <inheritdoc/>
    public async IAsyncEnumerable<HistoryEntry> LogAsync(string path, bool ownLine, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var tip = await TipAsync(cancellationToken);
        if (tip.Commit.IsNone) yield break;
        await DeepenAsync(cancellationToken);
        await foreach (var entry in CommitLog.EntriesAsync(_repository, tip.Revision, path, ownLine, cancellationToken)) yield return entry;
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<FileDifference> DifferencesAsync(
        IRegistrySnapshot @base, IRegistrySnapshot head, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var before = ((GitSnapshot)await MergeBaseAsync(@base, head, cancellationToken)).Root;
        var after = ((GitSnapshot)head).Root;
        if (before == after) yield break;
        var empty = ObjectFormat.Of(before.IsNone ? after : before).EmptyTree;
        await foreach (var difference in Differences.BetweenAsync(
            _repository, before.IsNone ? empty : before, after.IsNone ? empty : after, cancellationToken)) yield return difference;
    }

    /// <inheritdoc/>
    /// <exception cref="RegistryException">The two have no history in common.</exception>
    public async ValueTask<IRegistrySnapshot> MergeBaseAsync(IRegistrySnapshot @base, IRegistrySnapshot head, CancellationToken cancellationToken)
    {
        // What has no commit yet is where every history begins.
        if (@base.Revision == head.Revision || @base.Revision.Length == 0) return @base;
        if (head.Revision.Length == 0) return head;
        await DeepenAsync(cancellationToken);
        var output = await _repository.RunAsync(["merge-base", @base.Revision, head.Revision], cancellationToken);
        return output.Succeeded
            ? await SnapshotAsync(output.Text.Trim(), cancellationToken)
            : throw new RegistryException(RegistryRules.RevisionUnknown,
                $"{@base.Revision} and {head.Revision} have no history in common; in a shallow clone, fetch more of it with: git fetch --unshallow");
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<StoredFile> ReadAllAsync(
        IRegistrySnapshot snapshot, string path, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var folder = await ((GitSnapshot)snapshot).FindFolderAsync(path, cancellationToken);
        if (folder.IsNone) yield break;
        if (_remote is not null)
        {
            // The folder itself may be missing, and comes when it is read.
            await _trees.ReadAsync(folder, cancellationToken);
            await _remote.FetchMissingAsync(folder, cancellationToken);
        }

        await foreach (var file in new BulkReader(_repository).ReadAsync(folder, path.Length == 0 ? "" : path + "/", cancellationToken)) yield return file;
    }

    /// <summary>Makes the whole history readable.</summary>
    private async Task DeepenAsync(CancellationToken cancellationToken)
    {
        if (_remote is not null)
            await _remote.DeepenAsync(await RemoteNameAsync(cancellationToken), everything: false, cancellationToken);
    }
}
