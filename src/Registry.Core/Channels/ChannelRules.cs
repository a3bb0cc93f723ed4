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
/// <param name="IsRollback">Whether the move goes back on purpose: then neither order, <c>from</c>, <c>soak</c> nor a release are asked for.</param>
/// <param name="IsAutomatic">Whether the policy itself makes the move, so that nobody's permission is asked for.</param>
public sealed record ChannelTarget(EntityName Entity, string Channel, VersionId Version, VersionId? Current, bool IsRollback = false, bool IsAutomatic = false);

/// <summary>The conditions under which a channel may move, the same for commands, for validation and for automatic moves.</summary>
public static class ChannelRules
{
    /// <summary>Every condition that a move does not meet, each with when or how it will be met; empty when the move may be made.</summary>
    /// <param name="context">The registry with the move, the clock, and who stands for it.</param>
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
        if (!target.IsAutomatic && CheckWho(context, target.Entity, policy) is { } others) problems.Add(others);
        if (target.IsRollback) return problems;

        if (target.Version < target.Current)
            problems.Add(new Problem(RegistryRules.ChannelOrder, file, $"{target.Version} is older than {target.Current}, at which {target.Channel} points; going back is a rollback, which sets a hold"));
        if (await CheckSoakAsync(context, target, policy, cancellationToken) is { } early) problems.Add(early);
        if (policy.RequireRelease && await CheckReleaseAsync(context, target, cancellationToken) is { } unpublished) problems.Add(unpublished);
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

    /// <summary>Whether a condition that is not met will be by waiting, or by what other people do; a pull request may be open meanwhile.</summary>
    public static bool MayBeMetLater(Rule rule) =>
        rule == RegistryRules.ChannelFrom || rule == RegistryRules.ChannelSoak || rule == RegistryRules.ChannelRelease || rule == RegistryRules.ChannelWho;

    private static async ValueTask<Problem?> CheckReleaseAsync(PlanContext context, ChannelTarget target, CancellationToken cancellationToken) =>
        await context.Registry.ReleaseAsync(target.Entity, target.Version, cancellationToken) is not null
            ? null
            : new Problem(RegistryRules.ChannelRelease, RegistryPaths.Channel(target.Entity, target.Channel),
                $"the files of {target.Version} are not published, which {target.Channel} demands; the reconciler publishes what is listed");

    /// <summary>Whether somebody whom the policy of a channel names stands for a change of its file.</summary>
    /// <param name="context">Who stands for the change.</param>
    /// <param name="entity">The entity.</param>
    /// <param name="channel">The channel; one that is declared nowhere is nobody's.</param>
    /// <param name="policies">Where the channel's policy stands.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public static async ValueTask<Problem?> CheckWhoAsync(PlanContext context, EntityName entity, string channel, RegistryReader policies, CancellationToken cancellationToken) =>
        await policies.PolicyAsync(entity, channel, cancellationToken) is { } policy ? CheckWho(context, entity, policy) : null;

    private static Problem? CheckWho(PlanContext context, EntityName entity, ChannelPolicy policy)
    {
        if (policy.Who.Count == 0 || policy.Who.Intersect(context.People).Any()) return null;
        var people = context.People.Count == 0 ? "nobody who is known" : string.Join(", ", context.People);
        return new Problem(RegistryRules.ChannelWho, RegistryPaths.Channel(entity, policy.Name), $"{policy.Name} is moved by {string.Join(", ", policy.Who)}; for this change stands {people}");
    }

    private static async ValueTask<Problem?> CheckSoakAsync(PlanContext context, ChannelTarget target, ChannelPolicy policy, CancellationToken cancellationToken)
    {
        if (policy.From is not { } from) return null;
        var file = RegistryPaths.Channel(target.Entity, target.Channel);
        var soak = await context.Registry.SoakAsync(target.Entity, from, cancellationToken);
        var isThere = (await context.Registry.ChannelAsync(target.Entity, from, cancellationToken))?.Version == target.Version;
        if ((soak?.StayOf(target.Version, context.Now) ?? (isThere ? TimeSpan.Zero : null)) is not { } stay)
        {
            return new Problem(RegistryRules.ChannelFrom, file,
                $"{target.Version} has not been in {from}, which {target.Channel} demands; promote it there first: registry promote {target.Entity}@{target.Version} --channel {from}");
        }

        if (stay >= policy.Soak) return null;
        var met = (isThere, soak?.Version == target.Version) switch
        {
            (true, true) => $"met at {ManifestFormat.FormatTime(context.Now + (policy.Soak - stay))} if it stays there",
            (true, false) => "its time there begins when the reconciler sees it",
            _ => $"and it is no longer there: promote it to {from} again",
        };
        return new Problem(RegistryRules.ChannelSoak, file,
            $"{target.Version} has been in {from} for {stay:d\\.hh\\:mm\\:ss} of the {policy.Soak:d\\.hh\\:mm\\:ss} that {target.Channel} demands; {met}");
    }
}
