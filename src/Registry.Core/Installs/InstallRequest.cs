using System.Text.Json.Nodes;
using Registry.Core.Entities;
using Registry.Core.Versions;

namespace Registry.Core.Installs;

/// <summary>What is to be installed, and with what.</summary>
public sealed record InstallRequest
{
    /// <summary>The version.</summary>
    public required VersionReference Reference { get; init; }

    /// <summary>What the installer supplies.</summary>
    public JsonObject Inputs { get; init; } = [];

    /// <summary>What is known of dependencies that are installed already.</summary>
    public IReadOnlyDictionary<EntityName, GivenEntity> Entities { get; init; } = new Dictionary<EntityName, GivenEntity>();

    /// <summary>The versions to use, when they are fixed.</summary>
    public InstallLock? Lock { get; init; }

    /// <summary>Whether an entity may be used, for who asks; who may not is not told that it exists.</summary>
    public Func<EntityName, CancellationToken, ValueTask<bool>> MayUse { get; init; } = (_, _) => ValueTask.FromResult(true);
}

/// <summary>What the installer says of a dependency that is installed already.</summary>
/// <param name="Href">Where it is.</param>
/// <param name="Outputs">What it shows.</param>
public sealed record GivenEntity(string? Href, JsonObject? Outputs);
