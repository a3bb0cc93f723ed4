using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace Registry.Client.Models;

/// <summary>One side of a version's contract: what an install needs, or what it shows.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record ContractSide
{
    /// <summary>A schema: a subset of JSON Schema 2020-12.</summary>
    public required JsonObject Schema { get; init; }

    /// <summary>An expression of the Common Expression Language.</summary>
    public string? Bindings { get; init; }
}

/// <summary>What a version is to be installed with.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record InstallRequest
{
    /// <summary>What the installer supplies, valid against the schema of the version's inputs.</summary>
    public JsonObject? Inputs { get; init; }

    /// <summary>What is known of dependencies that are installed already, by <c>namespace/name</c>.</summary>
    public IReadOnlyDictionary<string, InstalledEntity>? Entities { get; init; }

    /// <summary>The lock of an earlier install, whose versions are used again.</summary>
    public InstallLock? Lock { get; init; }
}

/// <summary>What is known of a dependency that is installed already.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record InstalledEntity
{
    /// <summary>Where it is.</summary>
    public string? Href { get; init; }

    /// <summary>What it shows.</summary>
    public JsonObject? Outputs { get; init; }
}

/// <summary>What an install comes to.</summary>
public sealed record Installation
{
    /// <summary>The entity.</summary>
    public required string Entity { get; init; }

    /// <summary>The version's id.</summary>
    public required string Version { get; init; }

    /// <summary>Digest of the manifest's bytes.</summary>
    public required string ManifestSha { get; init; }

    /// <summary>The inputs, as the version's bindings assembled them.</summary>
    public required JsonObject Inputs { get; init; }

    /// <summary>What the install shows.</summary>
    public required JsonObject Outputs { get; init; }

    /// <summary>Every version and digest.</summary>
    public required InstallLock Lock { get; init; }
}

/// <summary>Exactly what an install uses.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record InstallLock
{
    /// <summary><c>registry/v1</c>.</summary>
    public required string ApiVersion { get; init; }

    /// <summary><c>Lock</c>.</summary>
    public required string Kind { get; init; }

    /// <summary>The versions, the installed one first.</summary>
    public required IReadOnlyList<LockedVersion> Versions { get; init; }
}

/// <summary>A version that an install uses.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record LockedVersion
{
    /// <summary>The entity.</summary>
    public required string Entity { get; init; }

    /// <summary>The version's id.</summary>
    public required string Version { get; init; }

    /// <summary>Digest of the manifest's bytes.</summary>
    public required string ManifestSha { get; init; }

    /// <summary>The entities that need it.</summary>
    public IReadOnlyList<string>? RequiredBy { get; init; }

    /// <summary>Its files.</summary>
    public IReadOnlyList<LockedFile>? Files { get; init; }
}

/// <summary>A file of a version that an install uses.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Sha256">SHA-256 of the content, 64 lower-case hexadecimal digits.</param>
public sealed record LockedFile(string Name, string Sha256);
