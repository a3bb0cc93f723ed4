using System.Globalization;

namespace Acme.Text;

/// <summary>Writes names as titles.</summary>
public static class Title
{
    /// <summary>The name with a capital at the beginning of each word.</summary>
    public static string Of(string name) => CultureInfo.InvariantCulture.TextInfo.ToTitleCase(name);
}
