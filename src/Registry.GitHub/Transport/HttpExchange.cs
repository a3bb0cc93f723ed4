using System.Net;
using System.Net.Http.Headers;
using Registry.GitHub.Credentials;
using Registry.GitHub.Errors;

namespace Registry.GitHub.Transport;

/// <summary>Sends a request once, and follows redirects.</summary>
/// <remarks>By hand: the framework's redirects drop the token even on the same origin, and forward every other header to any.</remarks>
internal sealed class HttpExchange(string userAgent) : IDisposable
{
    private const int MaxRedirects = 5;

    private readonly HttpClient _texts = Create(DecompressionMethods.All);
    // The bytes of a file are wanted as they are: a storage that says 'gzip' of them must not have them unpacked.
    private readonly HttpClient _files = Create(DecompressionMethods.None);

    /// <summary>Sends the request; the answer has its headers, and its body is still to be read.</summary>
    /// <exception cref="GitHubException">No answer came, or a redirect leads where it must not.</exception>
    public async Task<HttpResponseMessage> SendAsync(ApiRequest request, AccessToken? token, EntityTagHeaderValue? entityTag, StallGuard guard)
    {
        var http = request.Accept == ApiRequest.Binary ? _files : _texts;
        var address = request.Uri;
        for (var redirects = 0; ; redirects++)
        {
            using var message = Message(request, address, token, entityTag, guard);
            var response = await Faults.TranslateAsync(request, guard, () => http.SendAsync(message, HttpCompletionOption.ResponseHeadersRead, guard.Token));
            if (!IsRedirect(response)) return response;

            var next = Follow(request, address, response);
            response.Dispose();
            if (redirects == MaxRedirects) throw Failures.Malformed(request, $"it is redirected more than {MaxRedirects} times");
            // What has left the origin never gets the token back.
            if (!Origin.IsSame(request.Uri, next)) (token, entityTag) = (null, null);
            address = next;
            guard.Progress();
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _texts.Dispose();
        _files.Dispose();
    }

    private static HttpClient Create(DecompressionMethods decompression)
    {
#pragma warning disable CA2000 // The client disposes of its handler.
        return new HttpClient(new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            AutomaticDecompression = decompression,
            UseCookies = false,
            ConnectTimeout = TimeSpan.FromSeconds(30),
            PooledConnectionLifetime = TimeSpan.FromMinutes(5),
        })
        {
            // An upload takes as long as it takes; the stall guard ends one that hangs.
            Timeout = Timeout.InfiniteTimeSpan,
        };
#pragma warning restore CA2000
    }

    private HttpRequestMessage Message(ApiRequest request, Uri address, AccessToken? token, EntityTagHeaderValue? entityTag, StallGuard guard)
    {
        var message = new HttpRequestMessage(request.Method, address) { Content = request.Content?.Invoke(guard) };
        message.Headers.TryAddWithoutValidation("Accept", request.Accept);
        message.Headers.TryAddWithoutValidation("User-Agent", userAgent);
        message.Headers.TryAddWithoutValidation("X-GitHub-Api-Version", "2022-11-28");
        if (request.ExpectsContinue) message.Headers.ExpectContinue = true;
        if (entityTag is not null) message.Headers.IfNoneMatch.Add(entityTag);
        if (token is not null) message.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token.Value);
        return message;
    }

    private static bool IsRedirect(HttpResponseMessage response) =>
        response.StatusCode is HttpStatusCode.MovedPermanently or HttpStatusCode.Found or HttpStatusCode.TemporaryRedirect or HttpStatusCode.PermanentRedirect;

    private static Uri Follow(ApiRequest request, Uri from, HttpResponseMessage response)
    {
        using (response)
        {
            var status = (int)response.StatusCode;
            if (response.Headers.Location is not { } location) throw Failures.Malformed(request, $"{status} without Location");
            var to = new Uri(from, location);
            // 301 and 302 would make a GET of it, without content; GitHub redirects writes with 307.
            if (request.IsWrite && status is 301 or 302) throw Failures.Malformed(request, $"{status} to {to.Authority} does not say what becomes of a {request.Method}");
            if (!Origin.IsAsSafe(from, to)) throw Failures.Malformed(request, $"{status} leads from {from.Scheme} to {to.Scheme}://{to.Authority}");
            return to;
        }
    }
}
