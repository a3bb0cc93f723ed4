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

    /// <summary>The folder of what says who may use the service.</summary>
    public const string Access = "access";

    /// <summary>The folder of who is told of changes.</summary>
    public const string Subscriptions = "access/subscriptions";

    /// <summary>The folder of the service's tokens.</summary>
    public const string Tokens = "access/tokens";

    /// <summary>The folder of what tokens may do with entities.</summary>
    public const string Grants = "access/grants";

    /// <summary>The name of the folder of an entity's records, which outlives the entity.</summary>
    public const string RecordsFolder = "records";

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

    /// <summary>The folder of an entity's soak records.</summary>
    public static string Soaks(EntityName entity) => $"{Entity(entity)}/soaks";

    /// <summary>How long versions have been in a channel.</summary>
    public static string Soak(EntityName entity, string channel) => $"{Soaks(entity)}/{channel}.yaml";

    /// <summary>The folder of an entity's records.</summary>
    public static string Records(EntityName entity) => $"{Entity(entity)}/{RecordsFolder}";

    /// <summary>A version's record.</summary>
    public static string Record(EntityName entity, VersionId id) => $"{Records(entity)}/{id.Month}/{id}.yaml";

    /// <summary>A version's release record.</summary>
    public static string Release(EntityName entity, VersionId id) => $"{Entity(entity)}/releases/{id.Month}/{id}.yaml";

    /// <summary>A token of the service.</summary>
    public static string Token(string id) => $"{Tokens}/{id}.yaml";

    /// <summary>What a token may do with an entity.</summary>
    public static string Grant(string token, EntityName entity) => $"{Grants}/{token}/{entity}.yaml";
}
