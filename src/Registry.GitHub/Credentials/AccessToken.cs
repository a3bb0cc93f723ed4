using System.Security.Cryptography;
using System.Text;

namespace Registry.GitHub.Credentials;

/// <summary>A token. Its text is written into requests and nowhere else.</summary>
public sealed class AccessToken
{
    /// <summary>Wraps a token.</summary>
    /// <exception cref="ArgumentException">The text is empty, or has characters that no token has.</exception>
    public AccessToken(string value)
    {
        if (value.Length == 0 || value.AsSpan().ContainsAnyExceptInRange('!', '~'))
            throw new ArgumentException("A token is a text of visible ASCII characters; this one is empty or has others, such as a line end.", nameof(value));
        Value = value;
        Fingerprint = Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(value)));
    }

    /// <summary>The token's text.</summary>
    internal string Value { get; }

    /// <summary>Tells tokens apart.</summary>
    internal string Fingerprint { get; }

    /// <summary>A placeholder, not the token.</summary>
    public override string ToString() => "***";
}
