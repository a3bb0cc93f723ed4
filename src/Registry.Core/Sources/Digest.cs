using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;

namespace Registry.Core.Sources;

/// <summary>A SHA-256 digest, written <c>sha256:</c> and 64 lower-case hexadecimal digits.</summary>
public sealed record Digest
{
    /// <summary>The prefix of the text form.</summary>
    public const string Prefix = "sha256:";

    /// <summary>What the text form looks like, for messages.</summary>
    public const string Expected = "sha256: and 64 lower-case hexadecimal digits";

    private const int HexLength = 64;

    private static readonly SearchValues<char> s_hexDigits = SearchValues.Create("0123456789abcdef");

    private Digest(string hex) => Hex = hex;

    /// <summary>The 64 hexadecimal digits.</summary>
    public string Hex { get; }

    /// <summary>The digest of <paramref name="content"/>.</summary>
    public static Digest Of(ReadOnlySpan<byte> content)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(content, hash);
        return FromHash(hash);
    }

    /// <summary>A digest from its 32 bytes.</summary>
    public static Digest FromHash(ReadOnlySpan<byte> hash)
    {
        if (hash.Length != SHA256.HashSizeInBytes) throw new ArgumentException("A SHA-256 digest has 32 bytes.", nameof(hash));
        return new Digest(Convert.ToHexStringLower(hash));
    }

    /// <summary>Parses the text form.</summary>
    /// <exception cref="FormatException">The text is not a digest.</exception>
    public static Digest Parse(string text) =>
        TryParse(text, out var digest) ? digest : throw new FormatException($"'{text}' is not a digest; expected {Expected}.");

    /// <summary>Parses the text form; false when it is something else.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, [NotNullWhen(true)] out Digest? digest)
    {
        digest = null;
        return text is not null && text.StartsWith(Prefix, StringComparison.Ordinal) && TryParseHex(text[Prefix.Length..], out digest);
    }

    /// <summary>Parses 64 lower-case hexadecimal digits without prefix.</summary>
    public static bool TryParseHex([NotNullWhen(true)] string? text, [NotNullWhen(true)] out Digest? digest)
    {
        digest = null;
        if (text is not { Length: HexLength } || text.AsSpan().ContainsAnyExcept(s_hexDigits)) return false;
        digest = new Digest(text);
        return true;
    }

    /// <inheritdoc/>
    public override string ToString() => Prefix + Hex;
}
