using System.Text.RegularExpressions;

namespace Registry.GitHub.Transport;

/// <summary>The <c>Link</c> header (RFC 8288), which names the next page of a list.</summary>
internal static partial class LinkHeader
{
    /// <summary>The address with <c>rel="next"</c>; <see langword="null"/> on the last page.</summary>
    public static Uri? Next(string? header) =>
        header is not null && NextLink().Match(header) is { Success: true } match && Uri.TryCreate(match.Groups["address"].Value, UriKind.Absolute, out var address) ? address : null;

    [GeneratedRegex(@"<(?<address>https?://[^<>]+)>[^<>]*;\s*rel=""?next\b", RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex NextLink();
}
