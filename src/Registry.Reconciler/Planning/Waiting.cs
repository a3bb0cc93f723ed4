using Registry.Core.Entities;
using Registry.Core.Versions;

namespace Registry.Reconciler.Planning;

/// <summary>A channel that would move by itself, and may not yet.</summary>
/// <param name="Entity">The entity.</param>
/// <param name="Channel">The channel.</param>
/// <param name="To">Where it would point.</param>
/// <param name="Why">Every condition that is not met, with when or how it will be; or the hold.</param>
/// <param name="Due">When time alone may meet them, UTC; <see langword="null"/> when something has to happen.</param>
public sealed record Waiting(EntityName Entity, string Channel, VersionId To, IReadOnlyList<string> Why, DateTimeOffset? Due);
