using Registry.Core.Entities;
using Registry.Core.Operations;
using Registry.Core.Rules;
using Registry.Core.Store;
using Registry.Core.Versions;

namespace Registry.Core.Channels;

/// <summary>Where a channel is to point.</summary>
/// <param name="Entity">The entity.</param>
/// <param name="Channel">The channel.</param>
/// <param name="Version">The version.</param>
/// <param name="Current">The version that it points at now; <see langword="null"/> for none.</param>
/// <param name="IsRollback">Whether the move goes back on purpose: then neither order nor <c>from</c> and <c>soak</c> are asked for.</param>
public sealed record ChannelTarget(EntityName Entity, string Channel, VersionId Version, VersionId? Current, bool IsRollback = false);

/// <summary>The conditions under which a channel may move, the same for commands, for validation and for automatic moves.</summary>
public static class ChannelRules
{
    /// <summary>Every condition that a move does not meet, each with when or how it will be met; empty when the move may be made.</summary>
    /// <param name="context">The registry with the move, the history before it, and the clock.</param>
    /// <param name="target">The move.</param>
    /// <param name="policies">Where the channel's policy stands: a change that is checked cannot loosen the policy that it is checked by.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public static async ValueTask<IReadOnlyList<Problem>> CheckMoveAsync(
        PlanContext context, ChannelTarget target, RegistryReader policies, CancellationToken cancellationToken)
    {
        var file = RegistryPaths.Channel(target.Entity, target.Channel);
        if (await policies.PolicyAsync(target.Entity, target.Channel, cancellationToken) is not { } policy)
        {
            var declared = (await policies.SettingsAsync(cancellationToken)).Channels.Select(channel => channel.Name);
            return [new Problem(RegistryRules.ChannelUnknown, file, $"there is no channel '{target.Channel}'; declared are {string.Join(", ", declared)}")];
        }

        List<Problem> problems = [];
        if (await CheckTargetAsync(context.Registry, target, cancellationToken) is { } wrong) problems.Add(wrong);
        if (target.IsRollback) return problems;

        if (target.Version < target.Current)
            problems.Add(new Problem(RegistryRules.ChannelOrder, file, $"{target.Version} is older than {target.Current}, at which {target.Channel} points; going back is a rollback, which sets a hold"));
        if (await CheckSoakAsync(context, target, policy, cancellationToken) is { } early) problems.Add(early);
        return problems;
    }

    /// <summary>Whether a channel may point at a version at all (specification, part 4, rule 5).</summary>
    public static async ValueTask<Problem?> CheckTargetAsync(RegistryReader registry, ChannelTarget target, CancellationToken cancellationToken)
    {
        var file = RegistryPaths.Channel(target.Entity, target.Channel);
        return await registry.StateAsync(target.Entity, target.Version, cancellationToken) switch
        {
            VersionState.Listed => null,
            null => new Problem(RegistryRules.ChannelTarget, file, $"{target.Entity} has no version {target.Version}"),
            var state => new Problem(RegistryRules.ChannelState, file, $"version {target.Version} of {target.Entity} is {state.ToString()!.ToLowerInvariant()}; expected a listed one"),
        };
    }

    private static async ValueTask<Problem?> CheckSoakAsync(PlanContext context, ChannelTarget target, ChannelPolicy policy, CancellationToken cancellationToken)
    {
        if (policy.From is not { } from) return null;
        var file = RegistryPaths.Channel(target.Entity, target.Channel);
        var stay = await LongestStayAsync(context, target, from, policy.Soak, cancellationToken);
        if (stay is null)
        {
            return new Problem(RegistryRules.ChannelFrom, file,
                $"{target.Version} has not been in {from}, which {target.Channel} demands; promote it there first: registry promote {target.Entity}@{target.Version} --channel {from}");
        }

        if (stay.Length >= policy.Soak) return null;
        var met = stay.IsCurrent
            ? $"met at {ManifestFormat.FormatTime(context.Now + (policy.Soak - stay.Length))} if it stays there"
            : $"and it is no longer there: promote it to {from} again";
        return new Problem(RegistryRules.ChannelSoak, file,
            $"{target.Version} has been in {from} for {stay.Length:d\\.hh\\:mm\\:ss} of the {policy.Soak:d\\.hh\\:mm\\:ss} that {target.Channel} demands; {met}");
    }

    /// <summary>The longest time that a version stayed in a channel, or the first stay that is long enough; <see langword="null"/> when it never was there.</summary>
    private static async ValueTask<Stay?> LongestStayAsync(
        PlanContext context, ChannelTarget target, string channel, TimeSpan enough, CancellationToken cancellationToken)
    {
        List<Stay> stays = [];
        var until = context.Now;
        var isCurrent = true;
        await foreach (var move in context.History.MovesAsync(target.Entity, channel, cancellationToken))
        {
            if (move.Version == target.Version)
            {
                // A clock that was set back must not give a negative time.
                stays.Add(new Stay(until > move.Time ? until - move.Time : TimeSpan.Zero, isCurrent));
                if (stays[^1].Length >= enough) break;
            }

            until = move.Time;
            isCurrent = false;
        }

        // What the channel points at in this very change has not been there for any time yet, but it is there.
        if (stays.Count == 0 && await context.Registry.ChannelAsync(target.Entity, channel, cancellationToken) is { } here && here.Version == target.Version)
            return new Stay(TimeSpan.Zero, IsCurrent: true);
        return stays.MaxBy(stay => stay.Length);
    }

    private sealed record Stay(TimeSpan Length, bool IsCurrent);
}
