using Registry.Cli.Commands;
using Registry.Cli.Output;
using Registry.Client.Calls;
using Registry.Client.Models;
using Registry.Core.Entities;
using Registry.Core.Rules;
using Registry.Core.Versions;
using Version = Registry.Client.Models.Version;

namespace Registry.Cli.Connections;

/// <summary>What is read.</summary>
internal sealed partial class ServiceConnection
{
    /// <inheritdoc/>
    public Task<EntityDocument> ShowEntityAsync(EntityName entity, CancellationToken cancellationToken) =>
        AskAsync(async () => DocumentOf(await _client.Entities.GetAsync(entity.ToString(), cancellationToken)));

    /// <inheritdoc/>
    public Task<ListDocument> ListAsync(ListCommand.Options options, CancellationToken cancellationToken) => AskAsync(async () =>
    {
        // A cursor of the service says nothing to its callers, so what a name is behind is passed over here.
        var entities = _client.Entities.ListAsync(options.Namespace, cancellationToken).Where(entity => options.After is not { } after || EntityName.Parse(entity.Entity).CompareTo(after) > 0);
        var (items, next) = await TakeAsync(entities.Select(entity => new EntityItem(entity.Entity, entity.Active, entity.Newest)), options.Limit, item => item.Entity, cancellationToken);
        return new ListDocument(items, new PaginationDocument(options.Limit, next), null);
    });

    /// <inheritdoc/>
    public Task<VersionsDocument> VersionsAsync(VersionsCommand.Options options, CancellationToken cancellationToken) => AskAsync(async () =>
    {
        // No version was emitted after the time that its id says.
        var filter = new VersionFilter { Status = options.Status is { } state ? Commands.VersionResult.StateText(state) : null, Archived = options.Archived ? true : null, Until = options.After?.Time };
        var versions = _client.Versions.ListAsync(options.Entity.ToString(), filter, cancellationToken).Where(version => options.After is not { } after || VersionId.Parse(version.Id) < after);
        var (items, next) = await TakeAsync(versions.Select(ItemOf), options.Limit, item => item.Version, cancellationToken);
        return new VersionsDocument(items, new PaginationDocument(options.Limit, next));
    });

    /// <inheritdoc/>
    public Task<ShownVersion> ShowAsync(VersionReference reference, bool withInternal, CancellationToken cancellationToken) => AskAsync(async () =>
    {
        var entity = reference.Entity.ToString();
        var version = await _client.Versions.GetAsync(entity, await SelectorAsync(reference, cancellationToken), withInternal: true, cancellationToken);
        // The digest is that of the whole manifest. Which properties are internal, the service knows.
        var manifest = ServiceVersion.ManifestOf(version);
        if (!withInternal && version.Properties is not null) manifest = manifest with { Properties = (await _client.Versions.GetAsync(entity, version.Id, cancellationToken)).Properties };
        return new ShownVersion(manifest, version.ManifestSha, version.Status, version.Channels, ServiceVersion.RecordOf(version), ServiceVersion.ReleaseOf(version));
    });

    /// <inheritdoc/>
    public Task<ActiveDocument> ActiveAsync(ActiveCommand.Options options, CancellationToken cancellationToken) => AskAsync(async () =>
    {
        if (options.AsOf is not null) throw NeedsRepository("--as-of");
        var entity = options.Entity.ToString();
        var channel = (options.Channel is { } name ? await _client.Channels.GetAsync(entity, name, cancellationToken) : await _client.Channels.GetActiveAsync(entity, cancellationToken)).Value;
        return channel.Version is { } version
            ? new ActiveDocument(entity, channel.Name, version, channel.Reason, DocumentOf(channel.Hold), channel.Commit)
            : throw new RegistryException(RegistryRules.ChannelEmpty, $"channel {channel.Name} of {entity} points nowhere");
    });

    /// <inheritdoc/>
    public Task<LogDocument> LogAsync(LogCommand.Options options, CancellationToken cancellationToken) => AskAsync(async () =>
    {
        if (options is not { Entity: { } entity, Channel: { } channel }) throw NeedsRepository("log without an entity and --channel");
        var entries = _client.Channels.HistoryAsync(entity.ToString(), channel, cancellationToken);
        var (items, next) = await TakeAsync(entries.Select(entry => ItemOf(entry, entity, channel)), options.Limit, item => item.Commit, cancellationToken);
        return new LogDocument(items, new PaginationDocument(options.Limit, next));
    });

    /// <inheritdoc/>
    public Task<DownloadDocument> DownloadAsync(VersionReference reference, Func<Core.Versions.VersionFile, bool> isWanted, string directory, CancellationToken cancellationToken) => AskAsync(async () =>
    {
        var entity = reference.Entity.ToString();
        var version = await _client.Versions.GetAsync(entity, await SelectorAsync(reference, cancellationToken), cancellationToken);
        var wanted = ServiceVersion.ManifestOf(version).Files.Where(isWanted).ToList();
        if (wanted.Count == 0) throw Documenting.NoSuchFile(reference.Entity, version.Id, [.. version.Files.Select(file => file.Name)]);
        List<DownloadItem> items = [];
        foreach (var file in wanted)
        {
            var target = Path.Combine(directory, file.Name);
            await _client.Downloads.DownloadAsync(entity, version.Id, file.Name, target, cancellationToken);
            items.Add(new DownloadItem(file.Name, target, file.Size, file.Sha256.Hex));
        }

        return new DownloadDocument(entity, version.Id, items);
    });

    /// <summary>The first items, and what names the last of them when there are more.</summary>
    private static async Task<(IReadOnlyList<T> Items, string? Next)> TakeAsync<T>(IAsyncEnumerable<T> all, int limit, Func<T, string> nameOf, CancellationToken cancellationToken)
    {
        List<T> items = [];
        await foreach (var item in all.WithCancellation(cancellationToken))
        {
            if (items.Count == limit) return (items, nameOf(items[^1]));
            items.Add(item);
        }

        return (items, null);
    }

    private static EntityDocument DocumentOf(Entity entity) => new(
        entity.Name, entity.Description, entity.Owners, entity.Visibility, entity.Repository, entity.DefaultChannel,
        entity.Channels.Where(channel => channel.Version is not null).OrderBy(channel => channel.Name, StringComparer.Ordinal).ToDictionary(channel => channel.Name, channel => channel.Version!, StringComparer.Ordinal),
        entity.Versions is [var newest, ..] ? newest.Id : null, entity.Commit);

    private static HoldDocument? DocumentOf(Hold? hold) => hold is null ? null : new HoldDocument(hold.By, hold.Reason);

    private static VersionItem ItemOf(Version version) => new(
        version.Id, version.Ordinal, version.Status, version.SemVer, version.Name, version.Alias, ManifestFormat.FormatTime(version.CreatedAt), version.CreatedBy, version.SourceHash, version.Channels);

    private static LogItem ItemOf(ChannelEntry entry, EntityName entity, string channel) => new(
        entry.Commit, ManifestFormat.FormatTime(entry.Time), entry.Author, entry.Action, entity.ToString(), entry.Version ?? "nothing", channel, entry.Subject, entry.Hold?.Reason ?? entry.Reason,
        LogCommand.PullRequestOf(entry.Subject));
}
