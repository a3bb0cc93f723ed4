using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Registry.Core.Entities;
using Registry.Core.Rules;
using Registry.Core.Versions;
using Registry.Reconciler;
using Registry.Reconciler.Planning;
using Registry.Server.Telemetry;
using Registry.Testing;

namespace Registry.Server.Tests.Telemetry;

/// <summary>What is measured of that which waits.</summary>
public sealed class ServerMetricsTests : IDisposable
{
    private readonly ServiceProvider _services = new ServiceCollection().AddMetrics().BuildServiceProvider();
    private readonly Dictionary<string, long> _values = new(StringComparer.Ordinal);
    private readonly MeterListener _listener = new();
    private readonly ServerMetrics _metrics;

    public ServerMetricsTests()
    {
        var factory = _services.GetRequiredService<IMeterFactory>();
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (ReferenceEquals(instrument.Meter.Scope, factory)) listener.EnableMeasurementEvents(instrument);
        };
        _listener.SetMeasurementEventCallback<int>((instrument, value, _, _) => _values[instrument.Name] = value);
        _listener.Start();
        _metrics = new ServerMetrics(factory, ManualTimeProvider.AtNoon());
    }

    [Fact]
    public void WhatWaitsIsThatOfTheLastPassWhileTheLeaseIsHeld()
    {
        var (entity, version) = (EntityName.Parse("acme/billing"), VersionId.From(ManualTimeProvider.AtNoon().Now));
        var failure = new PublicationFailure(entity, version, new Problem(RegistryRules.ContentMissing, null, "gone"), null);
        var waiting = new Waiting(entity, "beta", version, ["time"], null);

        _metrics.Lease(1);
        _metrics.Open(new OpenWork([waiting, waiting with { Channel = "stable" }], [failure], 3));
        Assert.Equal((2, 3, 1), Measured());

        _metrics.Lease(0);
        Assert.Equal((0, 0, 0), Measured());
    }

    public void Dispose()
    {
        _listener.Dispose();
        _services.Dispose();
    }

    private (long Channels, long Publications, long Failed) Measured()
    {
        _listener.RecordObservableInstruments();
        return (_values["registry.channels.waiting"], _values["registry.publications.waiting"], _values["registry.publications.failed"]);
    }
}
