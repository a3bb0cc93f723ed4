using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;
using Registry.Core.Sources;

namespace Registry.Core.Access;

/// <summary>What the holder of a token shows: <c>reg_&lt;id&gt;_&lt;secret&gt;</c>, 256 random bits in base64url. It never prints itself.</summary>
public sealed class TokenSecret
{
    private const string Prefix = "reg_";
    private const int SecretBytes = 32;
    private const int SecretLength = 43;

    private readonly string _secret;

    private TokenSecret(string id, string secret) => (Id, _secret) = (id, secret);

    /// <summary>Which token it is the secret of.</summary>
    public string Id { get; }

    /// <summary>The digest that is kept.</summary>
    public Digest Hash => Digest.Of(Encoding.ASCII.GetBytes(_secret));

    /// <summary>Makes the secret of a new token.</summary>
    public static TokenSecret Create() => new(
        Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8)), Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(SecretBytes)));

    /// <summary>Parses what a caller shows; false when it is something else.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, [NotNullWhen(true)] out TokenSecret? secret)
    {
        secret = text?.Split('_', 3) is ["reg", var id, { Length: SecretLength } value] && AccessTokenFormat.IsId(id) && Base64Url.IsValid(value)
            ? new TokenSecret(id, value)
            : null;
        return secret is not null;
    }

    /// <summary>Whether it is the secret of a token. Takes the same time for every wrong one.</summary>
    public bool Opens(AccessToken token) =>
        CryptographicOperations.FixedTimeEquals(Convert.FromHexString(Hash.Hex), Convert.FromHexString(token.SecretHash.Hex));

    /// <summary>What the holder is shown, once.</summary>
    public string Reveal() => $"{Prefix}{Id}_{_secret}";

    /// <inheritdoc/>
    public override string ToString() => $"{Prefix}{Id}_…";
}
