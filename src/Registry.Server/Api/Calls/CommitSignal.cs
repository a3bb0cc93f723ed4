namespace Registry.Server.Api.Calls;

/// <summary>Wakes all who wait for the next commit.</summary>
internal sealed class CommitSignal
{
    private volatile TaskCompletionSource _next = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Ends with the next commit.</summary>
    public Task Next => _next.Task;

    /// <summary>A commit has landed.</summary>
    public void Raise() => Interlocked.Exchange(ref _next, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).TrySetResult();
}
