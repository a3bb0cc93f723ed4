using Registry.Core.Entities;
using Registry.Core.Versions;

namespace Registry.Reconciler;

/// <summary>A move that a channel's policy makes by itself.</summary>
/// <param name="Entity">The entity.</param>
/// <param name="Channel">The channel.</param>
/// <param name="From">Where it points; <see langword="null"/> for nowhere.</param>
/// <param name="To">Where it is to point.</param>
public sealed record Advance(EntityName Entity, string Channel, VersionId? From, VersionId To);
