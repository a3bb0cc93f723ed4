using Registry.Core.Operations;
using Registry.Core.Rules;
using Registry.Git.Processes;
using Registry.Server.Api.Events;
using Registry.Server.Api.Uploads;
using Registry.Server.Hosting;
using Registry.Server.Reconciling;

namespace Registry.Server.Health;

/// <summary>Looks at each part of the service, for people and dashboards. Unlike the probes it reads, and so may wait.</summary>
internal sealed class ServiceHealth(RegistrySession session, ServiceReleases releases, SubscriptionDelivery deliveries, LoopMonitor monitor, ServerOptions options)
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(5);

    /// <summary>How each part is.</summary>
    public async Task<HealthReport> LookAsync(CancellationToken cancellationToken)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(s_patience);
        var loop = monitor.State;
        return HealthReport.Of(loop.Standby is null ? "ok" : "standby", new(StringComparer.Ordinal)
        {
            ["store"] = await TryAsync(async () => (await RegistryAsync(patience.Token)).Snapshot.Revision),
            ["remote"] = !GitUrl.IsUrl(options.Url) ? new("ok", "on this machine") : loop.IsReached ? new("ok", null) : new(HealthComponent.Failing, loop.Failure ?? "not reached yet"),
            ["releaseHost"] = await TryAsync(async () => await HostAsync(patience.Token)),
            ["loop"] = HealthReport.Loop(loop),
            ["outbox"] = deliveries.Failures is { Count: > 0 } failures ? new(HealthComponent.Failing, string.Join("; ", failures)) : new("ok", null),
        });
    }

    private async Task<RegistryReader> RegistryAsync(CancellationToken cancellationToken) =>
        new(await (await session.OpenAsync(cancellationToken)).SnapshotAsync(null, cancellationToken));

    private async Task<string> HostAsync(CancellationToken cancellationToken)
    {
        var registry = await RegistryAsync(cancellationToken);
        await releases.OpenAsync(registry, cancellationToken);
        return (await registry.SettingsAsync(cancellationToken)).Releases.Host.ToString().ToLowerInvariant();
    }

    private static async Task<HealthComponent> TryAsync(Func<Task<string>> look)
    {
        try
        {
            return new HealthComponent("ok", await look());
        }
        catch (RegistryException error)
        {
            return new HealthComponent(HealthComponent.Failing, GitUrl.Redact(error.Message));
        }
        catch (OperationCanceledException)
        {
            return new HealthComponent(HealthComponent.Failing, $"no answer in {s_patience.TotalSeconds} seconds");
        }
    }
}
