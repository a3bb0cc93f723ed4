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

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public void Dispose()
    {
        // Disposing sends what is left.
        _meters?.Dispose();
        _tracers?.Dispose();
    }

    private static void SendTo(OtlpExporterOptions exporter, Uri endpoint, string signal) =>
        (exporter.Protocol, exporter.Endpoint) = (OtlpExportProtocol.HttpProtobuf, new Uri($"{endpoint.AbsoluteUri.TrimEnd('/')}/v1/{signal}"));
}
