using Registry.Core.Entities;
using Registry.Core.Operations;
using Registry.Core.Store;
using Registry.Core.Versions;

namespace Registry.Core.Channels;

/// <summary>Carries a move out: the channel's file, and since when the version is there, for the channels that follow this one.</summary>
public static class ChannelMoves
{
    /// <summary>Adds a move to the changes of an operation.</summary>
    /// <param name="context">The registry, and the clock of who moves.</param>
    /// <param name="changes">Where the move is added.</param>
    /// <param name="entity">The entity.</param>
    /// <param name="channel">The channel.</param>
    /// <param name="target">What the channel's file is to say.</param>
    /// <param name="isProposal">Whether the move is only proposed: then its time begins when it is accepted, and is seen.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public static async ValueTask WriteAsync(
        PlanContext context, ChangeSet changes, EntityName entity, string channel, ChannelPointer target, bool isProposal, CancellationToken cancellationToken)
    {
        changes.Write(RegistryPaths.Channel(entity, channel), ChannelFormat.Write(target));
        if (!isProposal) await ObserveAsync(context, changes, entity, channel, target.Version, cancellationToken);
    }

    /// <summary>Writes down where a channel points, when that is not known yet and a channel follows it.</summary>
    public static async ValueTask ObserveAsync(PlanContext context, ChangeSet changes, EntityName entity, string channel, VersionId version, CancellationToken cancellationToken)
    {
        if (await context.Registry.FollowersAsync(entity, channel, cancellationToken) is not [_, ..] followers) return;
        var known = await context.Registry.SoakAsync(entity, channel, cancellationToken);
        if (known?.Version == version) return;
        var seen = known?.MoveTo(version, context.Now, followers.Min(policy => policy.Soak)) ?? ChannelSoak.Begin(version, context.Now);
        changes.Write(RegistryPaths.Soak(entity, channel), ChannelSoakFormat.Write(seen));
    }
}
