using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Registry.FakeGitHub.Hosting;

namespace Registry.FakeGitHub.Access;

/// <summary>Verifies the JSON web tokens that apps sign.</summary>
internal static class AppSignature
{
    private static readonly TimeSpan s_longest = TimeSpan.FromMinutes(10);

    /// <summary>The app that signed.</summary>
    /// <exception cref="Refusal">The token is not one that GitHub takes.</exception>
    public static App Verify(string token, IEnumerable<App> apps, DateTimeOffset now)
    {
        if (token.Split('.') is not [var header, var payload, var signature]) throw Refuse("A JSON web token could not be decoded");
        var (head, claims) = (Decode(header), Decode(payload));
        if (!head.TryGetProperty("alg", out var algorithm) || algorithm.GetString() != "RS256") throw Refuse("A JSON web token could not be decoded");
        if (!claims.TryGetProperty("iss", out var issuer)) throw Refuse("Missing 'issuer' claim ('iss') in assertion");
        var app = apps.FirstOrDefault(app => $"{app.Id}" == issuer.ToString()) ?? throw Refuse("Integration not found", status: 404);
        if (!app.Key.VerifyData(Encoding.ASCII.GetBytes($"{header}.{payload}"), Bytes(signature), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1))
            throw Refuse("A JSON web token could not be decoded");

        var issued = Time(claims, "iat", "'Issued at' claim ('iat') must be an Integer representing the time that the assertion was issued");
        var expires = Time(claims, "exp", "'Expiration time' claim ('exp') must be a numeric value representing the future time at which the assertion expires");
        if (issued > now) throw Refuse("'Issued at' claim ('iat') must be an Integer representing the time that the assertion was issued");
        if (expires <= now) throw Refuse("'Expiration time' claim ('exp') must be a numeric value representing the future time at which the assertion expires");
        if (expires - now > s_longest) throw Refuse("'Expiration time' claim ('exp') is too far in the future");
        return app;
    }

    private static DateTimeOffset Time(JsonElement claims, string name, string refusal) =>
        claims.TryGetProperty(name, out var claim) && claim.ValueKind == JsonValueKind.Number && claim.TryGetInt64(out var seconds)
            ? DateTimeOffset.FromUnixTimeSeconds(seconds) : throw Refuse(refusal);

    private static JsonElement Decode(string part)
    {
        try
        {
            return JsonDocument.Parse(Bytes(part)).RootElement;
        }
        catch (JsonException)
        {
            throw Refuse("A JSON web token could not be decoded");
        }
    }

    private static byte[] Bytes(string part)
    {
        try
        {
            return Base64Url.DecodeFromChars(part);
        }
        catch (FormatException)
        {
            throw Refuse("A JSON web token could not be decoded");
        }
    }

    private static Refusal Refuse(string message, int status = 401) => Refusal.Because(status, message);
}
