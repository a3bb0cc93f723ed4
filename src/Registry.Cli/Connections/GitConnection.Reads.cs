using Registry.Cli.Commands;
using Registry.Cli.Output;
using Registry.Core.Channels;
using Registry.Core.Entities;
using Registry.Core.Installs;
using Registry.Core.Operations;
using Registry.Core.Properties;
using Registry.Core.Releases;
using Registry.Core.Rules;
using Registry.Core.Versions;
using Registry.Git;
using Registry.Git.Releases;

namespace Registry.Cli.Connections;

/// <summary>What is read of one entity and of its versions.</summary>
internal sealed partial class GitConnection
{
    /// <inheritdoc/>
    public async Task<EntityDocument> ShowEntityAsync(EntityName entity, CancellationToken cancellationToken)
    {
        await using var store = await context.OpenAsync(cancellationToken);
        return await ShowEntityAsync(entity, store, cancellationToken);
    }

    /// <inheritdoc/>
    public async Task<VersionsDocument> VersionsAsync(VersionsCommand.Options options, CancellationToken cancellationToken)
    {
        await using var store = await context.OpenAsync(cancellationToken);
        var registry = new RegistryReader(await store.SnapshotAsync(null, cancellationToken));
        if (await registry.EntityAsync(options.Entity, cancellationToken) is null)
            throw new RegistryException(RegistryRules.EntityNotFound, $"there is no entity {options.Entity}");

        var channels = await registry.ChannelsAsync(options.Entity, cancellationToken);
        List<VersionItem> items = [];
        string? next = null;
        await foreach (var id in registry.VersionsAsync(options.Entity, cancellationToken))
        {
            if (id >= options.After || await ItemAsync(registry, options, id, channels, cancellationToken) is not { } item) continue;
            if (items.Count == options.Limit)
            {
                next = items[^1].Version;
                break;
            }

            items.Add(item);
        }

        return new VersionsDocument(items, new PaginationDocument(options.Limit, next));
    }

    /// <inheritdoc/>
    public async Task<InstalledVersion> InstallAsync(InstallRequest request, CancellationToken cancellationToken)
    {
        await using var store = await context.OpenAsync(cancellationToken);
        var registry = new RegistryReader(await store.SnapshotAsync(null, cancellationToken));
        var result = await new Installer(registry).InstallAsync(request, cancellationToken);
        if (result.Installation is not { } installation) throw new RegistryException(result.Problems);
        var (version, inputs, outputs, locked) = installation;
        return new InstalledVersion(version.Manifest.Entity, version.Manifest.Version, version.Sha.ToString(), inputs, outputs, locked);
    }

    /// <inheritdoc/>
    public async Task<ShownVersion> ShowAsync(VersionReference reference, bool withInternal, CancellationToken cancellationToken)
    {
        await using var store = await context.OpenAsync(cancellationToken);
        var registry = new RegistryReader(await store.SnapshotAsync(null, cancellationToken));
        var id = await ResolveAsync(registry, reference, cancellationToken);
        if (await registry.ManifestAsync(reference.Entity, id, cancellationToken) is not { } stored)
            throw new RegistryException(RegistryRules.VersionNotFound, $"{reference} stands for {id}, which does not exist");

        var record = await registry.RecordAsync(reference.Entity, id, cancellationToken);
        var channels = (await registry.ChannelsAsync(reference.Entity, cancellationToken)).Where(channel => channel.Value.Version == id).Select(channel => channel.Key).ToList();
        var release = await registry.ReleaseAsync(reference.Entity, id, cancellationToken);
        var manifest = withInternal || stored.Manifest.Properties is null
            ? stored.Manifest
            : stored.Manifest with { Properties = PropertyVisibility.Public(stored.Manifest.Properties, (await registry.SettingsAsync(cancellationToken)).Properties) };
        return new ShownVersion(manifest, stored.Sha.ToString(), VersionResult.StateText(RegistryReader.StateOf(stored.Manifest, record)), channels, record, release);
    }

