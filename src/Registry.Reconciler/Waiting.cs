using Registry.Core.Entities;
using Registry.Core.Versions;

namespace Registry.Reconciler;

/// <summary>A channel that would move by itself, and may not yet.</summary>
/// <param name="Entity">The entity.</param>
/// <param name="Channel">The channel.</param>
/// <param name="To">Where it would point.</param>
/// <param name="Why">Every condition that is not met, with when or how it will be; or the hold.</param>
public sealed record Waiting(EntityName Entity, string Channel, VersionId To, IReadOnlyList<string> Why);
