using Registry.Core.Rules;
using Registry.Git.Leases;
using Registry.Git.Processes;
using Registry.Reconciler;
using Registry.Server.Hosting;
using Registry.Server.Telemetry;

namespace Registry.Server.Reconciling;

/// <summary>Passes over the registry, one after another, while this instance holds the lease; otherwise it stands by.</summary>
internal sealed class ReconcileLoop(
    RegistrySession session,
    IReconciler reconciler,
    PassSchedule schedule,
    WakeSignal wake,
    LoopMonitor monitor,
    ServerMetrics metrics,
    ServerOptions options,
    TimeProvider time,
    ILogger<ReconcileLoop> logger) : BackgroundService
{
    /// <summary>How long a pass may go on when the service is to stop.</summary>
    private static readonly TimeSpan s_grace = TimeSpan.FromSeconds(10);

    private static readonly TimeSpan s_release = TimeSpan.FromSeconds(5);

#pragma warning disable CA2213 // Disposed of at the end of the loop, which waits for it.
    private LeaseKeeper? _keeper;
#pragma warning restore CA2213
    private long? _everything;
    private int _failures;

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            while (!stoppingToken.IsCancellationRequested)
            {
                var wait = await StepAsync(stoppingToken);
                monitor.Waits(wait);
                // Deliveries do not hasten a retry: they would come as often as somebody pushes.
                if (_failures > 0) await Task.Delay(wait, time, stoppingToken);
                else await wake.WaitAsync(wait, time, stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // Asked to stop.
        }
        finally
        {
            await ReleaseAsync();
            metrics.Lease(0);
            monitor.Ended();
        }
    }

    /// <summary>One step, and how long to wait after it.</summary>
    private async Task<TimeSpan> StepAsync(CancellationToken stopping)
    {
        monitor.Step();
        try
        {
            var store = await session.OpenAsync(stopping);
            if (!await HoldAsync(store.Lease!, store.Location, stopping)) return schedule.Standby();
            var report = await PassAsync(stopping);
            _failures = 0;
            return schedule.AfterPass(time.GetUtcNow(), report.NextDue);
        }
        catch (Exception error) when (_keeper is { Lost.IsCancellationRequested: true } || error is RegistryException { Rule: var rule } && rule == RegistryRules.LeaseHeld)
        {
            ReconcileLog.Lost(logger);
            metrics.Lease(0);
            return schedule.Standby();
        }
#pragma warning disable CA1031 // A service goes on: whatever fails is told, and tried again later.
        catch (Exception error) when (!stopping.IsCancellationRequested)
        {
            return Failed(error);
        }
#pragma warning restore CA1031
    }

    private async Task<bool> HoldAsync(RefLease lease, string registry, CancellationToken stopping)
    {
        if (lease.IsHeld && _keeper is { Lost.IsCancellationRequested: false }) return true;
        if (_keeper is { } old) await old.DisposeAsync();
        _keeper = null;
        using var activity = ServerMetrics.Source.StartActivity("lease");
        var isHeld = await lease.TryAcquireAsync(stopping);
        monitor.Reached();
        metrics.Lease(lease.Number);
        if (!isHeld)
        {
            if (monitor.State.Standby is null) ReconcileLog.StandsBy(logger, lease.Seen?.Holder ?? "somebody else", lease.Seen?.Number ?? 0);
            monitor.StandsBy(lease.Seen);
            return false;
        }

        _keeper = new LeaseKeeper(lease, time, logger);
        ReconcileLog.Acquired(logger, lease.Number, registry);
        monitor.Holds();
        return true;
    }

    private async Task<PassReport> PassAsync(CancellationToken stopping)
    {
        var begun = time.GetTimestamp();
        var kind = _everything is not { } last || time.GetElapsedTime(last) >= options.FullInterval ? PassKind.Everything : PassKind.Changes;
        using var activity = ServerMetrics.Source.StartActivity("pass");
        activity?.SetTag("registry.pass.kind", kind.ToString());
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(_keeper!.Lost);
        await using var stop = stopping.Register(() => ending.CancelAfter(s_grace));
        try
        {
            var report = await reconciler.RunAsync(kind, ending.Token);
            if (kind == PassKind.Everything) _everything = begun;
            Tell(report, kind, time.GetElapsedTime(begun));
            activity?.SetTag("registry.pass.actions", report.Actions);
            return report;
        }
        catch (Exception error)
        {
            metrics.Passed(error is OperationCanceledException ? PassResult.Cancelled : PassResult.Failed, kind, time.GetElapsedTime(begun), actions: 0);
            activity?.SetStatus(System.Diagnostics.ActivityStatusCode.Error, error.GetType().Name);
            throw;
        }
    }

    private void Tell(PassReport report, PassKind kind, TimeSpan took)
    {
        monitor.Reached();
        monitor.Passed(report);
        var result = report switch
        {
            { IsStalled: true } => PassResult.Stalled,
            { Actions: > 0 } => PassResult.Changed,
            _ => PassResult.Unchanged,
        };
        metrics.Passed(result, kind, took, report.Actions);
        // What cannot do its work does not know what is open.
        if (!report.IsStalled) metrics.Open(report.Open);
        ReconcileLog.Passed(logger, kind.ToString(), report.Revision, report.Actions, report.Problems.Count, took.TotalMilliseconds);
        foreach (var problem in report.Problems)
        {
            if (report.IsStalled) ReconcileLog.Stalled(logger, GitUrl.Redact(problem.ToString()));
            else ReconcileLog.Problem(logger, GitUrl.Redact(problem.ToString()));
        }
    }

    private TimeSpan Failed(Exception error)
    {
        var wait = schedule.AfterFailure(++_failures);
        // What the registry says is meant for people; a defect is told by its kind and place.
        var reason = GitUrl.Redact(error is RegistryException ? error.Message : error.ToString());
        ReconcileLog.Failed(logger, _failures, wait, reason);
        monitor.Failed(GitUrl.Redact(error.Message), isReached: error is not RegistryException);
        return wait;
    }

    private async Task ReleaseAsync()
    {
        if (_keeper is not { } keeper) return;
        await keeper.DisposeAsync();
        using var patience = new CancellationTokenSource(s_release, time);
        try
        {
            var lease = (await session.OpenAsync(patience.Token)).Lease!;
            if (!lease.IsHeld) return;
            await lease.ReleaseAsync(patience.Token);
            ReconcileLog.Released(logger);
        }
        catch (Exception error) when (error is RegistryException or OperationCanceledException)
        {
            ReconcileLog.NotReleased(logger, GitUrl.Redact(error.Message));
        }
    }
}
