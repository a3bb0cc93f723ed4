namespace Registry.Server.Reconciling;

/// <summary>Wakes the loop. However often it is raised before the loop looks, it counts once.</summary>
internal sealed class WakeSignal : IDisposable
{
    private readonly SemaphoreSlim _raised = new(0, 1);
    private readonly Lock _lock = new();

    /// <summary>Wakes the loop now, or as soon as it waits.</summary>
    public void Raise()
    {
        lock (_lock)
            if (_raised.CurrentCount == 0)
                _raised.Release();
    }

    /// <summary>Waits until it is raised, or for so long.</summary>
    public async Task WaitAsync(TimeSpan longest, TimeProvider time, CancellationToken cancellationToken)
    {
        using var over = new CancellationTokenSource(longest, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(over.Token, cancellationToken);
        try
        {
            await _raised.WaitAsync(either.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // The time is over.
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _raised.Dispose();
}
