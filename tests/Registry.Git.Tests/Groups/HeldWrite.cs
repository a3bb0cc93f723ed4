using Registry.Core.Operations;
using Registry.Git.Tests.Support;

namespace Registry.Git.Tests.Groups;

/// <summary>A write whose planning stands still until the test lets it go on.</summary>
internal sealed class HeldWrite : IOperation<string>
{
    private readonly TaskCompletionSource _begun = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _go = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task Begun => _begun.Task;

    public void Go() => _go.TrySetResult();

    public async ValueTask<Plan<string>> PlanAsync(PlanContext context, CancellationToken cancellationToken)
    {
        _begun.TrySetResult();
        await _go.Task;
        return await new WriteFiles(("held", "1")).PlanAsync(context, cancellationToken);
    }
}
