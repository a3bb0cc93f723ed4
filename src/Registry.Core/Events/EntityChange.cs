using Registry.Core.Entities;
using Registry.Core.Store;
using Registry.Core.Versions;

namespace Registry.Core.Events;

/// <summary>What a commit changed of one entity.</summary>
/// <param name="Kind">What it means.</param>
/// <param name="Entity">The entity.</param>
/// <param name="Version">The version, where it is about one.</param>
/// <param name="Channel">The channel, where it is about one.</param>
public sealed record EntityChange(ChangeKind Kind, EntityName Entity, VersionId? Version, string? Channel)
{
    /// <summary>What a difference between two commits means; <see langword="null"/> when it is bookkeeping, or no entity's.</summary>
    public static EntityChange? Of(FileDifference difference)
    {
        if (!RegistryPath.TryParse(difference.Path, out var path)) return null;
        var (isNew, isGone) = (difference.Before is null, difference.After is null);
        ChangeKind? kind = path.Kind switch
        {
            RegistryPathKind.Entity => isNew ? ChangeKind.EntityCreated : isGone ? ChangeKind.EntityDeleted : ChangeKind.EntityChanged,
            RegistryPathKind.Manifest => isNew ? ChangeKind.VersionAdded : isGone ? ChangeKind.VersionDeleted : ChangeKind.VersionChanged,
            RegistryPathKind.Record => ChangeKind.VersionAnnotated,
            RegistryPathKind.Release when !isGone => ChangeKind.VersionPublished,
            RegistryPathKind.Channel when !isGone => ChangeKind.ChannelMoved,
            _ => null,
        };
        if (kind is null) return null;
        var isOfVersion = path.Kind is RegistryPathKind.Manifest or RegistryPathKind.Record or RegistryPathKind.Release;
        return new EntityChange(kind.Value, path.Entity, isOfVersion ? path.Version : null, path.Channel);
    }
}
