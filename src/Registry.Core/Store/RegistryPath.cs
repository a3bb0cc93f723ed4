using System.Diagnostics.CodeAnalysis;
using Registry.Core.Entities;
using Registry.Core.Sources;
using Registry.Core.Versions;

namespace Registry.Core.Store;

/// <summary>What a path under <c>entities/</c> is the place of.</summary>
public enum RegistryPathKind
{
    /// <summary>An entity's settings.</summary>
    Entity,

    /// <summary>A manifest.</summary>
    Manifest,

    /// <summary>The newest version of a source hash.</summary>
    Source,

    /// <summary>A channel's pointer.</summary>
    Channel,

    /// <summary>How long versions have been in a channel.</summary>
    Soak,

    /// <summary>A record.</summary>
    Record,

    /// <summary>A release record.</summary>
    Release,
}

/// <summary>A path under <c>entities/</c>, taken apart. <see cref="ToString"/> puts it together again.</summary>
public sealed record RegistryPath
{
    private RegistryPath(RegistryPathKind kind, EntityName entity) => (Kind, Entity) = (kind, entity);

    /// <summary>What the path is the place of.</summary>
    public RegistryPathKind Kind { get; }

    /// <summary>The entity.</summary>
    public EntityName Entity { get; }

    /// <summary>The version, of a manifest, record or release.</summary>
    public VersionId Version { get; private init; }

    /// <summary>The channel's name, of a channel or a soak record.</summary>
    public string? Channel { get; private init; }

    /// <summary>The source hash, of a source.</summary>
    public Digest? SourceHash { get; private init; }

    /// <summary>Takes a path apart; false when nothing of a registry stands there.</summary>
    public static bool TryParse(string path, [NotNullWhen(true)] out RegistryPath? parsed)
    {
        parsed = path.Split('/') is [RegistryPaths.Entities, var ns, var name, .. var rest] && EntityName.TryParse($"{ns}/{name}", out var entity)
            ? ParseRest(entity, rest)
            : null;
        return parsed is not null;
    }

    /// <inheritdoc/>
    public override string ToString() => Kind switch
    {
        RegistryPathKind.Entity => RegistryPaths.EntitySettings(Entity),
        RegistryPathKind.Manifest => RegistryPaths.Manifest(Entity, Version),
        RegistryPathKind.Source => RegistryPaths.Source(Entity, SourceHash!),
        RegistryPathKind.Channel => RegistryPaths.Channel(Entity, Channel!),
        RegistryPathKind.Soak => RegistryPaths.Soak(Entity, Channel!),
        RegistryPathKind.Record => RegistryPaths.Record(Entity, Version),
        _ => RegistryPaths.Release(Entity, Version),
    };

    private static RegistryPath? ParseRest(EntityName entity, string[] rest) => rest switch
    {
        ["entity.yaml"] => new RegistryPath(RegistryPathKind.Entity, entity),
        ["versions", var month, var file] => Dated(RegistryPathKind.Manifest, entity, month, file),
        ["records", var month, var file] => Dated(RegistryPathKind.Record, entity, month, file),
        ["releases", var month, var file] => Dated(RegistryPathKind.Release, entity, month, file),
        ["sources", { Length: 2 } head, var tail] when Digest.TryParseHex(head + tail, out var digest) =>
            new RegistryPath(RegistryPathKind.Source, entity) { SourceHash = digest },
        ["channels", var file] => Named(RegistryPathKind.Channel, entity, file),
        ["soaks", var file] => Named(RegistryPathKind.Soak, entity, file),
        _ => null,
    };

    private static RegistryPath? Named(RegistryPathKind kind, EntityName entity, string file) =>
        Stem(file) is { } channel && NameRule.IsValid(channel) ? new RegistryPath(kind, entity) { Channel = channel } : null;

    private static RegistryPath? Dated(RegistryPathKind kind, EntityName entity, string month, string file) =>
        VersionId.TryParse(Stem(file), out var id) && id.Month == month ? new RegistryPath(kind, entity) { Version = id } : null;

    private static string? Stem(string file) => file.EndsWith(".yaml", StringComparison.Ordinal) ? file[..^5] : null;
}
