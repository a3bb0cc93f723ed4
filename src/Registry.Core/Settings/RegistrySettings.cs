using Registry.Core.Channels;
using Registry.Core.Properties;

namespace Registry.Core.Settings;

/// <summary>Where the files of versions are kept.</summary>
public enum ReleaseHostKind
{
    /// <summary>A folder that the registry's users share.</summary>
    Directory,

    /// <summary>Releases of a GitHub repository.</summary>
    GitHub,
}

/// <summary>The release host of a registry.</summary>
/// <param name="Host">What kind it is.</param>
/// <param name="Path">Directory host: the folder, absolute or relative to the git directory.</param>
/// <param name="Repository">GitHub: <c>owner/name</c>.</param>
public sealed record ReleaseSettings(ReleaseHostKind Host, string? Path, string? Repository)
{
    /// <summary>The folder of the directory host when the settings name none, relative to the git directory.</summary>
    public const string DefaultPath = "registry/files";
}

/// <summary>How emits get into a registry.</summary>
public enum EmitMode
{
    /// <summary>Whoever emits commits to the registry's branch.</summary>
    Direct,

    /// <summary>An emit arrives as a branch of its own, which the reconciler checks and folds in.</summary>
    Inbox,
}

/// <summary>What <c>registry.yaml</c> says.</summary>
public sealed record RegistrySettings
{
    /// <summary>How far ahead of the clock an id may be when the settings say nothing else.</summary>
    public static TimeSpan DefaultClockSkew { get; } = TimeSpan.FromMinutes(5);

    /// <summary>The registry's name.</summary>
    public required string Name { get; init; }

    /// <summary>The channel that holds the active version.</summary>
    public required string DefaultChannel { get; init; }

    /// <summary>The channels, in the order in which versions pass them.</summary>
    public required IReadOnlyList<ChannelPolicy> Channels { get; init; }

    /// <summary>Who may change the settings, the schemas and the automation of the registry; empty for everybody who may write at all.</summary>
    public IReadOnlyList<Principal> Owners { get; init; } = [];

    /// <summary>The release host.</summary>
    public required ReleaseSettings Releases { get; init; }

    /// <summary>How far ahead of the clock an id may be.</summary>
    public TimeSpan ClockSkew { get; init; } = DefaultClockSkew;

    /// <summary>Whether an emit creates an entity that does not exist.</summary>
    public bool NewEntitiesAllowed { get; init; } = true;

    /// <summary>How emits get in.</summary>
    public EmitMode Emits { get; init; }

    /// <summary>The properties that the registry knows.</summary>
    public IReadOnlyList<PropertyDeclaration> Properties { get; init; } = [];
}
