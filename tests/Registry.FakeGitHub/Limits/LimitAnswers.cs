using Registry.FakeGitHub.Hosting;

namespace Registry.FakeGitHub.Limits;

/// <summary>What GitHub says when there were too many requests.</summary>
internal static class LimitAnswers
{
    public static Answer Primary(int status, DateTimeOffset reset, string who)
    {
        var answer = Refusal.Because(status, $"API rate limit exceeded for {who}.").Answer;
        answer.Headers["X-RateLimit-Remaining"] = "0";
        answer.Headers["X-RateLimit-Reset"] = $"{reset.ToUnixTimeSeconds()}";
        return answer;
    }

    public static Answer Secondary(int status, TimeSpan? retryAfter)
    {
        var answer = Refusal.Because(status, "You have exceeded a secondary rate limit. Please wait a few minutes before you try again.").Answer;
        if (retryAfter is { } wait) answer.Headers["Retry-After"] = $"{(long)Math.Ceiling(wait.TotalSeconds)}";
        return answer;
    }
}
