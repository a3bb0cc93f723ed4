using System.Globalization;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Registry.Client;
using Registry.Client.Models;
using Registry.Core.Access;
using Registry.Server.Hosting;

namespace Registry.Server.Api.Events;

/// <summary>Sends one delivery, signed as Standard Webhooks says (standardwebhooks.com, specification 1.0).</summary>
internal sealed class WebhookSender(ServerOptions options, TimeProvider time) : IDisposable
{
    private const string EncodedPrefix = "whsec_";

    private static readonly TimeSpan s_timeout = TimeSpan.FromSeconds(15);

#pragma warning disable CA2000 // The client disposes of its handler.
    private readonly HttpClient _client = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, PooledConnectionLifetime = TimeSpan.FromMinutes(5) }) { Timeout = s_timeout };
#pragma warning restore CA2000

    /// <summary>Sends a delivery. Sent again, it has the same id.</summary>
    /// <returns>Why it did not arrive; <see langword="null"/> when the receiver took it.</returns>
    public async Task<string?> SendAsync(Subscription subscription, RegistryEvent content, CancellationToken cancellationToken)
    {
        try
        {
            if (Secret(subscription.Name) is not { } secret) return $"there is no secret for it: no file '{subscription.Name}' in Registry:SubscriptionSecrets";
            var body = JsonSerializer.SerializeToUtf8Bytes(content, RegistryJson.Default.RegistryEvent);
            var (id, timestamp) = ($"{content.Commit}.{subscription.Name}", time.GetUtcNow().ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture));
            using var request = new HttpRequestMessage(HttpMethod.Post, subscription.Url) { Content = new ByteArrayContent(body) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } } };
            request.Headers.Add("webhook-id", id);
            request.Headers.Add("webhook-timestamp", timestamp);
            request.Headers.Add("webhook-signature", "v1," + Convert.ToBase64String(HMACSHA256.HashData(secret, Signed(id, timestamp, body))));
            using var answer = await _client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
            return answer.IsSuccessStatusCode ? null : $"{subscription.Url.Host} answered {(int)answer.StatusCode}";
        }
        catch (Exception error) when (error is HttpRequestException or IOException or UnauthorizedAccessException || (error is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return error is OperationCanceledException ? $"{subscription.Url.Host} did not answer in {s_timeout.TotalSeconds} seconds" : error.Message;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _client.Dispose();

    private static byte[] Signed(string id, string timestamp, byte[] body) => [.. Encoding.UTF8.GetBytes($"{id}.{timestamp}."), .. body];

    private byte[]? Secret(string name)
    {
        if (options.SubscriptionSecrets is not { } folder || Path.Combine(folder, name) is var path && !File.Exists(path)) return null;
        var text = File.ReadAllText(path).Trim();
        if (!text.StartsWith(EncodedPrefix, StringComparison.Ordinal)) return Encoding.UTF8.GetBytes(text);
        var bytes = new byte[text.Length];
        return Convert.TryFromBase64String(text[EncodedPrefix.Length..], bytes, out var count) ? bytes[..count] : Encoding.UTF8.GetBytes(text);
    }
}
