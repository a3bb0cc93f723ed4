using Registry.Core.Operations;
using Registry.Core.Rules;
using Registry.Core.Store;

namespace Registry.Reconciler;

/// <summary>
/// One pass of the reconciler over a registry, in at most one commit. What it does depends on the registry at one commit and on the time alone,
/// not on events: a pass that was missed is made up for by the next, and one that has nothing to do writes nothing. A broken entity is set aside.
/// </summary>
public sealed class ReconcileOperation : IOperation<Pass>
{
    private const string Action = "reconcile";

    /// <inheritdoc/>
    public async ValueTask<Plan<Pass>> PlanAsync(PlanContext context, CancellationToken cancellationToken)
    {
        var changes = new ChangeSet();
        List<Advance> advances = [];
        List<Observation> observations = [];
        List<Waiting> waiting = [];
        List<Problem> problems = [];
        await foreach (var entity in context.Registry.EntitiesAsync(null, cancellationToken))
        {
            try
            {
                var channels = new ChannelPass(context, entity);
                await channels.PlanAsync(cancellationToken);
                changes.Add(channels.Changes);
                advances.AddRange(channels.Advances);
                observations.AddRange(channels.Observations);
                waiting.AddRange(channels.Waiting);
            }
            catch (RegistryException broken)
            {
                problems.AddRange(broken.Problems);
            }
        }

        var pass = new Pass(advances, observations, waiting, problems);
        return changes.Files.Count == 0 ? new Unchanged<Pass>(pass) : new Planned<Pass>(pass, changes, Message(pass));
    }

    private static CommitMessage Message(Pass pass)
    {
        var subject = pass switch
        {
            { Advances: [var one], Observations: [] } => $"advance {one.Entity} {one.To} to {one.Channel}",
            { Advances: [] } => $"observe {pass.Observations.Count} moves",
            _ => $"advance {pass.Advances.Count} channels",
        };
        var lines = pass.Advances.Select(move => $"{move.Entity} {move.Channel}: {move.From?.ToString() ?? "nothing"} to {move.To}")
            .Concat(pass.Observations.Select(seen => $"{seen.Entity} {seen.Channel}: seen at {seen.Version}"));
        List<KeyValuePair<string, string>> trailers = [new(CommitMessage.Action, Action)];
        if (pass is { Advances: [var only], Observations: [] })
            trailers.AddRange([new(CommitMessage.Entity, only.Entity.ToString()), new(CommitMessage.Version, only.To.ToString()), new(CommitMessage.Channel, only.Channel)]);
        return new CommitMessage(subject, string.Join('\n', lines), trailers);
    }
}
