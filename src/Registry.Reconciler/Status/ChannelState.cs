using Registry.Core.Channels;
using Registry.Core.Entities;
using Registry.Core.Versions;
using Registry.Reconciler.Planning;

namespace Registry.Reconciler.Status;

/// <summary>Where a channel stands.</summary>
/// <param name="Entity">The entity.</param>
/// <param name="Policy">The channel's policy.</param>
/// <param name="Target">What it says; <see langword="null"/> when it points nowhere.</param>
/// <param name="Since">Since when it points there, UTC, where that was seen; only channels that another one follows are watched.</param>
/// <param name="Published">When the version's files were published, UTC; <see langword="null"/> when they are not.</param>
/// <param name="Waits">What it waits for; <see langword="null"/> when it is where its policy would have it, or is moved by hand.</param>
public sealed record ChannelState(EntityName Entity, ChannelPolicy Policy, ChannelPointer? Target, DateTimeOffset? Since, DateTimeOffset? Published, Waiting? Waits)
{
    /// <summary>The version that it points at.</summary>
    public VersionId? Version => Target?.Version;
}
