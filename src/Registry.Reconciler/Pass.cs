using Registry.Core.Entities;
using Registry.Core.Rules;
using Registry.Core.Versions;

namespace Registry.Reconciler;

/// <summary>A move that a channel's policy makes by itself.</summary>
/// <param name="Entity">The entity.</param>
/// <param name="Channel">The channel.</param>
/// <param name="From">Where it points; <see langword="null"/> for nowhere.</param>
/// <param name="To">Where it is to point.</param>
public sealed record Advance(EntityName Entity, string Channel, VersionId? From, VersionId To);

/// <summary>A move by somebody else that is seen for the first time, so that the soak of the version begins.</summary>
/// <param name="Entity">The entity.</param>
/// <param name="Channel">The channel.</param>
/// <param name="Version">Where it points.</param>
public sealed record Observation(EntityName Entity, string Channel, VersionId Version);

/// <summary>A channel that would move by itself, and may not yet.</summary>
/// <param name="Entity">The entity.</param>
/// <param name="Channel">The channel.</param>
/// <param name="To">Where it would point.</param>
/// <param name="Why">Every condition that is not met, with when or how it will be; or the hold.</param>
public sealed record Waiting(EntityName Entity, string Channel, VersionId To, IReadOnlyList<string> Why);

/// <summary>What one pass does.</summary>
/// <param name="Advances">The channels that it moves.</param>
/// <param name="Observations">The moves of others that it sees.</param>
/// <param name="Waiting">The channels that wait.</param>
/// <param name="Problems">What is wrong with entities that it sets aside; all others go on.</param>
public sealed record Pass(IReadOnlyList<Advance> Advances, IReadOnlyList<Observation> Observations, IReadOnlyList<Waiting> Waiting, IReadOnlyList<Problem> Problems);
