using Registry.Core.Access;
using Registry.Core.Operations;
using Registry.Core.Rules;
using Registry.Core.Store;
using Registry.Git;
using Registry.Git.Processes;
using Registry.Server.Api.Calls;
using Registry.Server.Api.Uploads;
using Registry.Server.Reconciling;

namespace Registry.Server.Api.Events;

/// <summary>Keeps a worker for each subscription of the registry, as long as this instance holds the lease.</summary>
internal sealed class SubscriptionDelivery(
    RegistrySession session, LoopMonitor monitor, EventFeed feed, WebhookSender sender, ServiceFolder folder, TimeProvider time, ILogger<SubscriptionDelivery> logger) : BackgroundService
{
    private static readonly TimeSpan s_look = TimeSpan.FromSeconds(1);

    private readonly Dictionary<string, (SubscriptionWorker Worker, Task Run, CancellationTokenSource End)> _workers = new(StringComparer.Ordinal);
    private volatile IReadOnlyList<string> _failures = [];

    /// <summary>The subscriptions that wait, and why.</summary>
    public IReadOnlyList<string> Failures => _failures;

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        string? seen = null;
        try
        {
            while (true)
            {
                seen = await LookAsync(seen, stoppingToken);
                _failures = [.. _workers.Values.Where(worker => worker.Worker.Failure is not null).Select(worker => $"{worker.Worker.Subscription.Name}: {worker.Worker.Failure}")];
                await Task.Delay(s_look, time, stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // Asked to stop.
        }
        finally
        {
            await EndAsync(_ => false);
        }
    }

    private async Task<string?> LookAsync(string? seen, CancellationToken cancellationToken)
    {
        try
        {
            if (!monitor.State.IsHolder)
            {
                await EndAsync(_ => false);
                return null;
            }

            var store = await session.OpenAsync(cancellationToken);
            var snapshot = await store.SnapshotAsync(null, cancellationToken);
            // A worker that ended by a defect begins anew too.
            if (snapshot.Revision != seen || _workers.Values.Any(worker => worker.Run.IsCompleted)) await UpdateAsync(store, await ReadAsync(new RegistryReader(snapshot), cancellationToken), cancellationToken);
            return snapshot.Revision;
        }
        catch (RegistryException error)
        {
            ApiLog.SubscriptionsUnread(logger, GitUrl.Redact(error.Message));
            return seen;
        }
    }

    private async Task<IReadOnlyList<Subscription>> ReadAsync(RegistryReader registry, CancellationToken cancellationToken)
    {
        List<Subscription> subscriptions = [];
        foreach (var item in await registry.Snapshot.ListAsync(RegistryPaths.Subscriptions, cancellationToken))
        {
            var path = $"{RegistryPaths.Subscriptions}/{item.Name}";
            if (await registry.Snapshot.ReadAsync(path, cancellationToken) is not { } content) continue;
            var read = SubscriptionFormat.Read(path, content);
            if (read.Value is { } subscription && path == $"{RegistryPaths.Subscriptions}/{subscription.Name}.yaml") subscriptions.Add(subscription);
            else ApiLog.SubscriptionsUnread(logger, read.Problems.Count > 0 ? read.Problems[0].ToString() : $"{path} names another subscription");
        }

        return subscriptions;
    }

    private async Task UpdateAsync(GitRegistryStore store, IReadOnlyList<Subscription> wanted, CancellationToken cancellationToken)
    {
        // What is said differently now begins anew, where it was.
        await EndAsync(running => wanted.Any(subscription => IsSame(subscription, running)));
        foreach (var subscription in wanted.Where(subscription => !_workers.ContainsKey(subscription.Name)))
        {
            var worker = new SubscriptionWorker(subscription, store, feed, sender, new DeliveryCursor(folder, subscription.Name), time, logger);
            var end = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            _workers.Add(subscription.Name, (worker, Task.Run(() => worker.RunAsync(end.Token), CancellationToken.None), end));
        }
    }

    private async Task EndAsync(Func<Subscription, bool> stays)
    {
        foreach (var (name, (worker, run, end)) in _workers.ToList())
        {
            if (stays(worker.Subscription) && !run.IsCompleted) continue;
            await end.CancelAsync();
            await run.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            end.Dispose();
            _workers.Remove(name);
        }
    }

    private static bool IsSame(Subscription left, Subscription right) =>
        left.Name == right.Name && left.Url == right.Url && left.Entities.SequenceEqual(right.Entities, StringComparer.Ordinal) && left.Changes.SequenceEqual(right.Changes);
}