    /// <inheritdoc/>
    public async Task<ActiveDocument> ActiveAsync(ActiveCommand.Options options, CancellationToken cancellationToken)
    {
        await using var store = await context.OpenAsync(cancellationToken);
        var snapshot = options.AsOf is { } time ? await store.SnapshotAsOfAsync(time, cancellationToken) : await store.SnapshotAsync(null, cancellationToken);
        if (snapshot is null) throw new RegistryException(RegistryRules.ChannelEmpty, $"the registry had no commit at {options.AsOf:O}");

        var registry = new RegistryReader(snapshot);
        if (await registry.EntityAsync(options.Entity, cancellationToken) is null)
            throw new RegistryException(RegistryRules.EntityNotFound, $"there is no entity {options.Entity}");
        var channel = options.Channel ?? await registry.DefaultChannelAsync(options.Entity, cancellationToken);
        if (await registry.PolicyAsync(options.Entity, channel, cancellationToken) is null)
            throw new RegistryException(RegistryRules.ChannelUnknown, $"there is no channel '{channel}' in registry.yaml");
        var target = await registry.ChannelAsync(options.Entity, channel, cancellationToken)
            ?? throw new RegistryException(RegistryRules.ChannelEmpty, $"channel {channel} of {options.Entity} points nowhere");
        return new ActiveDocument(options.Entity.ToString(), channel, target.Version.ToString(), target.Reason, Documenting.Hold(target.Hold), snapshot.Revision);
    }

    /// <inheritdoc/>
    public async Task<DownloadDocument> DownloadAsync(VersionReference reference, Func<VersionFile, bool> isWanted, string directory, CancellationToken cancellationToken)
    {
        await using var store = await context.OpenAsync(cancellationToken);
        var registry = new RegistryReader(await store.SnapshotAsync(null, cancellationToken));
        var id = await ResolveAsync(registry, reference, cancellationToken);
        var version = (await HostedVersion.FindAsync(registry, reference.Entity, id, cancellationToken))!;
        var wanted = version.Files.Where(isWanted).ToList();
        if (wanted.Count == 0) throw Documenting.NoSuchFile(reference.Entity, id.ToString(), [.. version.Files.Select(file => file.Name)]);

        using var host = await store.OpenReleasesAsync(cancellationToken);
        List<DownloadItem> items = [];
        foreach (var file in wanted)
        {
            var target = Path.Combine(directory, file.Name);
            if (await host.DownloadAsync(version, file, target, cancellationToken) is { } problem) throw new RegistryException([problem]);
            items.Add(new DownloadItem(file.Name, target, file.Size, file.Sha256.Hex));
        }

        return new DownloadDocument(reference.Entity.ToString(), id.ToString(), items);
    }

    private static async Task<EntityDocument> ShowEntityAsync(EntityName entity, GitRegistryStore store, CancellationToken cancellationToken)
    {
        var registry = new RegistryReader(await store.SnapshotAsync(null, cancellationToken));
        var settings = await registry.EntityAsync(entity, cancellationToken)
            ?? throw new RegistryException(RegistryRules.EntityNotFound, $"there is no entity {entity}");
        var channels = (await registry.ChannelsAsync(entity, cancellationToken)).ToDictionary(channel => channel.Key, channel => channel.Value.Version.ToString(), StringComparer.Ordinal);
        var newest = await registry.NewestAsync(entity, cancellationToken);
        return new EntityDocument(
            entity.ToString(), settings.Description, settings.Owners, settings.Visibility, settings.Repository, settings.DefaultChannel, channels, newest?.ToString(), registry.Snapshot.Revision);
    }

    private static async Task<VersionId> ResolveAsync(RegistryReader registry, VersionReference reference, CancellationToken cancellationToken)
    {
        var resolution = await registry.ResolveAsync(reference, cancellationToken);
        return resolution.Version ?? throw new RegistryException(resolution.Refusal!.Problems);
    }

    private static async Task<VersionItem?> ItemAsync(
        RegistryReader registry, VersionsCommand.Options options, VersionId id, IReadOnlyList<KeyValuePair<string, ChannelPointer>> channels, CancellationToken cancellationToken)
    {
        var record = await registry.RecordAsync(options.Entity, id, cancellationToken);
        if (await registry.ManifestAsync(options.Entity, id, cancellationToken) is not { Manifest: var manifest }) return null;
        var state = RegistryReader.StateOf(manifest, record);
        if (options.Status is { } wanted ? state != wanted : state == VersionState.Archived && !options.Archived) return null;
        return new VersionItem(
            id.ToString(), manifest.Ordinal, VersionResult.StateText(state), manifest.SemVer, manifest.Name, record.Alias, ManifestFormat.FormatTime(manifest.CreatedAt),
            manifest.CreatedBy, manifest.SourceHash.ToString(), [.. channels.Where(channel => channel.Value.Version == id).Select(channel => channel.Key)]);
    }
}
