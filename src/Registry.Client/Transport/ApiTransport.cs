using System.Net;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Registry.Client.Transport;

/// <summary>Sends calls, waits while the service is busy, and turns what is no success into <see cref="RegistryClientException"/>.</summary>
/// <param name="calls">Sends calls that are answered at once.</param>
/// <param name="streams">Sends calls that take as long as they take.</param>
/// <param name="service">The service.</param>
/// <param name="token">The token.</param>
/// <param name="time">The clock of waits.</param>
internal sealed class ApiTransport(HttpClient calls, HttpClient streams, Uri service, string? token, TimeProvider time)
{
    private const int MostTries = 5;

    private static readonly TimeSpan s_longestWait = TimeSpan.FromSeconds(60);

    /// <summary>The service.</summary>
    public Uri Service => service;

    /// <summary>Sends a call and reads its answer.</summary>
    public async Task<T> AskAsync<T>(ApiRequest request, JsonTypeInfo<T> type, CancellationToken cancellationToken)
    {
        using var response = await SendAsync(request, cancellationToken);
        return await ReadAsync(response, type, cancellationToken);
    }

    /// <summary>Sends a call whose answer has nothing to read.</summary>
    public async Task TellAsync(ApiRequest request, CancellationToken cancellationToken) => (await SendAsync(request, cancellationToken)).Dispose();

    /// <summary>Sends a call; the whole answer is there when it returns.</summary>
    public Task<HttpResponseMessage> SendAsync(ApiRequest request, CancellationToken cancellationToken) =>
        SendAsync(calls, HttpCompletionOption.ResponseContentRead, request, cancellationToken);

    /// <summary>Sends a call whose body, or whose answer, is streamed.</summary>
    public Task<HttpResponseMessage> StreamAsync(ApiRequest request, CancellationToken cancellationToken) =>
        SendAsync(streams, HttpCompletionOption.ResponseHeadersRead, request, cancellationToken);

    /// <summary>Reads the answer to a call.</summary>
    public static async Task<T> ReadAsync<T>(HttpResponseMessage response, JsonTypeInfo<T> type, CancellationToken cancellationToken)
    {
        try
        {
            await using var content = await response.Content.ReadAsStreamAsync(cancellationToken);
            return await JsonSerializer.DeserializeAsync(content, type, cancellationToken) ?? throw new JsonException("The answer is null.");
        }
        catch (JsonException error)
        {
            throw new RegistryClientException($"The answer of {NameOf(response)} is not what the API says: {error.Message}", error) { Status = response.StatusCode };
        }
    }

    private async Task<HttpResponseMessage> SendAsync(HttpClient http, HttpCompletionOption completion, ApiRequest request, CancellationToken cancellationToken)
    {
        for (var tries = 1; ; tries++)
        {
            var response = await SendOnceAsync(http, completion, request, cancellationToken);
            // A redirect is an answer: nobody follows it with a token.
            if (response.StatusCode < HttpStatusCode.BadRequest) return response;
            using (response)
            {
                var wait = WaitOf(response);
                if (!request.IsRepeatable || tries == MostTries || wait is null || wait > s_longestWait) throw await RefusalAsync(response, wait, cancellationToken);
                await Task.Delay(wait.Value, time, cancellationToken);
            }
        }
    }

    private async Task<HttpResponseMessage> SendOnceAsync(HttpClient http, HttpCompletionOption completion, ApiRequest request, CancellationToken cancellationToken)
    {
        try
        {
            using var message = request.ToMessage(service, token);
            return await http.SendAsync(message, completion, cancellationToken);
        }
        catch (HttpRequestException error)
        {
            throw new RegistryClientException($"{HostOf(request)} cannot be reached: {error.Message}", error);
        }
        catch (TaskCanceledException error) when (!cancellationToken.IsCancellationRequested)
        {
            throw new RegistryClientException($"{HostOf(request)} does not answer: {error.Message}", error);
        }
    }

    /// <summary>How long the service asks to be left alone; <see langword="null"/> when it does not.</summary>
    private TimeSpan? WaitOf(HttpResponseMessage response)
    {
        if (response.StatusCode is not (HttpStatusCode.ServiceUnavailable or HttpStatusCode.TooManyRequests) || response.Headers.RetryAfter is not { } retry) return null;
        // A time is by the service's clock, and so is the answer's date.
        var wait = retry.Delta ?? (retry.Date!.Value - (response.Headers.Date ?? time.GetUtcNow()));
        return wait > TimeSpan.Zero ? wait : TimeSpan.Zero;
    }

    private static async Task<RegistryClientException> RefusalAsync(HttpResponseMessage response, TimeSpan? wait, CancellationToken cancellationToken)
    {
        var isProblem = response.Content.Headers.ContentType?.MediaType == "application/problem+json";
        return isProblem
            ? new RegistryClientException(await ReadAsync(response, RegistryJson.Default.ProblemDetails, cancellationToken)) { RetryAfter = wait }
            : new RegistryClientException($"{NameOf(response)} answers {(int)response.StatusCode} {response.ReasonPhrase}, and not in words of the API") { Status = response.StatusCode, RetryAfter = wait };
    }

    /// <summary>What was called. The query of an address may be a signature.</summary>
    private static string NameOf(HttpResponseMessage response) => response.RequestMessage?.RequestUri?.GetLeftPart(UriPartial.Path) ?? "The service";

    private string HostOf(ApiRequest request) => new Uri(service, request.Path).GetLeftPart(UriPartial.Authority);
}
