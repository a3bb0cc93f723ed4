using System.Text;
using Registry.Core.Rules;

namespace Registry.Core.Yaml;

/// <summary>What a file must be before anybody looks at it as YAML: small, UTF-8, LF, printable, merged.</summary>
internal static class YamlText
{
    /// <summary>Largest file, in bytes.</summary>
    public const int MaxSize = 1024 * 1024;

    private static readonly UTF8Encoding s_strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>The text of a file, or <see langword="null"/> when it is no text of ours; then there is a problem.</summary>
    public static string? Decode(string file, ReadOnlySpan<byte> content, ICollection<Problem> problems)
    {
        if (content.Length > MaxSize)
        {
            problems.Add(new Problem(RegistryRules.Size, file, $"{content.Length} bytes; expected at most {MaxSize}"));
            return null;
        }

        if (content.StartsWith("\uFEFF"u8))
        {
            problems.Add(new Problem(RegistryRules.Encoding, file, 1, 1, "a byte order mark; expected UTF-8 without one"));
            return null;
        }

        string text;
        try
        {
            text = s_strict.GetString(content);
        }
        catch (DecoderFallbackException error)
        {
            var (line, column) = Place(Encoding.UTF8.GetString(content[..Math.Clamp(error.Index, 0, content.Length)]));
            problems.Add(new Problem(RegistryRules.Encoding, file, line, column, "bytes that are not UTF-8"));
            return null;
        }

        return CheckCharacters(file, text, problems) && CheckMarkers(file, text, problems) ? text : null;
    }

    private static bool CheckCharacters(string file, string text, ICollection<Problem> problems)
    {
        var index = 0;
        while (index < text.Length && IsPrintable(text[index])) index++;
        if (index == text.Length) return true;
        var (line, column) = Place(text[..index]);
        problems.Add(new Problem(RegistryRules.Encoding, file, line, column, text[index] switch
        {
            '\r' => "a carriage return; expected LF line ends",
            '\t' => "a tab; expected spaces, or \\t in double quotes",
            var c => $"the character U+{(int)c:X4}, which cannot be seen; expected printable text, or \\u{(int)c:X4} in double quotes",
        }));
        return false;
    }

    private static bool IsPrintable(char c) => c is '\n' or (>= ' ' and <= '~') || (c >= '\u00a0' && !HiddenCharacters.Contains(c));

    private static bool CheckMarkers(string file, string text, ICollection<Problem> problems)
    {
        // A marker needs seven of the same at the start of a line; one search rules nearly every file out.
        if (!text.Contains("<<<<<<<", StringComparison.Ordinal) && !text.Contains("=======", StringComparison.Ordinal)
            && !text.Contains(">>>>>>>", StringComparison.Ordinal) && !text.Contains("|||||||", StringComparison.Ordinal))
            return true;

        var number = 0;
        foreach (var line in text.AsSpan().EnumerateLines())
        {
            number++;
            if (!IsMarker(line)) continue;
            problems.Add(new Problem(RegistryRules.ConflictMarker, file, number, 1, "a merge conflict marker; expected a resolved file"));
            return false;
        }

        return true;
    }

    private static bool IsMarker(ReadOnlySpan<char> line) =>
        line.Length >= 7 && line[0] is '<' or '=' or '>' or '|' && line[..7].IndexOfAnyExcept(line[0]) < 0
        && (line.Length == 7 || line[7] == ' ');

    private static (int Line, int Column) Place(string before)
    {
        var lastBreak = before.LastIndexOf('\n');
        return (before.Count(c => c == '\n') + 1, before.Length - lastBreak);
    }
}
