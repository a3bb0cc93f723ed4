using Registry.Core.Channels;
using Registry.Core.Entities;
using Registry.Core.Operations;
using Registry.Core.Store;
using Registry.Core.Versions;

namespace Registry.Reconciler.Planning;

/// <summary>What a pass does with the channels of one entity, in the order in which versions pass them.</summary>
/// <param name="context">The registry, and the time.</param>
/// <param name="entity">The entity.</param>
internal sealed class ChannelPass(PlanContext context, EntityName entity)
{
    public ChangeSet Changes { get; } = new();

    public List<Advance> Advances { get; } = [];

    public List<Observation> Observations { get; } = [];

    public List<Waiting> Waiting { get; } = [];

    public async ValueTask PlanAsync(CancellationToken cancellationToken)
    {
        foreach (var policy in await context.Registry.PoliciesAsync(entity, cancellationToken))
        {
            await ObserveAsync(policy.Name, cancellationToken);
            await AdvanceAsync(policy, cancellationToken);
        }
    }

    /// <summary>The registry with what the pass has done so far.</summary>
    private PlanContext Now() => context with { Registry = new RegistryReader(new OverlaySnapshot(context.Registry.Snapshot, Changes)) };

    private async ValueTask ObserveAsync(string channel, CancellationToken cancellationToken)
    {
        if (await context.Registry.ChannelAsync(entity, channel, cancellationToken) is not { } pointer) return;
        var before = Changes.Files.Count;
        await ChannelMoves.ObserveAsync(Now(), Changes, entity, channel, pointer.Version, cancellationToken);
        if (Changes.Files.Count > before) Observations.Add(new Observation(entity, channel, pointer.Version));
    }

    private async ValueTask AdvanceAsync(ChannelPolicy policy, CancellationToken cancellationToken)
    {
        var now = Now();
        if (await CandidateAsync(now.Registry, policy, cancellationToken) is not { } candidate) return;
        var current = await now.Registry.ChannelAsync(entity, policy.Name, cancellationToken);
        // What is older than what is there was there before it, or was passed over.
        if (current is not null && candidate <= current.Version) return;

        var unmet = await ChannelRules.CheckMoveAsync(now, new ChannelTarget(entity, policy.Name, candidate, current?.Version, IsAutomatic: true), now.Registry, cancellationToken);
        List<string> why = [.. unmet.Select(problem => problem.Message)];
        if (current?.Hold is { } hold) why.Insert(0, $"held at {current.Version} by {hold.By}{(hold.Reason is { } reason ? $": {reason}" : "")}; a promotion lifts the hold");
        if (why.Count > 0)
        {
            Waiting.Add(new Waiting(entity, policy.Name, candidate, why, current?.Hold is null ? await DueAsync(now, policy, candidate, cancellationToken) : null));
            return;
        }

        await ChannelMoves.WriteAsync(now, Changes, entity, policy.Name, new ChannelPointer(candidate, null, null), isProposal: false, cancellationToken);
        Advances.Add(new Advance(entity, policy.Name, current?.Version, candidate, $"{policy.Advance} from {policy.From} after {policy.Soak}"));
    }

    /// <summary>When a version that is in the channel before will have been there for long enough.</summary>
    private async ValueTask<DateTimeOffset?> DueAsync(PlanContext now, ChannelPolicy policy, VersionId candidate, CancellationToken cancellationToken) =>
        policy.From is { } from && await now.Registry.SoakAsync(entity, from, cancellationToken) is { } soak && soak.Version == candidate
        && policy.Soak - soak.StayOf(candidate, now.Now) is { } left && left > TimeSpan.Zero
            ? now.Now + left
            : null;

    private async ValueTask<VersionId?> CandidateAsync(RegistryReader registry, ChannelPolicy policy, CancellationToken cancellationToken) => policy.Advance switch
    {
        ChannelAdvance.Newest => await NewestListedAsync(registry, cancellationToken),
        ChannelAdvance.Soaked => (await registry.ChannelAsync(entity, policy.From!, cancellationToken))?.Version,
        _ => null,
    };

    private async ValueTask<VersionId?> NewestListedAsync(RegistryReader registry, CancellationToken cancellationToken)
    {
        await foreach (var id in registry.VersionsAsync(entity, cancellationToken))
            if (await registry.StateAsync(entity, id, cancellationToken) == VersionState.Listed)
                return id;
        return null;
    }
}
