namespace Registry.GitHub.Transport;

/// <summary>Ends an exchange that makes no progress, however long it has taken before.</summary>
internal sealed class StallGuard : IDisposable
{
    private readonly TimeSpan _limit;
    private readonly CancellationTokenSource _stall;
    private readonly CancellationTokenSource _either;

    public StallGuard(TimeSpan limit, TimeProvider time, CancellationToken caller)
    {
        _limit = limit;
        _stall = new CancellationTokenSource(limit, time);
        _either = CancellationTokenSource.CreateLinkedTokenSource(caller, _stall.Token);
    }

    /// <summary>Cancelled when the exchange stalls, or when the caller gives up.</summary>
    public CancellationToken Token => _either.Token;

    public bool HasStalled => _stall.IsCancellationRequested;

    public string Describe() => $"no progress for {_limit.TotalSeconds:0} s";

    /// <summary>Something was sent or received.</summary>
    public void Progress() => _stall.CancelAfter(_limit);

    public void Dispose()
    {
        _either.Dispose();
        _stall.Dispose();
    }
}
