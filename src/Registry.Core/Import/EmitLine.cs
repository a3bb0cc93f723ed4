using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace Registry.Core.Import;

/// <summary>An emit request as JSON: the manifest's names, and what only a request has.</summary>
internal sealed record EmitLine
{
    public string? Entity { get; init; }

    public string? Version { get; init; }

    public string? Status { get; init; }

    public string? Semver { get; init; }

    public string? Name { get; init; }

    public string? Description { get; init; }

    public string? IconUrl { get; init; }

    public string? OwnerType { get; init; }

    public string? SourceHash { get; init; }

    public string? BaseVersion { get; init; }

    public string? CreatedAt { get; init; }

    public string? CreatedBy { get; init; }

    public SourceLine? Source { get; init; }

    public string? Channel { get; init; }

    public string? Changelog { get; init; }

    public string? ChangelogUrl { get; init; }

    public IReadOnlyList<DependencyLine>? Dependencies { get; init; }

    public IReadOnlyList<SourceDependencyLine>? BuiltFrom { get; init; }

    public IReadOnlyList<FileLine>? Files { get; init; }

    public IReadOnlyList<string>? Tags { get; init; }

    public JsonObject? Properties { get; init; }

    public ContractSideLine? Inputs { get; init; }

    public ContractSideLine? Outputs { get; init; }

    public bool? Force { get; init; }

    public bool? SetActive { get; init; }
}

/// <summary>Where an emit was built from.</summary>
internal sealed record SourceLine(string? Repository = null, string? Commit = null, string? Branch = null, bool? Dirty = null);

/// <summary>One side of a contract.</summary>
internal sealed record ContractSideLine(JsonObject Schema, string? Bindings = null);

/// <summary>An entity that an emit needs.</summary>
internal sealed record DependencyLine(string Entity, string? Version = null);

/// <summary>An entity that an emit was built from.</summary>
internal sealed record SourceDependencyLine(string Entity, IReadOnlyList<string> SourceHashes);

/// <summary>A file of an emit.</summary>
internal sealed record FileLine(string Name, long Size, string Sha256, string? Platform = null, string? Architecture = null, string? MediaType = null);

/// <summary>Generated reading and writing of emit requests.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(EmitLine))]
internal sealed partial class EmitLineContext : JsonSerializerContext;
