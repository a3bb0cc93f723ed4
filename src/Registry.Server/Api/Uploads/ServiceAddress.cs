using Registry.Server.Hosting;

namespace Registry.Server.Api.Uploads;

/// <summary>How the service is called from outside.</summary>
internal static class ServiceAddress
{
    /// <summary>The address: what the settings say, or what the request was sent to. A request's <c>Host</c> is its sender's word, and he alone gets the answer.</summary>
    public static Uri Of(HttpRequest request, ServerOptions options) => options.PublicUrl ?? new Uri($"{request.Scheme}://{request.Host}");
}
