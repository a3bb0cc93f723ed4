using System.Text.Json.Nodes;

namespace Registry.FakeGitHub.Hosting;

/// <summary>Ends a request with an answer that says why it is refused.</summary>
internal sealed class Refusal(Answer answer) : Exception($"The request is refused with {answer.Status}.")
{
    public const string Documentation = "https://docs.github.com/rest";

    public Answer Answer { get; } = answer;

    public static Refusal NotFound() => Because(404, "Not Found");

    public static Refusal Because(int status, string message) => new(Answer.Json(status, Error(status, message)));

    /// <summary>422, about one field.</summary>
    /// <param name="resource">Such as <c>Release</c>.</param>
    /// <param name="field">The field; <see langword="null"/> when the whole is wrong.</param>
    /// <param name="code">One of GitHub's codes, such as <c>already_exists</c>.</param>
    /// <param name="message">What is wrong, with the code <c>custom</c>.</param>
    public static Refusal Invalid(string resource, string? field, string code, string? message = null) =>
        Invalid("Validation Failed", [Fault(resource, field, code, message)]);

    public static Refusal Invalid(string message, JsonArray errors)
    {
        var body = Error(422, message);
        body["errors"] = errors;
        return new Refusal(Answer.Json(422, body));
    }

    public static JsonObject Fault(string resource, string? field, string code, string? message = null)
    {
        var error = new JsonObject { ["resource"] = resource, ["code"] = code };
        if (field is not null) error["field"] = field;
        if (message is not null) error["message"] = message;
        return error;
    }

    private static JsonObject Error(int status, string message) =>
        new() { ["message"] = message, ["documentation_url"] = Documentation, ["status"] = $"{status}" };
}
