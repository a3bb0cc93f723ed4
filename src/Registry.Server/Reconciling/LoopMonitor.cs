using Registry.Git.Leases;
using Registry.Server.Hosting;

namespace Registry.Server.Reconciling;

/// <summary>What is known of the loop from outside. Safe for concurrent use.</summary>
internal sealed class LoopMonitor
{
    private static readonly TimeSpan s_leastPatience = TimeSpan.FromMinutes(10);

    private readonly Lock _lock = new();
    private readonly TimeProvider _time;
    private readonly TimeSpan _patience;
    private long _step;
    private TimeSpan _wait;
    private LoopState _state = new();

    /// <summary>Begins to watch; a loop that never makes a first step is stalled too.</summary>
    public LoopMonitor(ServerOptions options, TimeProvider time)
    {
        _time = time;
        _patience = options.PollInterval * 3 > s_leastPatience ? options.PollInterval * 3 : s_leastPatience;
        _step = time.GetTimestamp();
    }

    /// <summary>How the loop stands.</summary>
    public LoopState State
    {
        get
        {
            lock (_lock) return _state with { IsStalled = _time.GetElapsedTime(_step) > _wait + _patience };
        }
    }

    /// <summary>The loop makes a step.</summary>
    public void Step() => Change(state => state);

    /// <summary>The loop waits for at most so long.</summary>
    public void Waits(TimeSpan longest)
    {
        lock (_lock) (_step, _wait) = (_time.GetTimestamp(), longest);
    }

    /// <summary>The registry answered.</summary>
    public void Reached() => Change(state => state with { IsReached = true });

    /// <summary>The lease is held.</summary>
    public void Holds() => Change(state => state with { IsHolder = true, Standby = null });

    /// <summary>Somebody else holds the lease.</summary>
    public void StandsBy(LeaseRecord? holder) => Change(state => state with { IsHolder = false, Standby = holder?.Holder ?? "somebody else", Failure = null, Report = null });

    /// <summary>A pass ended.</summary>
    public void Passed(PassReport report) => Change(state => state with { Report = report, Failure = null, LastSuccess = report.IsStalled ? state.LastSuccess : _time.GetUtcNow() });

    /// <summary>A try failed.</summary>
    public void Failed(string reason, bool isReached) => Change(state => state with { Failure = reason, IsReached = isReached });

    /// <summary>The loop has come to its end.</summary>
    public void Ended() => Change(state => state with { IsEnded = true, IsHolder = false });

    private void Change(Func<LoopState, LoopState> change)
    {
        lock (_lock) (_step, _wait, _state) = (_time.GetTimestamp(), TimeSpan.Zero, change(_state));
    }
}
