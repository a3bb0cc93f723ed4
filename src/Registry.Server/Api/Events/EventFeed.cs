using System.Runtime.CompilerServices;
using Registry.Core.Events;
using Registry.Core.Rules;
using Registry.Core.Store;
using Registry.Git;
using Registry.Server.Api.Calls;

namespace Registry.Server.Api.Events;

/// <summary>A commit that landed, with what it changed.</summary>
/// <param name="Entry">The commit.</param>
/// <param name="Snapshot">The registry at the commit.</param>
/// <param name="Changes">What it changed of entities.</param>
internal sealed record LandedCommit(HistoryEntry Entry, IRegistrySnapshot Snapshot, IReadOnlyList<EntityChange> Changes);

/// <summary>The commits of a registry's branch as they land, from its history alone: nothing is kept of them here.</summary>
internal sealed class EventFeed(RegistryWrites writes, TimeProvider time)
{
    /// <summary>The most commits that a listener may be behind.</summary>
    public const int MostBehind = 10_000;

    /// <summary>How often commits of others are looked for.</summary>
    private static readonly TimeSpan s_look = TimeSpan.FromSeconds(1);

    /// <summary>The commits after one, and then each as it lands.</summary>
    /// <param name="store">The registry.</param>
    /// <param name="after">The commit.</param>
    /// <param name="cancellationToken">Ends the feed.</param>
    /// <exception cref="CallRefusedException">The history does not have the commit, or too much has happened since.</exception>
    public async IAsyncEnumerable<LandedCommit> FollowAsync(GitRegistryStore store, string after, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var last = after;
        while (true)
        {
            var next = writes.Landed.Next;
            foreach (var landed in await SinceAsync(store, last, cancellationToken))
            {
                yield return await ReadAsync(store, last, landed, cancellationToken);
                last = landed.Revision;
            }

            await Task.WhenAny(next, Task.Delay(s_look, time, cancellationToken));
            cancellationToken.ThrowIfCancellationRequested();
        }
    }

    /// <summary>The commits after one, oldest first.</summary>
    /// <exception cref="CallRefusedException">The history does not have it, or too much has happened since.</exception>
    public static async Task<IReadOnlyList<HistoryEntry>> SinceAsync(GitRegistryStore store, string after, CancellationToken cancellationToken)
    {
        if ((await store.SnapshotAsync(null, cancellationToken)).Revision == after) return [];
        List<HistoryEntry> entries = [];
        await foreach (var entry in store.LogAsync("", ownLine: true, cancellationToken))
        {
            if (entry.Revision == after)
            {
                entries.Reverse();
                return entries;
            }

            if (entries.Count == MostBehind) break;
            entries.Add(entry);
        }

        // An empty registry has no commit to begin after.
        if (after.Length == 0 && entries.Count < MostBehind)
        {
            entries.Reverse();
            return entries;
        }

        throw new CallRefusedException(RegistryRules.RevisionUnknown, $"the last {MostBehind} commits of the registry do not contain {after}; read what you need anew, and listen without Last-Event-ID");
    }

    /// <summary>What a commit changed.</summary>
    public static async Task<LandedCommit> ReadAsync(GitRegistryStore store, string before, HistoryEntry entry, CancellationToken cancellationToken)
    {
        var snapshot = await store.SnapshotAsync(entry.Revision, cancellationToken);
        var parent = await store.SnapshotAsync(before.Length == 0 ? null : before, cancellationToken);
        List<EntityChange> changes = [];
        await foreach (var difference in store.DifferencesAsync(parent, snapshot, cancellationToken))
            if (EntityChange.Of(difference) is { } change) changes.Add(change);
        return new LandedCommit(entry, snapshot, changes);
    }
}
