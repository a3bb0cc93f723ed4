using Registry.Core.Channels;
using Registry.Core.Store;
using Registry.Core.Versions;

namespace Registry.Core.Operations;

/// <summary>Points a channel at a version, and lifts a hold.</summary>
/// <param name="reference">The version.</param>
/// <param name="channel">The channel.</param>
/// <param name="reason">Why, for the channel file and the history.</param>
public sealed class PromoteOperation(VersionReference reference, string channel, string? reason) : IOperation<ChannelOutcome>
{
    /// <summary>Whether the move is only proposed: then it may wait for conditions that are met later.</summary>
    public bool IsProposal { get; init; }

    /// <inheritdoc/>
    public async ValueTask<Plan<ChannelOutcome>> PlanAsync(PlanContext context, CancellationToken cancellationToken)
    {
        var entity = reference.Entity;
        var resolution = await context.Registry.ResolveAsync(reference, cancellationToken);
        if (resolution.Version is not { } version) return new Refused<ChannelOutcome>(resolution.Refusal!);

        var current = await context.Registry.ChannelAsync(entity, channel, cancellationToken);
        var outcome = new ChannelOutcome(entity, channel, current?.Version, version, null);
        if (current is { Hold: null } && current.Version == version) return new Unchanged<ChannelOutcome>(outcome);

        // What only lifts the hold moves nothing, so the conditions of a move do not apply.
        var isMove = current?.Version != version;
        var unmet = isMove ? await ChannelRules.CheckMoveAsync(context, new ChannelTarget(entity, channel, version, current?.Version), context.Registry, cancellationToken) : [];
        if (IsProposal) unmet = [.. unmet.Where(problem => !ChannelRules.MayBeMetLater(problem.Rule))];
        if (unmet.Count > 0) return new Refused<ChannelOutcome>(new Refusal(unmet));

        var changes = new ChangeSet();
        await ChannelMoves.WriteAsync(context, changes, entity, channel, new ChannelPointer(version, reason, null), IsProposal, cancellationToken);
        return new Planned<ChannelOutcome>(outcome, changes, Messages.For("promote", entity, version, channel, $" to {channel}", reason));
    }
}
