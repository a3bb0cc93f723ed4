using Registry.Client.Models;
using Registry.Core.Channels;
using Registry.Core.Operations;
using Registry.Core.Properties;
using Registry.Core.Rules;
using Registry.Core.Versions;
using EntityName = Registry.Core.Entities.EntityName;
using Version = Registry.Client.Models.Version;
using VersionFile = Registry.Client.Models.VersionFile;

namespace Registry.Server.Api.Versions;

/// <summary>Versions as the API shows them.</summary>
internal static class VersionView
{
    /// <summary>A version, or <see langword="null"/> when there is none of that id.</summary>
    /// <exception cref="RegistryException">A file of it is broken.</exception>
    public static async Task<Version?> FindAsync(RegistryReader registry, EntityName entity, VersionId id, CancellationToken cancellationToken, bool withInternal = false) =>
        await FindAsync(registry, entity, id, await registry.ChannelsAsync(entity, cancellationToken), cancellationToken, withInternal);

    /// <inheritdoc cref="FindAsync(RegistryReader, EntityName, VersionId, CancellationToken, bool)"/>
    public static async Task<Version?> FindAsync(
        RegistryReader registry, EntityName entity, VersionId id, IReadOnlyList<KeyValuePair<string, ChannelPointer>> channels, CancellationToken cancellationToken, bool withInternal = false)
    {
        if (await registry.ManifestAsync(entity, id, cancellationToken) is not { } stored) return null;
        var record = await registry.RecordAsync(entity, id, cancellationToken);
        var release = await registry.ReleaseAsync(entity, id, cancellationToken);
        var manifest = stored.Manifest;
        return new Version
        {
            Id = id.ToString(),
            Entity = entity.ToString(),
            Ordinal = manifest.Ordinal,
            Status = RegistryReader.StateOf(manifest, record).ToString().ToLowerInvariant(),
            SemVer = manifest.SemVer,
            Name = manifest.Name,
            Description = manifest.Description,
            IconUrl = manifest.IconUrl,
            OwnerType = manifest.OwnerType is { } owner ? OwnerTypes.Format(owner) : null,
            SourceHash = manifest.SourceHash.ToString(),
            ManifestSha = stored.Sha.ToString(),
            BaseVersion = manifest.BaseVersion?.ToString(),
            CreatedAt = manifest.CreatedAt,
            CreatedBy = manifest.CreatedBy,
            Source = Of(manifest.Source),
            Channel = manifest.Channel,
            Changelog = manifest.Changelog,
            ChangelogUrl = manifest.ChangelogUrl,
            Dependencies = [.. manifest.Dependencies.Select(dependency => new VersionDependency { Entity = dependency.Entity.ToString(), Version = dependency.Version?.ToString() })],
            Files = [.. manifest.Files.Select(Of)],
            Tags = manifest.Tags,
            Properties = withInternal || manifest.Properties is null ? manifest.Properties : PropertyVisibility.Public(manifest.Properties, (await registry.SettingsAsync(cancellationToken)).Properties),
            Inputs = Of(manifest.Inputs),
            Outputs = Of(manifest.Outputs),
            Alias = record.Alias,
            Comment = record.Comment,
            ArchivedAt = record.Archived?.At,
            ArchivedBy = record.Archived?.By,
            ArchivedReason = record.Archived?.Reason,
            Channels = [.. channels.Where(channel => channel.Value.Version == id).Select(channel => channel.Key)],
            PublishedAt = release?.PublishedAt,
            ReleaseUrl = release?.Url,
            Release = Of(release),
        };
    }

    private static ContractSide? Of(Core.Contracts.ContractSide? side) => side is null ? null : new ContractSide { Schema = side.Schema, Bindings = side.Bindings };

    private static Release? Of(Core.Releases.ReleaseRecord? release) => release is null ? null : new Release
    {
        Host = release.Host,
        Tag = release.Tag,
        ReleaseId = release.ReleaseId,
        Files = [.. release.Files.Select(file => new ReleaseFile(file.Name, file.AssetId, file.Url, file.Size, file.Sha256.Hex))],
    };

    /// <summary>Where a version was built from.</summary>
    public static Client.Models.SourceOrigin? Of(Core.Versions.SourceOrigin? source) =>
        source is null ? null : new() { Repository = source.Repository, Commit = source.Commit, Branch = source.Branch, Dirty = source.Dirty ? true : null };

    /// <summary>A file.</summary>
    public static VersionFile Of(Core.Versions.VersionFile file) =>
        new() { Name = file.Name, Size = file.Size, Sha256 = file.Sha256.Hex, Platform = file.Platform, Architecture = file.Architecture, MediaType = file.MediaType };
}
