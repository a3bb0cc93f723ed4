using System.Net;
using Registry.GitHub.Transport;

namespace Registry.GitHub.Errors;

/// <summary>Makes exceptions of answers that refuse, and of answers that do not come.</summary>
internal static class Failures
{
    private const string LookFirst = "it may have been carried out: look before sending it again";

    /// <summary>What an answer that is neither a success nor a rate limit means.</summary>
    public static GitHubException Refused(ApiRequest request, ApiAnswer answer)
    {
        var body = ErrorBody.Read(answer.Body);
        var kind = KindOf(answer.Status, request);
        var said = body.Describe() is { Length: > 0 } text ? text : answer.Status.ToString();
        return new GitHubException(kind, $"GitHub answers {(int)answer.Status} to {request}: {said}{Advice(kind, request, answer)}")
        {
            Status = (int)answer.Status,
            Errors = body.FieldErrors(),
        };
    }

    /// <summary>The answer did not come, or not whole. Nobody knows what became of a request that may not be repeated.</summary>
    public static GitHubException Interrupted(ApiRequest request, string what, Exception? cause = null) => request.Repeatable
        ? new GitHubException(GitHubErrorKind.Transient, $"{request} to {request.Uri.Authority} failed: {what}", cause)
        : new GitHubException(GitHubErrorKind.OutcomeUnknown, $"{request} to {request.Uri.Authority} failed: {what}; {LookFirst}", cause);

    /// <summary>The request was never sent.</summary>
    public static GitHubException NotSent(ApiRequest request, Exception cause) =>
        new(GitHubErrorKind.Transient, $"{request} could not be sent to {request.Uri.Authority}: {cause.Message}", cause);

    /// <summary>The answer is not what it should be.</summary>
    public static GitHubException Malformed(ApiRequest request, string what, Exception? cause = null) =>
        new(GitHubErrorKind.Malformed, $"The answer to {request} cannot be used: {what}", cause);

    /// <summary>A rate limit is reached.</summary>
    public static GitHubException Limited(ApiRequest request, DateTimeOffset resumeAt, int? status) =>
        new(GitHubErrorKind.RateLimited, $"{request} has to wait for a rate limit until {resumeAt.UtcDateTime:u}")
        {
            Status = status,
            ResumeAt = resumeAt,
        };

    private static GitHubErrorKind KindOf(HttpStatusCode status, ApiRequest request) => (int)status switch
    {
        401 => GitHubErrorKind.Unauthorized,
        403 or 451 => GitHubErrorKind.Forbidden,
        404 or 410 => GitHubErrorKind.NotFound,
        405 or 409 or 412 or 423 => GitHubErrorKind.Conflict,
        400 or 422 => GitHubErrorKind.Validation,
        // A gateway that gives up does not know what the server behind it still does.
        408 or >= 500 => request.Repeatable ? GitHubErrorKind.Transient : GitHubErrorKind.OutcomeUnknown,
        _ => GitHubErrorKind.Malformed,
    };

    private static string Advice(GitHubErrorKind kind, ApiRequest request, ApiAnswer answer) => kind switch
    {
        GitHubErrorKind.Forbidden when answer.AcceptedPermissions is { } permissions => $"; it needs the permissions {permissions}",
        GitHubErrorKind.NotFound when request.IsWrite => "; GitHub also says so of a repository that was renamed or that the token may not write to, and of a release whose commit changes workflows",
        GitHubErrorKind.OutcomeUnknown => $"; {LookFirst}",
        _ => "",
    };
}
