using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Registry.Client.Models;

namespace Registry.Client.Transport;

/// <summary>A call, which can be sent more than once.</summary>
/// <param name="Method">The method.</param>
/// <param name="Path">The path, relative to the service; or a whole address, to which no token is shown.</param>
internal sealed record ApiRequest(HttpMethod Method, string Path)
{
    /// <summary>Makes the body anew for each time that it is sent.</summary>
    public Func<HttpContent>? Content { get; init; }

    /// <summary>Whether sending it again changes nothing more than sending it once.</summary>
    public bool IsRepeatable { get; init; } = Method == HttpMethod.Get;

    /// <summary>What the caller saw of what he changes; <see langword="null"/> when it does not matter.</summary>
    public Precondition? Precondition { get; init; }

    /// <summary>The last event that was seen.</summary>
    public string? LastEventId { get; init; }

    /// <summary>What kind of answer is wanted, when it is not JSON.</summary>
    public string? Accept { get; init; }

    /// <summary>Reads.</summary>
    public static ApiRequest Get(string path) => new(HttpMethod.Get, path);

    /// <summary>Sends JSON.</summary>
    public static ApiRequest Send<T>(HttpMethod method, string path, T body, JsonTypeInfo<T> type) => new(method, path)
    {
        Content = () => new ByteArrayContent(JsonSerializer.SerializeToUtf8Bytes(body, type)) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } },
    };

    /// <summary>The request to send, for a client whose base address is the service's.</summary>
    public HttpRequestMessage ToMessage(Uri service, string? token)
    {
        var isOwn = !Path.Contains("://", StringComparison.Ordinal);
        var message = new HttpRequestMessage(Method, isOwn ? new Uri(service, Path) : new Uri(Path)) { Content = Content?.Invoke() };
        if (isOwn && token is not null) message.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        if (isOwn) message.Headers.Accept.ParseAdd(Accept ?? "application/json");
        if (LastEventId is not null) message.Headers.TryAddWithoutValidation("Last-Event-ID", LastEventId);
        if (Precondition is { Tag: { } tag }) message.Headers.TryAddWithoutValidation("If-Match", tag);
        else if (Precondition is not null) message.Headers.TryAddWithoutValidation("If-None-Match", "*");
        return message;
    }
}
