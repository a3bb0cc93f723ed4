using System.Collections.Concurrent;

namespace Registry.FakeGitHub.Faults;

/// <summary>The faults that a test has asked for.</summary>
internal sealed class FaultQueue
{
    private readonly ConcurrentQueue<FaultPlan> _plans = new();
    private readonly ConcurrentQueue<HeldAnswer> _held = new();

    /// <summary>Those that have not met all of their requests, in words.</summary>
    public IEnumerable<string> Unused => _plans.Where(plan => plan.Left > 0).Select(plan => $"{plan.Fault.Kind} on {plan.On} waits for {plan.Left} more");

    public void Add(FaultPlan plan) => _plans.Enqueue(plan);

    public void Add(HeldAnswer held) => _held.Enqueue(held);

    public Fault? For(RequestRecord request) => _plans.FirstOrDefault(plan => plan.TryTake(request))?.Fault;

    /// <summary>Waits for the test when it holds the answer to a request.</summary>
    public Task HoldAsync(RequestRecord request, CancellationToken gone) =>
        _held.FirstOrDefault(held => held.TryTake(request))?.WaitAsync(gone) ?? Task.CompletedTask;

    public void ReleaseAll()
    {
        foreach (var held in _held) held.Release();
    }
}
