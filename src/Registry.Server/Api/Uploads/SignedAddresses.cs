using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Registry.Core.Rules;
using Registry.Server.Api.Calls;

namespace Registry.Server.Api.Uploads;

/// <summary>Addresses that are their own permission: an HMAC binds method, path (with entity and file), size and expiry.</summary>
internal sealed class SignedAddresses(ServiceKey key, TimeProvider time)
{
    /// <summary>How long an upload may wait, from when it is asked for to its first byte.</summary>
    public static readonly TimeSpan UploadLifetime = TimeSpan.FromHours(1);

    /// <summary>How long a file may be taken.</summary>
    public static readonly TimeSpan DownloadLifetime = TimeSpan.FromMinutes(15);

    private const string SizeKey = "size";
    private const string ExpiresKey = "expires";
    private const string SignatureKey = "signature";

    /// <summary>Signs an address.</summary>
    /// <param name="request">The request whose answer holds it: it says how this service is called.</param>
    /// <param name="method">The method that it is for.</param>
    /// <param name="path">The path, each part escaped.</param>
    /// <param name="size">The size of the content, in bytes.</param>
    /// <param name="lifetime">How long it is good.</param>
    /// <returns>The address, and when it expires.</returns>
    public (Uri Address, DateTimeOffset ExpiresAt) Sign(Uri request, string method, string path, long size, TimeSpan lifetime)
    {
        var expires = time.GetUtcNow().Add(lifetime).ToUnixTimeSeconds();
        var signature = Base64Url.EncodeToString(Signature(method, path, size, expires));
        var address = new Uri(request, string.Create(CultureInfo.InvariantCulture, $"{path}?{SizeKey}={size}&{ExpiresKey}={expires}&{SignatureKey}={signature}"));
        return (address, DateTimeOffset.FromUnixTimeSeconds(expires));
    }

    /// <summary>Checks the address of a request.</summary>
    /// <returns>The size that it was signed for, in bytes.</returns>
    /// <exception cref="CallRefusedException">It was not signed so, or has expired.</exception>
    public long Check(HttpRequest request)
    {
        var query = request.Query;
        if (!long.TryParse(query[SizeKey], NumberStyles.None, CultureInfo.InvariantCulture, out var size)
            || !long.TryParse(query[ExpiresKey], NumberStyles.None, CultureInfo.InvariantCulture, out var expires)
            || (string?)query[SignatureKey] is not { Length: 43 } text || !Base64Url.IsValid(text)
            || !CryptographicOperations.FixedTimeEquals(Base64Url.DecodeFromChars(text), Signature(request.Method, request.Path.Value!, size, expires)))
            throw new CallRefusedException(RegistryRules.Signature, "the signature of the address is wrong");
        return time.GetUtcNow().ToUnixTimeSeconds() < expires ? size : throw new CallRefusedException(RegistryRules.Signature, "the address has expired");
    }

    private byte[] Signature(string method, string path, long size, long expires) =>
        HMACSHA256.HashData(key.Bytes, Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"registry-address-1\n{method}\n{path}\n{size}\n{expires}")));
}
