using System.Net;
using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Registry.Client.Models;
using Registry.Client.Transport;

namespace Registry.Client.Calls;

/// <summary>Commits as they land.</summary>
public sealed class EventCalls
{
    private const string CommitHeader = "Registry-Commit";

    private static readonly TimeSpan s_firstWait = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan s_longestWait = TimeSpan.FromSeconds(30);

    private readonly ApiTransport _api;
    private readonly TimeProvider _time;

    internal EventCalls(ApiTransport api, TimeProvider time) => (_api, _time) = (api, time);

    /// <summary>
    /// The commits after one, and then each as it lands, in order and none twice. A connection that ends is made anew from the last commit, as often as
    /// it takes; what the service refuses, and a service that cannot be reached at the beginning, is thrown.
    /// </summary>
    /// <param name="after">The last commit that was seen; the newest one when <see langword="null"/>.</param>
    /// <param name="cancellationToken">Ends the listening.</param>
    [ApiOperation("ListenToEvents")]
    public async IAsyncEnumerable<RegistryEvent> ListenAsync(string? after = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var last = after;
        var wait = s_firstWait;
        var hasBegun = false;
        while (true)
        {
            if (await OpenAsync(last, hasBegun, cancellationToken) is { } response)
            {
                using (response)
                {
                    hasBegun = true;
                    // Until the first event, this is where a listener goes on from.
                    last ??= response.Headers.TryGetValues(CommitHeader, out var commits) ? commits.First() : null;
                    await using var events = ParseAsync(response, cancellationToken).GetAsyncEnumerator(cancellationToken);
                    while (await NextAsync(events))
                    {
                        (last, wait) = (events.Current.Commit, s_firstWait);
                        yield return events.Current;
                    }
                }
            }

            await Task.Delay(wait, _time, cancellationToken);
            wait = wait * 2 < s_longestWait ? wait * 2 : s_longestWait;
        }
    }

    private async Task<HttpResponseMessage?> OpenAsync(string? last, bool mayFail, CancellationToken cancellationToken)
    {
        try
        {
            return await _api.StreamAsync(ApiRequest.Get(ApiPath.Of("events")) with { LastEventId = last, Accept = "text/event-stream" }, cancellationToken);
        }
        catch (RegistryClientException error) when (mayFail && error.Status is (null or >= HttpStatusCode.InternalServerError or HttpStatusCode.TooManyRequests))
        {
            return null;
        }
    }

    private static async IAsyncEnumerable<RegistryEvent> ParseAsync(HttpResponseMessage response, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var content = await response.Content.ReadAsStreamAsync(cancellationToken);
        var parser = SseParser.Create(content, (_, data) => JsonSerializer.Deserialize(data, RegistryJson.Default.RegistryEvent));
        await foreach (var item in parser.EnumerateAsync(cancellationToken))
            if (item.Data is { } read) yield return read;
    }

    /// <summary>Reads on; false when the connection ended, however it did.</summary>
    private static async Task<bool> NextAsync(IAsyncEnumerator<RegistryEvent> events)
    {
        try
        {
            return await events.MoveNextAsync();
        }
        catch (Exception error) when (error is IOException or HttpRequestException)
        {
            return false;
        }
        catch (JsonException error)
        {
            throw new RegistryClientException($"An event of the service is not what the API says: {error.Message}", error);
        }
    }
}
