namespace Registry.FakeGitHub.Faults;

/// <summary>A fault that waits for its requests.</summary>
public sealed class FaultPlan
{
    private int _left;

    internal FaultPlan(Fault fault, string on, int times, Func<RequestRecord, bool>? when)
    {
        Fault = fault;
        On = on;
        When = when;
        _left = times;
    }

    /// <summary>How many requests it still waits for.</summary>
    public int Left => Volatile.Read(ref _left);

    internal Fault Fault { get; }

    internal string On { get; }

    internal Func<RequestRecord, bool>? When { get; }

    /// <summary>Takes it for a request; false when the request is another, or the count is used up.</summary>
    internal bool TryTake(RequestRecord request)
    {
        if (request.Operation != On || When?.Invoke(request) == false) return false;
        if (Interlocked.Decrement(ref _left) >= 0) return true;
        Interlocked.Increment(ref _left);
        return false;
    }
}
