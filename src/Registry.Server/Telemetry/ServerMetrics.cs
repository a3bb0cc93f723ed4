using System.Diagnostics;
using System.Diagnostics.Metrics;
using Registry.Reconciler;

namespace Registry.Server.Telemetry;

/// <summary>What the service measures, and its spans. Names as OpenTelemetry wants them.</summary>
internal sealed class ServerMetrics
{
    /// <summary>The name of the meter and of the source of spans.</summary>
    public const string Name = "Registry.Server";

    private readonly Counter<long> _passes;
    private readonly Histogram<double> _duration;
    private readonly Counter<long> _actions;
    private readonly Counter<long> _deliveries;
    private readonly TimeProvider _time;
    private OpenWork _open = OpenWork.None;
    private long _lease;
    private double _lastSuccess;

    /// <summary>Creates the instruments.</summary>
    public ServerMetrics(IMeterFactory meters, TimeProvider time)
    {
        _time = time;
#pragma warning disable CA2000 // The factory owns its meters.
        var meter = meters.Create(Name);
#pragma warning restore CA2000
        _passes = meter.CreateCounter<long>("registry.passes", "{pass}", "Passes by kind and result");
        _duration = meter.CreateHistogram<double>("registry.pass.duration", "s", "How long passes take");
        _actions = meter.CreateCounter<long>("registry.pass.actions", "{action}", "What passes changed");
        _deliveries = meter.CreateCounter<long>("registry.webhook.deliveries", "{delivery}", "Deliveries by result");
        meter.CreateObservableGauge("registry.lease.number", () => Interlocked.Read(ref _lease), "{number}", "The fencing number; 0 while the lease is not held");
        meter.CreateObservableGauge("registry.pass.last_success", () => Volatile.Read(ref _lastSuccess), "s", "When a pass last ended well, in seconds since 1970");
        meter.CreateObservableGauge("registry.channels.waiting", () => Volatile.Read(ref _open).Waiting.Count, "{channel}", "Channels that wait, after the last pass");
        meter.CreateObservableGauge("registry.publications.waiting", () => Volatile.Read(ref _open).Publications, "{version}", "Versions to publish to which no pass came yet, or not because of the release host");
        meter.CreateObservableGauge("registry.publications.failed", () => Volatile.Read(ref _open).Failures.Count, "{version}", "Versions that could not be published");
    }

    /// <summary>Where spans come from.</summary>
    public static ActivitySource Source { get; } = new(Name);

    /// <summary>A pass ended.</summary>
    public void Passed(PassResult result, PassKind kind, TimeSpan took, int actions)
    {
        KeyValuePair<string, object?>[] tags = [new("result", result.ToString().ToLowerInvariant()), new("kind", kind.ToString().ToLowerInvariant())];
        _passes.Add(1, tags);
        _duration.Record(took.TotalSeconds, tags);
        if (actions > 0) _actions.Add(actions);
        if (result is PassResult.Changed or PassResult.Unchanged) Volatile.Write(ref _lastSuccess, _time.GetUtcNow().ToUnixTimeMilliseconds() / 1000.0);
    }

    /// <summary>What is open after a pass.</summary>
    public void Open(OpenWork open) => Volatile.Write(ref _open, open);

    /// <summary>The lease is held under this number; 0 when it is not. What is open is then for its holder to say.</summary>
    public void Lease(long number)
    {
        Interlocked.Exchange(ref _lease, number);
        if (number == 0) Open(OpenWork.None);
    }

    /// <summary>A delivery came.</summary>
    public void Delivered(string result) => _deliveries.Add(1, new KeyValuePair<string, object?>("result", result));
}
