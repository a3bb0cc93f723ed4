using Registry.Server.Reconciling;
using Registry.Server.Telemetry;

namespace Registry.Server.Health;

/// <summary><c>/health/live</c> and <c>/health/ready</c>, which ask nobody else, so that a probe never waits; <c>/health</c>, which looks at each part; and <c>/metrics</c>.</summary>
internal static class HealthEndpoints
{
    /// <summary>Adds the endpoints.</summary>
    public static void MapHealth(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/health/live", (LoopMonitor monitor) => Answer(HealthReport.Live(monitor.State)));
        routes.MapGet("/health", async (ServiceHealth health, CancellationToken cancellationToken) => Answer(await health.LookAsync(cancellationToken)));
        routes.MapGet("/metrics", (MetricsPage page) => Results.Text(page.Write(), "text/plain; version=0.0.4; charset=utf-8"));
        routes.MapGet("/health/ready", (LoopMonitor monitor) => Answer(HealthReport.Ready(monitor.State)));
    }

    private static IResult Answer(HealthReport report) =>
        Results.Json(report, ServerJson.Default.HealthReport, statusCode: report.IsOk ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable);
}
