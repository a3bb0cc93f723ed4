using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;
using Registry.Server.Hosting;

namespace Registry.Server.Telemetry;

/// <summary>Sends metrics and traces by OTLP, when somebody said where to. ASP.NET Core's own are among them.</summary>
internal sealed class TelemetryExport(ServerOptions options) : IHostedService, IDisposable
{
    /// <summary>What a collector that does not answer may take of the time of a stop.</summary>
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(3);

    private MeterProvider? _meters;
    private TracerProvider? _tracers;

    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken)
    {
        if (options.OtlpEndpoint is not { } endpoint) return Task.CompletedTask;
        var resource = ResourceBuilder.CreateDefault().AddService("registry", serviceInstanceId: options.Name);
        _meters = Sdk.CreateMeterProviderBuilder().SetResourceBuilder(resource)
            .AddMeter(ServerMetrics.Name, "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel", "System.Runtime")
            .AddOtlpExporter(exporter => SendTo(exporter, endpoint, "metrics")).Build();
        _tracers = Sdk.CreateTracerProviderBuilder().SetResourceBuilder(resource)
            .AddSource(ServerMetrics.Name, "Microsoft.AspNetCore")
            .AddOtlpExporter(exporter => SendTo(exporter, endpoint, "traces")).Build();
        return Task.CompletedTask;
    }

    /// <summary>Sends what is left, both at once, for a collector that takes no metrics takes no traces either.</summary>
    public Task StopAsync(CancellationToken cancellationToken) => Task.WhenAll(
        Task.Run(() => _meters?.Shutdown((int)s_patience.TotalMilliseconds), CancellationToken.None),
        Task.Run(() => _tracers?.Shutdown((int)s_patience.TotalMilliseconds), CancellationToken.None));

    /// <inheritdoc/>
    public void Dispose()
    {
        _meters?.Dispose();
        _tracers?.Dispose();
    }

    private static void SendTo(OtlpExporterOptions exporter, Uri endpoint, string signal) =>
        (exporter.Protocol, exporter.Endpoint) = (OtlpExportProtocol.HttpProtobuf, new Uri($"{endpoint.AbsoluteUri.TrimEnd('/')}/v1/{signal}"));
}
