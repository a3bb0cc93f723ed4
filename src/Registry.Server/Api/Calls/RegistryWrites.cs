using Registry.Core.Access;
using Registry.Core.Operations;
using Registry.Core.Rules;
using Registry.Core.Store;
using Registry.Core.Store.Groups;
using Registry.Server.Reconciling;

namespace Registry.Server.Api.Calls;

/// <summary>How a write ended well.</summary>
/// <typeparam name="T">What it tells.</typeparam>
/// <param name="Outcome">What it tells.</param>
/// <param name="Changed">Whether there is a new commit.</param>
/// <param name="Commit">The commit that holds it.</param>
internal sealed record Written<T>(T Outcome, bool Changed, string Commit);

/// <summary>The writes of all callers, which share commits. They stand under the lease of this instance.</summary>
internal sealed class RegistryWrites(RegistrySession session) : IHostedService, IAsyncDisposable
{
    private readonly SemaphoreSlim _gate = new(1, 1);
    private readonly CommitSignal _signal = new();
    private GroupCommit? _group;

    /// <summary>Tells when a write of this instance has landed.</summary>
    public CommitSignal Landed => _signal;

    /// <summary>Carries out an operation in the name of a caller.</summary>
    /// <param name="operation">The operation.</param>
    /// <param name="request">Who asks, and what he must be allowed.</param>
    /// <param name="cancellationToken">Ends the wait; what is on its way is carried out.</param>
    /// <exception cref="CallRefusedException">A rule forbids it.</exception>
    /// <exception cref="RegistryException">The registry cannot be written now.</exception>
    public async Task<Written<T>> ExecuteAsync<T>(IOperation<T> operation, AccessRequest request, CancellationToken cancellationToken)
    {
        var group = await GroupAsync(cancellationToken);
        var result = await group.ExecuteAsync(new OnBehalfOf<T>(operation, request), cancellationToken);
        if (result is Committed<T>) _signal.Raise();
        return result switch
        {
            Committed<T> committed => new Written<T>(committed.Outcome, Changed: true, committed.Revision),
            AlreadySo<T> already => new Written<T>(already.Outcome, Changed: false, already.Revision),
            NotDone<T> refused => throw new CallRefusedException(refused.Refusal.Problems),
            Unavailable<T> unavailable => throw new RegistryException([unavailable.Problem]),
            var other => throw new InvalidOperationException($"An operation ended as {other.GetType()}."),
        };
    }

    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Carries out what waits, before the lease is given back.</summary>
    public Task StopAsync(CancellationToken cancellationToken) => _group?.StopAsync(cancellationToken) ?? Task.CompletedTask;

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_group is not null) await _group.DisposeAsync();
        _gate.Dispose();
    }

    private async Task<GroupCommit> GroupAsync(CancellationToken cancellationToken)
    {
        if (_group is { } known) return known;
        var store = await session.OpenAsync(cancellationToken);
        await _gate.WaitAsync(cancellationToken);
        try
        {
            return _group ??= new GroupCommit(store, new GroupCommitOptions());
        }
        finally
        {
            _gate.Release();
        }
    }
}
