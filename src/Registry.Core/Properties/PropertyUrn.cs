using System.Text.RegularExpressions;

namespace Registry.Core.Properties;

/// <summary>The names of properties: URNs as RFC 8141 has them, in lower case where that does not tell them apart.</summary>
public static partial class PropertyUrn
{
    /// <summary>What a name looks like, for messages.</summary>
    public const string Expected = "a URN such as urn:acme:cost-centre, of at most 128 characters";

    /// <summary>Whether a text may be the name of a property.</summary>
    public static bool IsValid(string text) => text.Length <= 128 && Form().IsMatch(text);

    /// <summary>Whether a property is experimental: its name has a part <c>draft/</c>.</summary>
    public static bool IsDraft(string urn) => urn.Contains(":draft/", StringComparison.Ordinal) || urn.Contains("/draft/", StringComparison.Ordinal);

    [GeneratedRegex(@"^urn:[a-z0-9][a-z0-9-]{0,30}[a-z0-9]:[A-Za-z0-9._~!$&'()*+,;=:@%-][A-Za-z0-9._~!$&'()*+,;=:@%/-]*\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Form();
}
