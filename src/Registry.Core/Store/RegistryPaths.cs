using Registry.Core.Entities;
using Registry.Core.Sources;
using Registry.Core.Versions;

namespace Registry.Core.Store;

/// <summary>Where things stand in a registry: every path is a function of entity and id (specification, part 3).</summary>
public static class RegistryPaths
{
    /// <summary>The registry's settings.</summary>
    public const string Settings = "registry.yaml";

    /// <summary>The folder of all entities.</summary>
    public const string Entities = "entities";

    /// <summary>The folder of an entity.</summary>
    public static string Entity(EntityName entity) => $"{Entities}/{entity.Namespace}/{entity.Name}";

    /// <summary>An entity's settings.</summary>
    public static string EntitySettings(EntityName entity) => $"{Entity(entity)}/entity.yaml";

    /// <summary>The folder of an entity's manifests.</summary>
    public static string Manifests(EntityName entity) => $"{Entity(entity)}/versions";

    /// <summary>A version's manifest.</summary>
    public static string Manifest(EntityName entity, VersionId id) => $"{Manifests(entity)}/{id.Month}/{id}.yaml";

    /// <summary>The file that names the newest version of a source hash.</summary>
    public static string Source(EntityName entity, Digest sourceHash) =>
        $"{Entity(entity)}/sources/{sourceHash.Hex[..2]}/{sourceHash.Hex[2..]}";

    /// <summary>The folder of an entity's channels.</summary>
    public static string Channels(EntityName entity) => $"{Entity(entity)}/channels";

    /// <summary>A channel's pointer.</summary>
    public static string Channel(EntityName entity, string channel) => $"{Channels(entity)}/{channel}.yaml";

    /// <summary>How long versions have been in a channel.</summary>
    public static string Soak(EntityName entity, string channel) => $"{Entity(entity)}/soaks/{channel}.yaml";

    /// <summary>The folder of an entity's records.</summary>
    public static string Records(EntityName entity) => $"{Entity(entity)}/records";

    /// <summary>A version's record.</summary>
    public static string Record(EntityName entity, VersionId id) => $"{Records(entity)}/{id.Month}/{id}.yaml";

    /// <summary>A version's release record.</summary>
    public static string Release(EntityName entity, VersionId id) => $"{Entity(entity)}/releases/{id.Month}/{id}.yaml";
}
