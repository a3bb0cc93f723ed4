using System.Buffers;

namespace Registry.Git.Objects;

/// <summary>The id of a git object: 40 (SHA-1) or 64 (SHA-256) lower-case hexadecimal digits. The default value names no object.</summary>
internal readonly record struct GitObjectId
{
    private static readonly SearchValues<char> s_digits = SearchValues.Create("0123456789abcdef");

    private readonly string? _hex;

    private GitObjectId(string hex) => _hex = hex;

    /// <summary>Whether this names no object.</summary>
    public bool IsNone => _hex is null;

    /// <summary>Reads an id; false when the text is something else.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out GitObjectId id)
    {
        var valid = text.Length is 40 or 64 && !text.ContainsAnyExcept(s_digits);
        id = valid ? new GitObjectId(text.ToString()) : default;
        return valid;
    }

    /// <summary>Reads an id that git wrote.</summary>
    /// <exception cref="FormatException">The text is not an id.</exception>
    public static GitObjectId Parse(ReadOnlySpan<char> text) =>
        TryParse(text, out var id) ? id : throw new FormatException($"'{text}' is not the id of a git object.");

    /// <summary>The id of the given hash.</summary>
    public static GitObjectId From(ReadOnlySpan<byte> hash) => new(Convert.ToHexStringLower(hash));

    /// <summary>The hash itself.</summary>
    public byte[] ToBytes() => Convert.FromHexString(ToString());

    /// <inheritdoc/>
    public override string ToString() => _hex ?? "";
}
