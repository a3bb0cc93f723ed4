using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using Registry.GitHub.Errors;

namespace Registry.GitHub.Transport;

/// <summary>Reads from an answer how long GitHub wants to be left alone.</summary>
internal static partial class RateLimit
{
    // What GitHub recommends where it does not say how long.
    private static readonly TimeSpan s_shortest = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan s_longest = TimeSpan.FromHours(1);

    /// <summary>The time to wait when no answer states it: longer each time in a row.</summary>
    /// <param name="before">How many such answers came before this one.</param>
    public static TimeSpan Unstated(int before) => Shorter(s_shortest * Math.Pow(2, Math.Min(before, 10)), s_longest);

    /// <summary>Whether the answer is a rate limit, and the time that it states to wait, if it states one.</summary>
    /// <param name="response">The answer's headers.</param>
    /// <param name="body">The answer's body.</param>
    /// <param name="now">The time, UTC, for an answer that does not say GitHub's.</param>
    public static (bool IsLimit, TimeSpan? Stated) Read(HttpResponseMessage response, byte[] body, DateTimeOffset now)
    {
        if (response.StatusCode is not (HttpStatusCode.Forbidden or HttpStatusCode.TooManyRequests)) return (false, null);
        // The reset is a time by GitHub's clock, and so is the answer's date: what lies between them is right with a wrong clock here too.
        var theirs = response.Headers.Date ?? now;
        if (response.Headers.RetryAfter is { } retry) return (true, AtLeastZero(retry.Delta ?? (retry.Date!.Value - theirs)));
        if (Number(response, "X-RateLimit-Remaining") == 0 && Number(response, "X-RateLimit-Reset") is { } reset)
            return (true, AtLeastZero(DateTimeOffset.FromUnixTimeSeconds(reset) - theirs) + TimeSpan.FromSeconds(1));
        return (response.StatusCode == HttpStatusCode.TooManyRequests || Secondary().IsMatch(ErrorBody.Read(body).Message ?? ""), null);
    }

    private static long? Number(HttpResponseMessage response, string name) =>
        long.TryParse(ApiAnswer.Header(response, name), NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number < int.MaxValue * 2L ? number : null;

    private static TimeSpan AtLeastZero(TimeSpan time) => time > TimeSpan.Zero ? time : TimeSpan.Zero;

    private static TimeSpan Shorter(TimeSpan one, TimeSpan other) => one < other ? one : other;

    [GeneratedRegex(@"\b(secondary rate|rate limit|abuse detection)\b", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Secondary();
}
