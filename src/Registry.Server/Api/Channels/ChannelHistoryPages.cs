using Registry.Client.Models;
using Registry.Core.Channels;
using Registry.Core.Store;
using Registry.Server.Api.Calls;

namespace Registry.Server.Api.Channels;

/// <summary>The moves of a channel, from git's history alone.</summary>
internal static class ChannelHistoryPages
{
    /// <summary>A page, newest first.</summary>
    /// <exception cref="CallRefusedException">The limit or the cursor is none.</exception>
    public static async Task<Page<ChannelEntry>> ReadAsync(Call call, string channel, int? limit, string? after, CancellationToken cancellationToken)
    {
        var size = PageSize.Of(limit);
        var begin = Cursor.Read(after, text => text);
        var path = RegistryPaths.Channel(call.Entity, channel);
        var hasBegun = begin is null;
        List<ChannelEntry> items = [];
        await foreach (var entry in call.Store.LogAsync(path, ownLine: true, cancellationToken))
        {
            if (!hasBegun)
            {
                hasBegun = entry.Revision == begin;
                continue;
            }

            if (items.Count == size) return new Page<ChannelEntry>(items, new Pagination(size, Cursor.After(items[^1].Commit)));
            items.Add(await EntryAsync(call, path, entry, cancellationToken));
        }

        return new Page<ChannelEntry>(items, new Pagination(size, null));
    }

    private static async Task<ChannelEntry> EntryAsync(Call call, string path, HistoryEntry entry, CancellationToken cancellationToken)
    {
        var content = await (await call.Store.SnapshotAsync(entry.Revision, cancellationToken)).ReadAsync(path, cancellationToken);
        var says = content is { } bytes ? ChannelFormat.Read(path, bytes).Value : null;
        return new ChannelEntry(entry.Revision, entry.Time, entry.Trailer(CommitMessage.By) ?? entry.Author, entry.Subject, entry.Trailer(CommitMessage.Action), says?.Version.ToString(), says?.Reason, ChannelView.Of(says?.Hold));
    }
}
