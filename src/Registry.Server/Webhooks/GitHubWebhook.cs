using Microsoft.AspNetCore.Http.Features;
using Registry.Server.Hosting;
using Registry.Server.Reconciling;
using Registry.Server.Telemetry;

namespace Registry.Server.Webhooks;

/// <summary><c>POST /webhooks/github</c>: wakes the loop. What a delivery says is never believed, so a forged one could do no more than that.</summary>
internal static class GitHubWebhook
{
    /// <summary>GitHub sends no more than this.</summary>
    private const long MostBytes = 25 * 1024 * 1024;

    private static readonly HashSet<string> s_events = new(StringComparer.Ordinal) { "push", "ping", "pull_request", "release", "create", "delete" };

    /// <summary>Adds the endpoint.</summary>
    public static void MapGitHubWebhook(this IEndpointRouteBuilder routes) => routes.MapPost("/webhooks/github", TakeAsync);

    private static async Task<IResult> TakeAsync(HttpContext http, Secrets secrets, SeenDeliveries seen, WakeSignal wake, ServerMetrics metrics)
    {
        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit) limit.MaxRequestBodySize = MostBytes;
        if (!await WebhookSignature.IsValidAsync(http.Request.Headers["X-Hub-Signature-256"], http.Request.BodyReader, secrets.Webhook!, http.RequestAborted))
            return Answer("unauthorized", StatusCodes.Status401Unauthorized);
        if (!Guid.TryParse(http.Request.Headers["X-GitHub-Delivery"], out var delivery)) return Answer("malformed", StatusCodes.Status400BadRequest);
        if (!s_events.Contains(http.Request.Headers["X-GitHub-Event"].ToString())) return Answer("ignored", StatusCodes.Status202Accepted);
        if (!seen.TryAdd(delivery)) return Answer("replayed", StatusCodes.Status202Accepted);
        wake.Raise();
        return Answer("accepted", StatusCodes.Status202Accepted);

        IResult Answer(string result, int status)
        {
            metrics.Delivered(result);
            return Results.StatusCode(status);
        }
    }
}
