using System.Buffers;
using System.IO.Pipelines;
using System.Security.Cryptography;
using System.Text;

namespace Registry.Server.Webhooks;

/// <summary>GitHub's signature of a delivery: <c>sha256=</c> and the HMAC-SHA256 of the raw body.</summary>
internal static class WebhookSignature
{
    private const string Prefix = "sha256=";

    /// <summary>Reads a body to its end, and checks it. What it says is not kept.</summary>
    /// <param name="header">The value of <c>X-Hub-Signature-256</c>.</param>
    /// <param name="body">The body.</param>
    /// <param name="secret">What GitHub signs with.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public static async Task<bool> IsValidAsync(string? header, PipeReader body, string secret, CancellationToken cancellationToken)
    {
        using var hmac = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, Encoding.UTF8.GetBytes(secret));
        while (true)
        {
            var read = await body.ReadAsync(cancellationToken);
            foreach (var segment in read.Buffer) hmac.AppendData(segment.Span);
            body.AdvanceTo(read.Buffer.End);
            if (read.IsCompleted) break;
        }

        return TryParse(header, out var claimed) && CryptographicOperations.FixedTimeEquals(claimed, hmac.GetHashAndReset());
    }

    private static bool TryParse(string? header, out byte[] hash)
    {
        hash = new byte[SHA256.HashSizeInBytes];
        return header is not null && header.StartsWith(Prefix, StringComparison.Ordinal)
            && Convert.FromHexString(header.AsSpan(Prefix.Length), hash, out _, out var written) == OperationStatus.Done && written == hash.Length;
    }
}
