using Registry.GitHub.Errors;

namespace Registry.GitHub.Transport;

/// <summary>Lets requests pass as GitHub wants them: few at once, writes one after the other and a second apart, none during a rate limit.</summary>
internal sealed class RequestGate : IDisposable
{
    private static readonly TimeSpan s_betweenWrites = TimeSpan.FromSeconds(1);

    private readonly TimeProvider _time;
    private readonly TimeSpan _longestWait;
    private readonly ContentQuota _quota;
    private readonly SemaphoreSlim _slots;
    private readonly SemaphoreSlim _writer = new(1, 1);
    private readonly Lock _lock = new();
    // Spans of the monotonic clock: somebody may set the other one.
    private readonly long _start;
    private TimeSpan _nextWrite;
    private TimeSpan _opens;
    private int _strikes;

    public RequestGate(GitHubOptions options)
    {
        (_time, _longestWait) = (options.Time, options.LongestWait);
        _slots = new SemaphoreSlim(options.MaxConcurrent, options.MaxConcurrent);
        _quota = new ContentQuota(_time);
        _start = _time.GetTimestamp();
    }

    private TimeSpan Now => _time.GetElapsedTime(_start);

    /// <summary>Waits until the request may be sent. Disposing of the result lets the next one pass.</summary>
    /// <exception cref="GitHubException">It would have to wait too long.</exception>
    public async Task<IDisposable> EnterAsync(ApiRequest request, CancellationToken cancellationToken)
    {
        var turn = new Turn(this);
        try
        {
            if (request.IsWrite) await turn.TakeAsync(_writer, cancellationToken);
            await turn.TakeAsync(_slots, cancellationToken);
            // Each wait may see the next one grow: a limit can be reached while this request waits.
            while (WaitOf(request) is var wait && wait > TimeSpan.Zero)
            {
                if (wait > _longestWait) throw Failures.Limited(request, _time.GetUtcNow() + wait, status: null);
                await Task.Delay(wait, _time, cancellationToken);
            }

            if (request.CreatesContent) _quota.Take();
            turn.IsWrite = request.IsWrite;
            return turn;
        }
        catch
        {
            turn.Dispose();
            throw;
        }
    }

    /// <summary>Closes the gate when an answer says that a limit is reached.</summary>
    /// <returns>When it opens again, UTC; <see langword="null"/> when the answer is no limit.</returns>
    public DateTimeOffset? CloseFor(HttpResponseMessage response, byte[] body)
    {
        lock (_lock)
        {
            var (isLimit, stated) = RateLimit.Read(response, body, _time.GetUtcNow());
            if (!isLimit) return null;
            var opens = Now + stated;
            // Several requests that were under way together are one offence.
            if (opens is null) opens = _opens > Now ? _opens : Now + RateLimit.Unstated(_strikes++);
            if (opens > _opens) _opens = opens.Value;
            return _time.GetUtcNow() + (opens.Value - Now);
        }
    }

    /// <summary>A request was answered as usual.</summary>
    public void Passed()
    {
        lock (_lock)
        {
            // What was under way when the gate closed proves nothing.
            if (Now >= _opens) _strikes = 0;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _slots.Dispose();
        _writer.Dispose();
    }

    private TimeSpan WaitOf(ApiRequest request)
    {
        lock (_lock)
        {
            var wait = _opens - Now;
            if (request.IsWrite && _nextWrite - Now > wait) wait = _nextWrite - Now;
            return request.CreatesContent && _quota.Wait() is var quota && quota > wait ? quota : wait;
        }
    }

    /// <summary>What a request holds while it runs.</summary>
    private sealed class Turn(RequestGate gate) : IDisposable
    {
        private readonly Stack<SemaphoreSlim> _held = [];

        public bool IsWrite { get; set; }

        public async Task TakeAsync(SemaphoreSlim semaphore, CancellationToken cancellationToken)
        {
            await semaphore.WaitAsync(cancellationToken);
            _held.Push(semaphore);
        }

        public void Dispose()
        {
            if (IsWrite)
                lock (gate._lock) gate._nextWrite = gate.Now + s_betweenWrites;
            while (_held.TryPop(out var semaphore)) semaphore.Release();
        }
    }
}
