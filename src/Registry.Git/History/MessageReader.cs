using System.Buffers;

namespace Registry.Git.History;

/// <summary>Takes commit messages apart: subject, body, and the trailers of its last paragraph.</summary>
internal static class MessageReader
{
    private const string Prefix = "Registry-";

    private static readonly SearchValues<char> s_keyCharacters =
        SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-");

    /// <summary>The first line, the rest without the trailers, and the trailers that are the registry's.</summary>
    public static (string Subject, string Body, IReadOnlyList<KeyValuePair<string, string>> Trailers) Read(string message)
    {
        var text = message.Replace("\r\n", "\n", StringComparison.Ordinal).Trim('\n');
        var end = text.IndexOf('\n', StringComparison.Ordinal);
        if (end < 0) return (text, "", []);

        var subject = text[..end];
        var rest = text[(end + 1)..].Trim('\n');
        var gap = rest.LastIndexOf("\n\n", StringComparison.Ordinal);
        var last = gap < 0 ? rest : rest[(gap + 2)..];
        var lines = last.Split('\n');
        if (!lines.All(IsTrailer)) return (subject, rest, []);
        return (subject, gap < 0 ? "" : rest[..gap].TrimEnd('\n'), [.. lines.Where(IsOurs).Select(Split)]);
    }

    /// <summary><c>Key: value</c>, or the continuation of one, which begins with a space.</summary>
    private static bool IsTrailer(string line)
    {
        var colon = line.IndexOf(':', StringComparison.Ordinal);
        return line.StartsWith(' ') || (colon > 0 && line.AsSpan(0, colon).IndexOfAnyExcept(s_keyCharacters) < 0);
    }

    private static bool IsOurs(string line) => line.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase);

    private static KeyValuePair<string, string> Split(string line)
    {
        var colon = line.IndexOf(':', StringComparison.Ordinal);
        return new(line[..colon], line[(colon + 1)..].Trim());
    }
}
