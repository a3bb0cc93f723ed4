using Registry.Core.Entities;
using Registry.Core.Versions;

namespace Registry.Core.Operations;

/// <summary>What an operation on one version did.</summary>
/// <param name="Entity">The entity.</param>
/// <param name="Version">The version.</param>
/// <param name="State">Its state now.</param>
/// <param name="Record">Its record now.</param>
/// <param name="UnusedFiles">Files whose content no version of the entity needs any longer.</param>
public sealed record VersionOutcome(
    EntityName Entity, VersionId Version, VersionState State, VersionRecord Record, IReadOnlyList<VersionFile> UnusedFiles);
