using Registry.Cli.Commands;
using Registry.Cli.Output;
using Registry.Core.Channels;
using Registry.Core.Entities;
using Registry.Core.Operations;
using Registry.Core.Rules;
using Registry.Core.Store;
using Registry.Core.Versions;
using Registry.Git;

namespace Registry.Cli.Connections;

/// <summary>All entities, and the history, from git alone.</summary>
internal sealed partial class GitConnection
{
    private sealed record Pointer(string Version, string? Reason, ChannelHold? Hold);

    /// <inheritdoc/>
    public async Task<ListDocument> ListAsync(ListCommand.Options options, CancellationToken cancellationToken)
    {
        await using var store = await context.OpenAsync(cancellationToken);
        var registry = new RegistryReader(await store.SnapshotAsync(null, cancellationToken));
        await registry.SettingsAsync(cancellationToken);
        List<EntityItem> items = [];
        List<Problem> problems = [];
        string? next = null;
        await foreach (var entity in registry.EntitiesAsync(options.Namespace, cancellationToken))
        {
            if (options.After is { } after && entity.CompareTo(after) <= 0) continue;
            if (await registry.IsDeletedAsync(entity, cancellationToken)) continue;
            if (items.Count == options.Limit)
            {
                next = items[^1].Entity;
                break;
            }

            items.Add(await ItemAsync(registry, entity, problems, cancellationToken));
        }

        return new ListDocument(items, new PaginationDocument(options.Limit, next), problems.Count == 0 ? null : [.. problems.Select(ProblemDocument.Of)]);
    }

    /// <inheritdoc/>
    public async Task<LogDocument> LogAsync(LogCommand.Options options, CancellationToken cancellationToken)
    {
        await using var store = await context.OpenAsync(cancellationToken);
        var path = options switch
        {
            { Entity: { } entity, Channel: { } channel } => RegistryPaths.Channel(entity, channel),
            { Entity: { } entity } => RegistryPaths.Entity(entity),
            _ => "",
        };
        List<LogItem> items = [];
        string? next = null;
        await foreach (var entry in store.LogAsync(path, ownLine: options.Channel is not null, cancellationToken))
        {
            if (items.Count == options.Limit)
            {
                next = items[^1].Commit;
                break;
            }

            items.Add(ItemOf(entry, options, await PointerAsync(store, options, entry.Revision, cancellationToken)));
        }

        return new LogDocument(items, new PaginationDocument(options.Limit, next));
    }

    private static async Task<EntityItem> ItemAsync(RegistryReader registry, EntityName entity, List<Problem> problems, CancellationToken cancellationToken)
    {
        var newest = await registry.NewestAsync(entity, cancellationToken);
        return new EntityItem(entity.ToString(), await ActiveAsync(registry, entity, problems, cancellationToken), newest?.ToString());
    }

    /// <summary>The active version; a broken file of one entity does not keep the others from the list.</summary>
    private static async Task<string?> ActiveAsync(RegistryReader registry, EntityName entity, List<Problem> problems, CancellationToken cancellationToken)
    {
        try
        {
            return (await registry.ChannelAsync(entity, await registry.DefaultChannelAsync(entity, cancellationToken), cancellationToken))?.Version.ToString();
        }
        catch (RegistryException broken)
        {
            problems.AddRange(broken.Problems);
            return null;
        }
    }

    /// <summary>What the channel's file says after a commit: an edit by hand, and a merge, say nothing in their messages.</summary>
    private static async Task<Pointer?> PointerAsync(GitRegistryStore store, LogCommand.Options options, string revision, CancellationToken cancellationToken)
    {
        if (options is not { Entity: { } entity, Channel: { } channel }) return null;
        var path = RegistryPaths.Channel(entity, channel);
        if (await (await store.SnapshotAsync(revision, cancellationToken)).ReadAsync(path, cancellationToken) is not { } content) return new Pointer("nothing", null, null);
        return ChannelFormat.Read(path, content).Value is { } says ? new Pointer(says.Version.ToString(), says.Reason, says.Hold) : null;
    }

    private static LogItem ItemOf(HistoryEntry entry, LogCommand.Options options, Pointer? pointer) => new(
        entry.Revision,
        ManifestFormat.FormatTime(entry.Time),
        entry.Trailer(CommitMessage.By) ?? entry.Author,
        entry.Trailer(CommitMessage.Action),
        options.Entity?.ToString() ?? entry.Trailer(CommitMessage.Entity),
        pointer?.Version ?? entry.Trailer(CommitMessage.Version),
        options.Channel ?? entry.Trailer(CommitMessage.Channel),
        entry.Subject,
        pointer?.Hold?.Reason ?? pointer?.Reason ?? (entry.Body.Length == 0 ? null : entry.Body),
        LogCommand.PullRequestOf(entry.Subject));
}
