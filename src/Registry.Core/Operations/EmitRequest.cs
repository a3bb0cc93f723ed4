using System.Text.Json.Nodes;
using Registry.Core.Entities;
using Registry.Core.Sources;
using Registry.Core.Versions;

namespace Registry.Core.Operations;

/// <summary>What is to become a version. The keys are the manifest's.</summary>
public sealed record EmitRequest
{
    /// <summary>The entity; created when it does not exist and the registry allows that.</summary>
    public required EntityName Entity { get; init; }

    /// <summary>Digest of what it is built from.</summary>
    public required Digest SourceHash { get; init; }

    /// <summary>SemVer 2.0.0.</summary>
    public string? SemVer { get; init; }

    /// <summary>A name for people.</summary>
    public string? Name { get; init; }

    /// <summary>A description for people.</summary>
    public string? Description { get; init; }

    /// <summary>The version that it follows; the newest when <see langword="null"/>.</summary>
    public VersionId? BaseVersion { get; init; }

    /// <summary>Where it is built from.</summary>
    public SourceOrigin? Source { get; init; }

    /// <summary>The release channel that it is built for.</summary>
    public string? Channel { get; init; }

    /// <summary>What changed.</summary>
    public string? Changelog { get; init; }

    /// <summary>Where to read what changed.</summary>
    public string? ChangelogUrl { get; init; }

    /// <summary>Other entities that it needs.</summary>
    public IReadOnlyList<Dependency> Dependencies { get; init; } = [];

    /// <summary>Its files.</summary>
    public IReadOnlyList<VersionFile> Files { get; init; } = [];

    /// <summary>Its tags.</summary>
    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>URN and value.</summary>
    public JsonObject? Properties { get; init; }

    /// <summary>Whether it may still change.</summary>
    public bool Draft { get; init; }

    /// <summary>Whether to add a version although its source hash is known.</summary>
    public bool Force { get; init; }

    /// <summary>Whether to move the default channel to it in the same commit.</summary>
    public bool SetActive { get; init; }

    /// <summary>
    /// When it was first asked for, when that is not now: an emit that waited, or one of a bulk load. Asking again with the
    /// same time gives the version that the first time gave, forced or not.
    /// </summary>
    public DateTimeOffset? CreatedAt { get; init; }

    /// <summary>Who asked first, when that is not whoever asks now.</summary>
    public string? CreatedBy { get; init; }

    /// <summary>The request that gives a version again.</summary>
    public static EmitRequest From(Manifest manifest) => new()
    {
        Entity = manifest.Entity,
        SourceHash = manifest.SourceHash,
        SemVer = manifest.SemVer,
        Name = manifest.Name,
        Description = manifest.Description,
        BaseVersion = manifest.BaseVersion,
        Source = manifest.Source,
        Channel = manifest.Channel,
        Changelog = manifest.Changelog,
        ChangelogUrl = manifest.ChangelogUrl,
        Dependencies = manifest.Dependencies,
        Files = manifest.Files,
        Tags = manifest.Tags,
        Properties = manifest.Properties,
        Draft = manifest.Status == VersionStatus.Draft,
        CreatedAt = manifest.CreatedAt,
        CreatedBy = manifest.CreatedBy,
    };

    /// <summary>The manifest that the request becomes.</summary>
    internal Manifest ToManifest(VersionId id, int ordinal, VersionId? parent, DateTimeOffset emitted, string actor) => new()
    {
        Entity = Entity,
        Version = id,
        Ordinal = ordinal,
        Status = Draft ? VersionStatus.Draft : VersionStatus.Listed,
        SemVer = SemVer,
        Name = Present(Name),
        Description = Present(Description),
        SourceHash = SourceHash,
        BaseVersion = parent,
        CreatedAt = VersionId.From(emitted).Time,
        CreatedBy = CreatedBy ?? actor,
        Source = Source,
        Channel = Channel,
        Changelog = Present(Changelog),
        ChangelogUrl = Present(ChangelogUrl),
        Dependencies = [.. Dependencies.OrderBy(dependency => dependency.Entity)],
        Files = [.. Files.OrderBy(file => file.Name, StringComparer.Ordinal)],
        Tags = [.. Tags.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)],
        Properties = Properties,
    };

    private static string? Present(string? text) => string.IsNullOrEmpty(text) ? null : text.ReplaceLineEndings("\n");
}
