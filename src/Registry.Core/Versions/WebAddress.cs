using System.Buffers;
using System.Text.RegularExpressions;

namespace Registry.Core.Versions;

/// <summary>Addresses that files may name. People follow them and services show them.</summary>
internal static partial class WebAddress
{
    /// <summary>What a public address looks like, for messages.</summary>
    public const string Expected = "an https address with a host name, such as https://example.com/notes";

    /// <summary>What the address of a repository looks like, for messages.</summary>
    public const string ExpectedRepository = "an address without user name and password";

    private const int MaxLength = 2048;

    private static readonly SearchValues<char> s_scheme = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+.-");

    /// <summary>Whether the address is https and names a host that is neither this machine nor a bare number.</summary>
    public static bool IsPublic(string text) => text.Length <= MaxLength && Public().IsMatch(text);

    /// <summary>Whether the address, of any form that git takes, holds no password and no token.</summary>
    public static bool HasNoCredentials(string text)
    {
        var start = text.IndexOf("://", StringComparison.Ordinal);
        if (start <= 0 || !char.IsAsciiLetter(text[0]) || text.AsSpan(0, start).ContainsAnyExcept(s_scheme)) return true;
        var authority = text.AsSpan(start + 3);
        if (authority.IndexOfAny('/', '?', '#') is var end and >= 0) authority = authority[..end];
        var at = authority.LastIndexOf('@');

        // With http a user name alone may be a token; with ssh it is 'git'.
        return at < 0 || (!text.StartsWith("http", StringComparison.OrdinalIgnoreCase) && !authority[..at].Contains(':'));
    }

    // A host has a dot and ends in a letter, which leaves out loopback and every way to write an IP address.
    [GeneratedRegex(@"^https://(?![^/?#:]*\.(localhost|localdomain)([:/?#]|\z))([A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?\.)+[A-Za-z]([A-Za-z0-9-]*[A-Za-z0-9])?(:[0-9]{1,5})?([/?#][!-~]*)?\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Public();
}
