using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text.Json;

namespace Registry.GitHub.Credentials;

/// <summary>Signs in as a GitHub App itself, by which tokens of its installations are made.</summary>
public sealed class AppCredentials : IGitHubCredentials, IDisposable
{
    // GitHub takes ten minutes at most, counted by its own clock.
    private static readonly TimeSpan s_lifetime = TimeSpan.FromMinutes(9);
    private static readonly TimeSpan s_backdated = TimeSpan.FromMinutes(1);

    private readonly Lock _lock = new();
    private readonly RSA _key = RSA.Create();
    private readonly string _app;
    private readonly TimeProvider _time;

    /// <summary>Reads the App's key.</summary>
    /// <param name="app">The App's client id or its number.</param>
    /// <param name="privateKey">The RSA key that GitHub made for it, in PEM.</param>
    /// <param name="time">The clock.</param>
    /// <exception cref="ArgumentException">The text is no RSA key in PEM.</exception>
    public AppCredentials(string app, string privateKey, TimeProvider time)
    {
        (_app, _time) = (app, time);
        try
        {
            _key.ImportFromPem(privateKey);
        }
        catch (Exception error) when (error is ArgumentException or CryptographicException)
        {
            _key.Dispose();
            throw new ArgumentException($"The private key of the GitHub App {app} is not an RSA key in PEM ('-----BEGIN RSA PRIVATE KEY-----' and lines of Base64).", nameof(privateKey), error);
        }
    }

    /// <summary>A token of ten minutes, signed with RS256 (RFC 7519).</summary>
    public ValueTask<AccessToken?> GetAsync(CancellationToken cancellationToken)
    {
        var now = _time.GetUtcNow();
        var claims = JsonSerializer.SerializeToUtf8Bytes(
            new AppClaims((now - s_backdated).ToUnixTimeSeconds(), (now + s_lifetime).ToUnixTimeSeconds(), _app), GitHubJson.Default.AppClaims);
        var signed = $"{Base64Url.EncodeToString("""{"alg":"RS256","typ":"JWT"}"""u8)}.{Base64Url.EncodeToString(claims)}";
        byte[] signature;
        lock (_lock) signature = _key.SignData(System.Text.Encoding.ASCII.GetBytes(signed), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        return ValueTask.FromResult<AccessToken?>(new AccessToken($"{signed}.{Base64Url.EncodeToString(signature)}"));
    }

    /// <inheritdoc/>
    public bool Discard(AccessToken refused) => false;

    /// <inheritdoc/>
    public void Dispose() => _key.Dispose();
}

/// <summary>What the token claims, in whole seconds: GitHub refuses fractions.</summary>
internal sealed record AppClaims(long Iat, long Exp, string Iss);
