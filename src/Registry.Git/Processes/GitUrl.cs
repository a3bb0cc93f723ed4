using System.Text.RegularExpressions;

namespace Registry.Git.Processes;

/// <summary>Addresses of git repositories, and the credentials that some carry.</summary>
public static partial class GitUrl
{
    /// <summary>Whether <paramref name="location"/> is an address and not a path: it has a scheme, or is <c>user@host:path</c>.</summary>
    public static bool IsUrl(string location) =>
        location.Contains("://", StringComparison.Ordinal) || (location.Contains('@', StringComparison.Ordinal) && ScpForm().IsMatch(location));

    /// <summary>The text without the credentials of any address in it.</summary>
    public static string Redact(string text) =>
        // Nearly all texts have no address in them, and a regular expression takes its time to start.
        text.Contains("://", StringComparison.Ordinal) ? Credentials().Replace(text, "${web}${other}") : text;

    /// <summary>Whether an address carries a secret. The user name alone of an ssh address is none.</summary>
    public static bool HasCredentials(string url) => Credentials().IsMatch(url);

    [GeneratedRegex(@"^[^/\\:@\s]+@[^/\\:\s]+:(?!//)", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex ScpForm();

    // All of the user information for http and ftp, because a token often stands where the name would; elsewhere only with a password.
    [GeneratedRegex(
        @"(?<web>(https?|ftps?)://)[^/\s'""]*@|(?<other>[a-z][a-z0-9+.-]*://)[^/@:\s'""]*:[^/\s'""]*@",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000)]
    private static partial Regex Credentials();
}
