namespace Registry.Testing;

/// <summary>A clock that stands still until the test moves it. Timers run by it too.</summary>
/// <param name="now">The time that it shows first.</param>
public sealed class ManualTimeProvider(DateTimeOffset now) : TimeProvider
{
    private readonly Lock _lock = new();
    private readonly List<ManualTimer> _timers = [];
    private readonly List<TimeSpan> _waits = [];
    private TimeSpan _elapsed;

    /// <summary>The time that it shows. Setting it is what a person does to a clock: no timer takes notice.</summary>
    public DateTimeOffset Now { get; set; } = now;

    /// <summary>Whether it moves by itself to the end of whatever is waited for.</summary>
    public bool AdvancesItself { get; init; }

    /// <summary>What was waited for while it moved by itself, in order.</summary>
    public IReadOnlyList<TimeSpan> Waits
    {
        get
        {
            lock (_lock) return [.. _waits];
        }
    }

    /// <inheritdoc/>
    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    /// <summary>A clock at noon of a day in 2026.</summary>
    public static ManualTimeProvider AtNoon(bool advancesItself = false) =>
        new(new DateTimeOffset(2026, 11, 21, 12, 0, 0, TimeSpan.Zero)) { AdvancesItself = advancesItself };

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow()
    {
        lock (_lock) return Now;
    }

    /// <inheritdoc/>
    public override long GetTimestamp()
    {
        lock (_lock) return _elapsed.Ticks;
    }

    /// <summary>Moves the clock, forwards or backwards, and runs the timers whose time has come.</summary>
    public void Advance(TimeSpan by)
    {
        List<ManualTimer> due;
        lock (_lock)
        {
            Now += by;
            if (by > TimeSpan.Zero) _elapsed += by;
            due = [.. _timers.Where(timer => timer.Due <= _elapsed).OrderBy(timer => timer.Due)];
            foreach (var timer in due) _timers.Remove(timer);
        }

        foreach (var timer in due) timer.Run();
    }

    /// <inheritdoc/>
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        if (period != Timeout.InfiniteTimeSpan) throw new NotSupportedException("Nothing under test repeats a timer.");
        var timer = new ManualTimer(this, () => callback(state));
        timer.Change(dueTime, period);
        return timer;
    }

    private void Start(ManualTimer timer, TimeSpan dueTime)
    {
        lock (_lock)
        {
            _timers.Remove(timer);
            if (dueTime == Timeout.InfiniteTimeSpan) return;
            timer.Due = _elapsed + dueTime;
            _timers.Add(timer);
            if (!AdvancesItself) return;
            _waits.Add(dueTime);
        }

        Advance(dueTime);
    }

    private void Stop(ManualTimer timer)
    {
        lock (_lock) _timers.Remove(timer);
    }

    private sealed class ManualTimer(ManualTimeProvider clock, Action run) : ITimer
    {
        public TimeSpan Due { get; set; }

        public void Run() => run();

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            clock.Start(this, dueTime);
            return true;
        }

        public void Dispose() => clock.Stop(this);

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
