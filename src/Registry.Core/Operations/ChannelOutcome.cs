using Registry.Core.Channels;
using Registry.Core.Entities;
using Registry.Core.Versions;

namespace Registry.Core.Operations;

/// <summary>What a promotion or a rollback did.</summary>
/// <param name="Entity">The entity.</param>
/// <param name="Channel">The channel.</param>
/// <param name="From">Where it pointed before; <see langword="null"/> for nowhere.</param>
/// <param name="To">Where it points now.</param>
/// <param name="Hold">What keeps it there, if anything does.</param>
public sealed record ChannelOutcome(EntityName Entity, string Channel, VersionId? From, VersionId To, ChannelHold? Hold);
