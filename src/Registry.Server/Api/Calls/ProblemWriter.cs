using System.Text.Json;
using Microsoft.Net.Http.Headers;
using Registry.Client;
using Registry.Client.Models;
using Registry.Core.Rules;
using Problem = Registry.Core.Rules.Problem;

namespace Registry.Server.Api.Calls;

/// <summary>Answers what went wrong as problem details (RFC 9457). The one place where an error of the API becomes an answer.</summary>
internal sealed class ProblemWriter(ILogger<ProblemWriter> logger)
{
    private const string RetrySeconds = "5";

    /// <summary>Handles a request.</summary>
    public async Task HandleAsync(HttpContext context, RequestDelegate next)
    {
        try
        {
            await next(context);
            await CompleteAsync(context);
        }
        catch (Exception error) when (!context.Response.HasStarted && !context.RequestAborted.IsCancellationRequested)
        {
            await AnswerAsync(context, error);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // The caller is gone.
        }
    }

    private Task AnswerAsync(HttpContext context, Exception error)
    {
        switch (error)
        {
            case CallRefusedException refused:
                return WriteAsync(context, refused.Status ?? ProblemStatus.OfRefusal(refused.Problems[0].Rule), refused.Problems);
            case RegistryException failed:
                return WriteAsync(context, ProblemStatus.OfFailure(failed.Rule), failed.Problems);
            case BadHttpRequestException bad:
                return WriteAsync(context, bad.StatusCode, [new Problem(RuleOf(bad.StatusCode), null, Explain(bad))]);
            case JsonException malformed:
                return WriteAsync(context, StatusCodes.Status400BadRequest, [new Problem(RegistryRules.BadCall, null, malformed.Message)]);
            default:
                ApiLog.Failed(logger, context.Request.Method, context.Request.Path, error);
                return WriteAsync(context, StatusCodes.Status500InternalServerError, [new Problem(RegistryRules.Internal, null, "the service has a defect; its log says where")]);
        }
    }

    /// <summary>Gives an answer without a body, as of the routing, the body that all have.</summary>
    private static Task CompleteAsync(HttpContext context)
    {
        var response = context.Response;
        if (response.HasStarted || response.StatusCode < StatusCodes.Status400BadRequest || response.ContentLength > 0 || response.ContentType is not null) return Task.CompletedTask;
        var what = response.StatusCode switch
        {
            StatusCodes.Status404NotFound => $"there is nothing at {context.Request.Path}",
            StatusCodes.Status405MethodNotAllowed => $"{context.Request.Path} does not take {context.Request.Method}",
            StatusCodes.Status415UnsupportedMediaType => "the body is of another media type than the call takes",
            StatusCodes.Status429TooManyRequests => "there are too many calls",
            var status => $"the call ended with the status {status}",
        };
        return WriteAsync(context, response.StatusCode, [new Problem(RuleOf(response.StatusCode), null, what)]);
    }

    private static async Task WriteAsync(HttpContext context, int status, IReadOnlyList<Problem> problems)
    {
        var response = context.Response;
        var first = problems[0];
        response.Headers.Remove(HeaderNames.ETag);
        response.Headers.CacheControl = "no-store";
        if (status == StatusCodes.Status401Unauthorized) response.Headers.WWWAuthenticate = "Bearer realm=\"registry\"";
        if (status is StatusCodes.Status503ServiceUnavailable or StatusCodes.Status429TooManyRequests && !response.Headers.ContainsKey(HeaderNames.RetryAfter)) response.Headers.RetryAfter = RetrySeconds;
        var details = new ProblemDetails
        {
            Type = $"urn:registry:rule:{first.Rule.Code}",
            Title = first.Rule.Title,
            Status = status,
            Detail = Redacted(first.Message),
            Code = first.Rule.Code,
            WayOut = first.Rule.WayOut,
            Problems = [.. problems.Select(problem => new Client.Models.Problem(problem.Rule.Code, Redacted(problem.Message), problem.Rule.WayOut, problem.File, problem.Line, problem.Column))],
        };
        response.StatusCode = status;
        response.ContentType = "application/problem+json";
        await response.WriteAsync(JsonSerializer.Serialize(details, RegistryJson.Default.ProblemDetails), context.RequestAborted);
    }

    private static string Redacted(string message) => Git.Processes.GitUrl.Redact(message);

    private static Rule RuleOf(int status) => status is StatusCodes.Status413PayloadTooLarge or StatusCodes.Status408RequestTimeout or StatusCodes.Status429TooManyRequests or StatusCodes.Status431RequestHeaderFieldsTooLarge
        ? RegistryRules.CallLimit
        : RegistryRules.BadCall;

    private static string Explain(BadHttpRequestException bad) => bad.InnerException is JsonException json ? json.Message : bad.Message;
}
