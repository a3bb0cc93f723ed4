namespace Registry.Git.Objects;

/// <summary>The id of a git object: 40 (SHA-1) or 64 (SHA-256) lower-case hexadecimal digits. The default value names no object.</summary>
internal readonly record struct GitObjectId
{
    private const string Digits = "0123456789abcdef";

    private readonly string? _hex;

    private GitObjectId(string hex) => _hex = hex;

    /// <summary>Whether this names no object.</summary>
    public bool IsNone => _hex is null;

    /// <summary>Reads an id; false when the text is something else.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out GitObjectId id)
    {
        id = default;
        if (text.Length is not (40 or 64)) return false;
        foreach (var c in text)
            if (!char.IsAsciiHexDigitLower(c))
                return false;
        id = new GitObjectId(text.ToString());
        return true;
    }

    /// <summary>Reads an id that git wrote.</summary>
    /// <exception cref="FormatException">The text is not an id.</exception>
    public static GitObjectId Parse(ReadOnlySpan<char> text) =>
        TryParse(text, out var id) ? id : throw new FormatException($"'{text}' is not the id of a git object.");

    /// <summary>The id of the given hash.</summary>
    public static GitObjectId From(ReadOnlySpan<byte> hash)
    {
        // The framework's conversion is made for large inputs and compiled at its first use.
        Span<char> hex = stackalloc char[2 * hash.Length];
        for (var i = 0; i < hash.Length; i++) (hex[2 * i], hex[(2 * i) + 1]) = (Digits[hash[i] >> 4], Digits[hash[i] & 0xf]);
        return new GitObjectId(hex.ToString());
    }

    /// <summary>The hash itself.</summary>
    public byte[] ToBytes() => Convert.FromHexString(ToString());

    /// <inheritdoc/>
    public override string ToString() => _hex ?? "";
}
