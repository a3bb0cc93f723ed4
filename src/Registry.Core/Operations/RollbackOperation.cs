using Registry.Core.Channels;
using Registry.Core.Entities;
using Registry.Core.Rules;
using Registry.Core.Store;
using Registry.Core.Versions;

namespace Registry.Core.Operations;

/// <summary>Points a channel at an older version and holds it there.</summary>
/// <param name="entity">The entity.</param>
/// <param name="channel">The channel.</param>
/// <param name="to">The version; the one that was there before when <see langword="null"/>.</param>
/// <param name="reason">Why, for the channel file and the history.</param>
public sealed class RollbackOperation(EntityName entity, string channel, VersionId? to, string? reason) : IOperation<ChannelOutcome>
{
    /// <summary>Whether the move is only proposed: then it may wait for those who may move the channel.</summary>
    public bool IsProposal { get; init; }

    /// <inheritdoc/>
    public async ValueTask<Plan<ChannelOutcome>> PlanAsync(PlanContext context, CancellationToken cancellationToken)
    {
        if (await context.Registry.EntityAsync(entity, cancellationToken) is null)
            return Refuse(RegistryRules.EntityNotFound, $"there is no entity {entity}");
        if (await context.Registry.PolicyAsync(entity, channel, cancellationToken) is null)
            return Refuse(RegistryRules.ChannelUnknown, $"there is no channel '{channel}' in registry.yaml");
        if (await context.Registry.ChannelAsync(entity, channel, cancellationToken) is not { } current)
            return Refuse(RegistryRules.ChannelEmpty, $"channel {channel} of {entity} points nowhere, so there is nothing to roll back");

        var target = to ?? await FindPreviousAsync(context, current.Version, cancellationToken);
        if (target is not { } version)
            return Refuse(RegistryRules.RollbackTarget, $"{channel} of {entity} never pointed at a version older than {current.Version} that is still listed");
        if (version > current.Version)
            return Refuse(RegistryRules.RollbackTarget, $"{version} is newer than {current.Version}, at which {channel} points; going forward is a promotion");

        var unmet = await ChannelRules.CheckMoveAsync(context, new ChannelTarget(entity, channel, version, current.Version, IsRollback: true), context.Registry, cancellationToken);
        if (IsProposal) unmet = [.. unmet.Where(problem => !ChannelRules.MayBeMetLater(problem.Rule))];
        if (unmet.Count > 0) return new Refused<ChannelOutcome>(new Refusal(unmet));

        var hold = new ChannelHold(context.Actor, reason);
        var outcome = new ChannelOutcome(entity, channel, current.Version, version, hold);
        if (current.Version == version && current.Hold is not null) return new Unchanged<ChannelOutcome>(outcome with { Hold = current.Hold });

        var changes = new ChangeSet();
        await ChannelMoves.WriteAsync(context, changes, entity, channel, new ChannelPointer(version, reason, hold), IsProposal, cancellationToken);
        return new Planned<ChannelOutcome>(outcome, changes, Messages.For("rollback", entity, version, channel, $" on {channel}", reason));
    }

    private async ValueTask<VersionId?> FindPreviousAsync(PlanContext context, VersionId current, CancellationToken cancellationToken)
    {
        await foreach (var version in context.History.MovesAsync(entity, channel, cancellationToken))
            if (version is { } earlier && earlier < current
                && await context.Registry.StateAsync(entity, earlier, cancellationToken) == VersionState.Listed)
                return earlier;
        return null;
    }

    private static Refused<ChannelOutcome> Refuse(Rule rule, string message) => new(new Refusal(rule, message));
}
