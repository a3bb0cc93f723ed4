using Registry.Server.Reconciling;

namespace Registry.Server.Health;

/// <summary><c>/health/live</c> and <c>/health/ready</c>. They ask nobody else, so a probe never waits.</summary>
internal static class HealthEndpoints
{
    /// <summary>Adds the endpoints.</summary>
    public static void MapHealth(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/health/live", (LoopMonitor monitor) => Answer(HealthReport.Live(monitor.State)));
        routes.MapGet("/health/ready", (LoopMonitor monitor) => Answer(HealthReport.Ready(monitor.State)));
    }

    private static IResult Answer(HealthReport report) =>
        Results.Json(report, ServerJson.Default.HealthReport, statusCode: report.IsOk ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable);
}
