using Registry.Core.Contracts;
using Registry.Core.Entities;
using Registry.Core.Sources;
using Registry.Core.Versions;

namespace Registry.Core.Operations;

/// <summary>What is to become a version.</summary>
public sealed record EmitRequest : VersionContent
{
    /// <summary>Creates a request without content.</summary>
    public EmitRequest()
    {
    }

    private EmitRequest(VersionContent content)
        : base(content)
    {
    }

    /// <summary>The entity; created when it does not exist and the registry allows that.</summary>
    public required EntityName Entity { get; init; }

    /// <summary>Digest of what it is built from.</summary>
    public required Digest SourceHash { get; init; }

    /// <summary>
    /// Entities that it was built from, known by their sources: each becomes a dependency, on the version that those sources
    /// have in the registry by then. What <see cref="VersionContent.Dependencies"/> names already stays.
    /// </summary>
    public IReadOnlyList<SourceDependency> BuiltFrom { get; init; } = [];

    /// <summary>Whether it may still change.</summary>
    public bool Draft { get; init; }

    /// <summary>Whether to add a version although its source hash is known.</summary>
    public bool Force { get; init; }

    /// <summary>Whether a version of the same SemVer, which is not made of the same source, is a reason to refuse.</summary>
    public bool IsNewName { get; init; }

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
    public static EmitRequest From(Manifest manifest) => new(manifest)
    {
        Entity = manifest.Entity,
        SourceHash = manifest.SourceHash,
        Draft = manifest.Status == VersionStatus.Draft,
        CreatedAt = manifest.CreatedAt,
        CreatedBy = manifest.CreatedBy,
    };

    /// <summary>The request, with what a contract file says where the request itself says nothing; lists are joined.</summary>
    public EmitRequest With(ContractDocument contract) => this with
    {
        Name = Name ?? contract.Name,
        Description = Description ?? contract.Description,
        IconUrl = IconUrl ?? contract.IconUrl,
        OwnerType = OwnerType ?? contract.OwnerType,
        Dependencies = [.. Dependencies, .. contract.Dependencies.Where(dependency => Dependencies.All(own => own.Entity != dependency.Entity))],
        Tags = [.. Tags.Union(contract.Tags, StringComparer.Ordinal)],
        Properties = Properties ?? contract.Properties,
        Inputs = Inputs ?? contract.Inputs,
        Outputs = Outputs ?? contract.Outputs,
    };

    /// <summary>The manifest that the request becomes.</summary>
    internal Manifest ToManifest(VersionId id, int ordinal, VersionId? parent, DateTimeOffset emitted, string actor) => new(this)
    {
        Entity = Entity,
        Version = id,
        Ordinal = ordinal,
        Status = Draft ? VersionStatus.Draft : VersionStatus.Listed,
        Name = Present(Name),
        Description = Present(Description),
        SourceHash = SourceHash,
        BaseVersion = parent,
        CreatedAt = VersionId.From(emitted).Time,
        CreatedBy = CreatedBy ?? actor,
        Changelog = Present(Changelog),
        Inputs = Present(Inputs),
        Outputs = Present(Outputs),
        Dependencies = [.. Dependencies.OrderBy(dependency => dependency.Entity)],
        Files = [.. Files.OrderBy(file => file.Name, StringComparer.Ordinal)],
        Tags = [.. Tags.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)],
    };

    private static ContractSide? Present(ContractSide? side) => side is null ? null : side with { Bindings = Present(side.Bindings) };

    private static string? Present(string? text) => string.IsNullOrEmpty(text) ? null : text.ReplaceLineEndings("\n");
}
