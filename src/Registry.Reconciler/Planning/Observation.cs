using Registry.Core.Entities;
using Registry.Core.Versions;

namespace Registry.Reconciler.Planning;

/// <summary>A move by somebody else that is seen for the first time, so that the soak of the version begins.</summary>
/// <param name="Entity">The entity.</param>
/// <param name="Channel">The channel.</param>
/// <param name="Version">Where it points.</param>
public sealed record Observation(EntityName Entity, string Channel, VersionId Version);
