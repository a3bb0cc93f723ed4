using Registry.Core.Operations;
using Registry.Core.Rules;

namespace Registry.Core.Store.Groups;

/// <summary>An operation that waits for its turn, with somebody who waits for its outcome.</summary>
internal abstract class WaitingWrite : IOperation<object?>
{
    private protected WaitingWrite()
    {
    }

    /// <summary>Whether nobody waits any more.</summary>
    public abstract bool IsOver { get; }

    /// <inheritdoc/>
    public abstract ValueTask<Plan<object?>> PlanAsync(PlanContext context, CancellationToken cancellationToken);

    /// <summary>Tells how the operation ended as part of a commit, or of none that was needed.</summary>
    /// <param name="item">What became of it.</param>
    /// <param name="revision">The commit that was made, or that was read when none was.</param>
    public abstract void Finish(BatchItem<object?> item, string revision);

    /// <summary>Tells that nothing can be written now.</summary>
    public abstract void Finish(Problem problem);

    /// <summary>Tells that the registry or the program is broken.</summary>
    public abstract void Fail(Exception error);

    /// <summary>Carries the operation out by itself.</summary>
    public abstract Task RunAloneAsync(IRegistryStore store, CancellationToken cancellationToken);
}

/// <inheritdoc/>
internal sealed class WaitingWrite<T>(IOperation<T> operation, CancellationToken caller) : WaitingWrite
{
    // What follows on the caller's side must not hold up the writes that come after.
    private readonly TaskCompletionSource<StoreResult<T>> _end = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public override bool IsOver => _end.Task.IsCompleted;

    /// <summary>Waits for the outcome; a caller that gives up leaves the others alone.</summary>
    public async Task<StoreResult<T>> EndAsync()
    {
        await using var giving = caller.Register(() => _end.TrySetCanceled(caller));
        return await _end.Task;
    }

    public override async ValueTask<Plan<object?>> PlanAsync(PlanContext context, CancellationToken cancellationToken)
    {
        if (IsOver) return new Unchanged<object?>(null);
        try
        {
            return await operation.PlanAsync(context, cancellationToken) switch
            {
                Planned<T> planned => new Planned<object?>(planned.Outcome, planned.Changes, planned.Message),
                Unchanged<T> unchanged => new Unchanged<object?>(unchanged.Outcome),
                var refused => new Refused<object?>(((Refused<T>)refused).Refusal),
            };
        }
#pragma warning disable CA1031 // A defect in one operation is its caller's to hear of, and nobody else's.
        catch (Exception error) when (error is not RegistryException and not OperationCanceledException)
        {
            Fail(error);
            return new Unchanged<object?>(null);
        }
#pragma warning restore CA1031
    }

    public override void Finish(BatchItem<object?> item, string revision)
    {
        // One that failed or was given up has no outcome.
        if (IsOver) return;
        _end.TrySetResult(item switch
        {
            { Refusal: { } refusal } => new NotDone<T>(refusal),
            { IsChange: true } => new Committed<T>((T)item.Outcome!, revision),
            _ => new AlreadySo<T>((T)item.Outcome!, revision),
        });
    }

    public override void Finish(Problem problem) => _end.TrySetResult(new Unavailable<T>(problem));

    public override void Fail(Exception error) => _end.TrySetException(error);

    public override async Task RunAloneAsync(IRegistryStore store, CancellationToken cancellationToken)
    {
        if (!IsOver) _end.TrySetResult(await store.ExecuteAsync(operation, cancellationToken));
    }
}
