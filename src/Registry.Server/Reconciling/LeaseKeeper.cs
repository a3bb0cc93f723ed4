using Registry.Core.Rules;
using Registry.Git.Leases;

namespace Registry.Server.Reconciling;

/// <summary>Renews a lease for as long as it is wanted, and tells when it is lost.</summary>
internal sealed class LeaseKeeper : IAsyncDisposable
{
    private readonly CancellationTokenSource _lost = new();
    private readonly CancellationTokenSource _done = new();
    private readonly RefLease _lease;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly Task _renewing;

    /// <summary>Begins to renew.</summary>
    /// <param name="lease">A lease that is held.</param>
    /// <param name="time">The clock.</param>
    /// <param name="logger">Told of renewals that fail.</param>
    public LeaseKeeper(RefLease lease, TimeProvider time, ILogger logger)
    {
        (_lease, _time, _logger) = (lease, time, logger);
        _renewing = Task.Run(RenewAsync);
    }

    /// <summary>Cancelled when the lease is no longer held for certain.</summary>
    public CancellationToken Lost => _lost.Token;

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _done.CancelAsync();
        await _renewing;
        _lost.Dispose();
        _done.Dispose();
    }

    private async Task RenewAsync()
    {
        var wait = _lease.Duration / 3;
        try
        {
            while (_lease.IsHeld)
            {
                await Task.Delay(wait, _time, _done.Token);
                wait = await TryRenewAsync() ? _lease.Duration / 3 : _lease.Duration / 12;
            }

            await _lost.CancelAsync();
        }
        catch (OperationCanceledException) when (_done.IsCancellationRequested)
        {
            // Not wanted any more.
        }
    }

    private async Task<bool> TryRenewAsync()
    {
        // A remote that hangs must not keep the holder from seeing that its time is over.
        using var patience = new CancellationTokenSource(_lease.Duration / 3, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, _done.Token);
        try
        {
            return await _lease.RenewAsync(either.Token);
        }
        catch (RegistryException error)
        {
            ReconcileLog.RenewalFailed(_logger, error.Message);
            return false;
        }
        catch (OperationCanceledException) when (!_done.IsCancellationRequested)
        {
            ReconcileLog.RenewalFailed(_logger, "no answer in time");
            return false;
        }
    }
}
