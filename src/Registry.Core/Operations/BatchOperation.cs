using Registry.Core.Rules;
using Registry.Core.Store;

namespace Registry.Core.Operations;

/// <summary>How one operation of a batch ended.</summary>
/// <typeparam name="T">What the operation tells its caller.</typeparam>
/// <param name="Outcome">What it tells; meaningless when it was refused.</param>
/// <param name="Refusal">Why it was not done; <see langword="null"/> when it was.</param>
public sealed record BatchItem<T>(T? Outcome, Refusal? Refusal)
{
    /// <summary>Whether it changes the registry, as opposed to what was so already.</summary>
    public bool IsChange { get; init; }
}

/// <summary>Several operations in one commit. Each sees what those before it did; a refused one does not stop the others.</summary>
/// <typeparam name="T">What each operation tells its caller.</typeparam>
/// <param name="operations">The operations, in order.</param>
public sealed class BatchOperation<T>(IReadOnlyList<IOperation<T>> operations) : IOperation<IReadOnlyList<BatchItem<T>>>
{
    /// <inheritdoc/>
    public async ValueTask<Plan<IReadOnlyList<BatchItem<T>>>> PlanAsync(PlanContext context, CancellationToken cancellationToken)
    {
        var changes = new ChangeSet();
        List<BatchItem<T>> items = [];
        List<CommitMessage> messages = [];
        foreach (var operation in operations)
        {
            var registry = new RegistryReader(new OverlaySnapshot(context.Registry.Snapshot, changes));
            switch (await PlanOneAsync(operation, context with { Registry = registry }, cancellationToken))
            {
                case Planned<T> planned:
                    changes.Add(planned.Changes);
                    messages.Add(planned.Message);
                    items.Add(new BatchItem<T>(planned.Outcome, null) { IsChange = true });
                    break;
                case Unchanged<T> unchanged:
                    items.Add(new BatchItem<T>(unchanged.Outcome, null));
                    break;
                case Refused<T> refused:
                    items.Add(new BatchItem<T>(default, refused.Refusal));
                    break;
            }
        }

        return changes.Files.Count == 0
            ? new Unchanged<IReadOnlyList<BatchItem<T>>>(items)
            : new Planned<IReadOnlyList<BatchItem<T>>>(items, changes, Combine(messages));
    }

    private static async ValueTask<Plan<T>> PlanOneAsync(IOperation<T> operation, PlanContext context, CancellationToken cancellationToken)
    {
        try
        {
            return await operation.PlanAsync(context, cancellationToken);
        }
        catch (RegistryException broken) when (broken.Rule != RegistryRules.Unreachable && broken.Rule != RegistryRules.StorageFailed)
        {
            // A broken file of one entity never stops work on another.
            return new Refused<T>(new Refusal(broken.Problems));
        }
    }

    private static CommitMessage Combine(List<CommitMessage> messages) => messages is [var only]
        ? only
        : new CommitMessage($"{messages.Count} changes", string.Join('\n', messages.Select(message => message.Subject)), [.. messages.SelectMany(message => message.Trailers)]);
}
