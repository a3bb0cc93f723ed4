using System.Text;

namespace Registry.FakeGitHub.Releases;

/// <summary>How GitHub renames files that are uploaded.</summary>
internal static class AssetName
{
    /// <summary>Special characters become dots, one for each run of them, and dots at both ends go.</summary>
    public static string Of(string name)
    {
        var safe = new StringBuilder();
        foreach (var letter in name)
        {
            if (char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_' or '+' or '@') safe.Append(letter);
            else if (Latin(letter) is { } latin) safe.Append(latin);
            else if (safe.Length > 0 && safe[^1] != '.') safe.Append('.');
        }

        return safe.ToString().Trim('.') is { Length: > 0 } kept ? kept : "default";
    }

    private static string? Latin(char letter) => letter switch
    {
        'ä' or 'á' or 'à' or 'â' or 'å' or 'ã' => "a",
        'æ' => "ae",
        'ð' => "d",
        'é' or 'è' or 'ê' or 'ë' => "e",
        'í' or 'ì' or 'î' or 'ï' => "i",
        'ö' or 'ó' or 'ò' or 'ô' or 'ø' or 'õ' => "o",
        'ü' or 'ú' or 'ù' or 'û' => "u",
        'ß' => "ss",
        _ => null,
    };
}
