namespace Registry.FakeGitHub.Faults;

/// <summary>An answer that is ready and waits until the test lets it go.</summary>
public sealed class HeldAnswer
{
    private readonly TaskCompletionSource _arrived = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _released = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly string _on;
    private int _taken;

    internal HeldAnswer(string on) => _on = on;

    /// <summary>Ends when the request has been carried out and its answer waits.</summary>
    public Task Arrived => _arrived.Task;

    /// <summary>Lets the answer go.</summary>
    public void Release() => _released.TrySetResult();

    internal bool TryTake(RequestRecord request) => request.Operation == _on && Interlocked.Exchange(ref _taken, 1) == 0;

    internal async Task WaitAsync(CancellationToken gone)
    {
        _arrived.TrySetResult();
        await _released.Task.WaitAsync(gone);
    }
}
