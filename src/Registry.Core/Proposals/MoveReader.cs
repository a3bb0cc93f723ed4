using Registry.Core.Channels;
using Registry.Core.Entities;
using Registry.Core.Operations;
using Registry.Core.Versions;

namespace Registry.Core.Proposals;

/// <summary>Gathers what helps to decide over a move.</summary>
public static class MoveReader
{
    /// <summary>How many versions a move lists.</summary>
    public const int MostBetween = 30;

    /// <summary>Describes what a change does to a channel; <see langword="null"/> when it points where it pointed and is held as it was.</summary>
    /// <param name="before">The registry before the change.</param>
    /// <param name="context">The registry with the change, the clock, and who stands for the change.</param>
    /// <param name="entity">The entity.</param>
    /// <param name="channel">The channel.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public static async ValueTask<Move?> ReadAsync(RegistryReader before, PlanContext context, EntityName entity, string channel, CancellationToken cancellationToken)
    {
        var after = context.Registry;
        var (old, now) = (await before.ChannelAsync(entity, channel, cancellationToken), await after.ChannelAsync(entity, channel, cancellationToken));
        if (old?.Version == now?.Version && old?.Hold == now?.Hold) return null;

        var policy = await before.PolicyAsync(entity, channel, cancellationToken) ?? await after.PolicyAsync(entity, channel, cancellationToken);
        var move = new Move
        {
            Entity = entity,
            Channel = channel,
            FromVersion = old?.Version,
            ToVersion = now?.Version,
            From = old is null ? null : (await before.ManifestAsync(entity, old.Version, cancellationToken))?.Manifest,
            To = now is null ? null : (await after.ManifestAsync(entity, now.Version, cancellationToken))?.Manifest,
            Reason = now?.Reason,
            Hold = now?.Hold,
            Policy = policy,
        };
        if (now is null || old?.Version == now.Version) return move;

        var target = new ChannelTarget(entity, channel, now.Version, old?.Version, IsRollback: now.Hold is not null && now.Version < old?.Version);
        var between = await BetweenAsync(after, entity, old?.Version, now.Version, cancellationToken);
        return move with
        {
            Between = [.. between.Take(MostBetween)],
            HasMore = between.Count > MostBetween,
            Soaked = policy?.From is { } from ? (await after.SoakAsync(entity, from, cancellationToken))?.StayOf(now.Version, context.Now) : null,
            Unmet = await ChannelRules.CheckMoveAsync(context, target, before, cancellationToken),
        };
    }

    private static async ValueTask<List<Manifest>> BetweenAsync(RegistryReader registry, EntityName entity, VersionId? from, VersionId to, CancellationToken cancellationToken)
    {
        List<Manifest> between = [];
        var (low, high) = from is { } old && old > to ? (to, old) : (from, to);
        await foreach (var id in registry.VersionsAsync(entity, cancellationToken))
        {
            if (id > high) continue;
            // Without a version to come from, all that came before is of no interest.
            if (id <= low || between.Count > MostBetween || (low is null && between.Count == 1)) break;
            if (await registry.ManifestAsync(entity, id, cancellationToken) is { } stored) between.Add(stored.Manifest);
        }

        return between;
    }
}
