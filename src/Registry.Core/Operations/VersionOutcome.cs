using Registry.Core.Entities;
using Registry.Core.Releases;
using Registry.Core.Versions;

namespace Registry.Core.Operations;

/// <summary>What an operation on one version did.</summary>
/// <param name="Entity">The entity.</param>
/// <param name="Version">The version.</param>
/// <param name="State">Its state now.</param>
/// <param name="Record">Its record now.</param>
/// <param name="Deleted">What a release host had of it, when it was deleted.</param>
public sealed record VersionOutcome(EntityName Entity, VersionId Version, VersionState State, VersionRecord Record, HostedVersion? Deleted = null);
