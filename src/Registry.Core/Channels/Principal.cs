using System.Diagnostics.CodeAnalysis;

namespace Registry.Core.Channels;

/// <summary>
/// Somebody whom a rule names, in the words of a CODEOWNERS file: a login <c>@alice</c>, a team <c>@acme/release-managers</c>, or an e-mail
/// address. Compared without regard to case, as GitHub does.
/// </summary>
public sealed record Principal
{
    /// <summary>What a principal looks like, for messages.</summary>
    public const string Expected = "@login, @organisation/team or an e-mail address";

    private const int MostLength = 254;
    private const string NoReply = "@users.noreply.github.com";

    private readonly string _text;

    private Principal(string text) => _text = text;

    /// <summary>Whether it is a team, whose members only GitHub knows.</summary>
    public bool IsTeam => _text.StartsWith('@') && _text.Contains('/', StringComparison.Ordinal);

    /// <summary>Parses a principal.</summary>
    /// <exception cref="FormatException">The text is none.</exception>
    public static Principal Parse(string text) => TryParse(text, out var principal) ? principal : throw new FormatException($"'{text}' is nobody; expected {Expected}");

    /// <summary>Parses a principal; false when the text is none.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, [NotNullWhen(true)] out Principal? principal)
    {
        principal = text is { Length: > 0 and <= MostLength } && (text[0] == '@' ? IsAccount(text.AsSpan(1)) : IsAddress(text)) ? new Principal(text) : null;
        return principal is not null;
    }

    /// <summary>Who a person of git is, <c>Name &lt;address&gt;</c>: the address, and the login that an address of GitHub's own names.</summary>
    public static IReadOnlyList<Principal> Of(string identity)
    {
        var start = identity.LastIndexOf('<');
        var end = identity.LastIndexOf('>');
        if (start < 0 || end < start || !TryParse(identity[(start + 1)..end], out var address)) return [];
        if (!address._text.EndsWith(NoReply, StringComparison.OrdinalIgnoreCase)) return [address];
        // id+login@users.noreply.github.com, and without the id in old accounts.
        var local = address._text[..^NoReply.Length];
        return TryParse("@" + local[(local.IndexOf('+', StringComparison.Ordinal) + 1)..], out var login) ? [address, login] : [address];
    }

    /// <inheritdoc/>
    public bool Equals(Principal? other) => string.Equals(_text, other?._text, StringComparison.OrdinalIgnoreCase);

    /// <inheritdoc/>
    public override int GetHashCode() => StringComparer.OrdinalIgnoreCase.GetHashCode(_text);

    /// <inheritdoc/>
    public override string ToString() => _text;

    private static bool IsAccount(ReadOnlySpan<char> text)
    {
        var slash = text.IndexOf('/');
        return slash < 0 ? IsWord(text) : IsWord(text[..slash]) && IsWord(text[(slash + 1)..]);
    }

    private static bool IsAddress(string text) =>
        text.Split('@') is [{ Length: > 0 } local, { Length: > 0 } domain] && IsWord(domain) && local.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '_' or '-' or '+');

    private static bool IsWord(ReadOnlySpan<char> text)
    {
        foreach (var c in text)
            if (!char.IsAsciiLetterOrDigit(c) && c is not ('-' or '_' or '.'))
                return false;
        return text.Length > 0 && text[0] != '-';
    }
}
