using System.Text;
using NuGet.Versioning;
using Registry.Core.Entities;
using Registry.Core.Rules;
using Registry.Core.Store;
using Registry.Core.Versions;

namespace Registry.Core.Operations;

/// <summary>Finds the version that a reference stands for.</summary>
public static class ReferenceResolver
{
    /// <summary>Resolves a reference. Deleted versions are not found; archived ones only by their id.</summary>
    public static async ValueTask<Resolution> ResolveAsync(
        this RegistryReader registry, VersionReference reference, CancellationToken cancellationToken)
    {
        var entity = reference.Entity;
        if (await registry.EntityAsync(entity, cancellationToken) is null)
            return Resolution.None(new Refusal(RegistryRules.EntityNotFound, $"there is no entity {entity}"));

        return reference.Kind switch
        {
            ReferenceKind.Active => await ByChannelAsync(registry, entity, await registry.DefaultChannelAsync(entity, cancellationToken), cancellationToken),
            ReferenceKind.Channel => await ByChannelAsync(registry, entity, reference.Selector, cancellationToken),
            ReferenceKind.Id => await ByIdAsync(registry, entity, VersionId.Parse(reference.Selector), cancellationToken),
            ReferenceKind.SemVer => await BySemVerAsync(registry, reference, cancellationToken),
            _ => await ByAliasAsync(registry, reference, cancellationToken),
        };
    }

    private static async ValueTask<Resolution> ByChannelAsync(RegistryReader registry, EntityName entity, string channel, CancellationToken cancellationToken)
    {
        if (await registry.PolicyAsync(entity, channel, cancellationToken) is null)
        {
            var declared = (await registry.SettingsAsync(cancellationToken)).Channels.Select(policy => policy.Name);
            return Resolution.None(new Refusal(RegistryRules.ChannelUnknown, $"there is no channel '{channel}'; declared are {string.Join(", ", declared)}"));
        }

        return await registry.ChannelAsync(entity, channel, cancellationToken) is { } target
            ? Resolution.Of(target.Version)
            : Resolution.None(new Refusal(RegistryRules.ChannelEmpty, $"channel {channel} of {entity} points nowhere yet"));
    }

    private static async ValueTask<Resolution> ByIdAsync(RegistryReader registry, EntityName entity, VersionId id, CancellationToken cancellationToken)
    {
        if (await registry.Snapshot.ReadAsync(RegistryPaths.Manifest(entity, id), cancellationToken) is not null) return Resolution.Of(id);
        var tombstone = (await registry.RecordAsync(entity, id, cancellationToken)).Deleted;
        return NotFound(tombstone is null
            ? $"{entity} has no version {id}"
            : $"version {id} of {entity} was deleted on {ManifestFormat.FormatTime(tombstone.Deed.At)} by {tombstone.Deed.By}: {tombstone.Deed.Reason}");
    }

    private static async ValueTask<Resolution> BySemVerAsync(RegistryReader registry, VersionReference reference, CancellationToken cancellationToken)
    {
        var wanted = SemanticVersion.Parse(reference.Selector);
        // Most manifests are of another SemVer: look for its digits before parsing.
        var digits = Encoding.ASCII.GetBytes($"{wanted.Major}.{wanted.Minor}.{wanted.Patch}");
        var entity = reference.Entity;
        await foreach (var id in registry.VersionsAsync(entity, cancellationToken))
        {
            var content = await registry.Snapshot.ReadAsync(RegistryPaths.Manifest(entity, id), cancellationToken);
            if (content is null || content.Value.Span.IndexOf(digits) < 0) continue;
            var manifest = ManifestFormat.Read(RegistryPaths.Manifest(entity, id), content.Value).Get();
            if (!IsSame(wanted, manifest.SemVer)) continue;
            if ((await registry.RecordAsync(entity, id, cancellationToken)).Archived is null) return Resolution.Of(id);
        }

        return NotFound($"{entity} has no version with SemVer {reference.Selector} that is not archived");
    }

    private static async ValueTask<Resolution> ByAliasAsync(RegistryReader registry, VersionReference reference, CancellationToken cancellationToken) =>
        await FindAliasAsync(registry, reference.Entity, reference.Selector, cancellationToken) is { } id
            ? Resolution.Of(id)
            : NotFound($"{reference.Entity} has no version with the alias '{reference.Selector}'");

    /// <summary>The version of an entity that has an alias and is not deleted, or <see langword="null"/>.</summary>
    internal static async ValueTask<VersionId?> FindAliasAsync(RegistryReader registry, EntityName entity, string alias, CancellationToken cancellationToken)
    {
        await foreach (var id in registry.RecordsAsync(entity, cancellationToken))
        {
            var record = await registry.RecordAsync(entity, id, cancellationToken);
            if (record.Alias == alias && record.Deleted is null) return id;
        }

        return null;
    }

    /// <summary>Build metadata counts only when the reference has it, as SemVer's precedence says.</summary>
    private static bool IsSame(SemanticVersion wanted, string? semver) =>
        semver is not null && SemanticVersion.TryParse(semver, out var version)
        && VersionComparer.VersionRelease.Equals(version, wanted) && (!wanted.HasMetadata || wanted.Metadata == version.Metadata);

    private static Resolution NotFound(string message) => Resolution.None(new Refusal(RegistryRules.VersionNotFound, message));
}
