using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Registry.FakeGitHub.Hosting;

/// <summary>An HTTP answer.</summary>
internal sealed class Answer(int status)
{
    private static readonly JsonSerializerOptions s_json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public int Status { get; } = status;

    public byte[] Body { get; private init; } = [];

    /// <summary>The type of the body; <see langword="null"/> without one.</summary>
    public string? ContentType { get; private init; }

    public Dictionary<string, string> Headers { get; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Whether the body is what the description speaks of.</summary>
    public bool IsJson => ContentType is { } type && type.StartsWith("application/json", StringComparison.Ordinal);

    public static Answer NoContent => new(204);

    public static Answer Json(int status, JsonNode body) =>
        new(status) { Body = JsonSerializer.SerializeToUtf8Bytes(body, s_json), ContentType = "application/json; charset=utf-8" };

    public static Answer Ok(JsonNode body) => Json(200, body);

    /// <summary>What was made; its member <c>url</c> is also the header <c>Location</c>.</summary>
    public static Answer Created(JsonObject body)
    {
        var answer = Json(201, body);
        if ((string?)body["url"] is { } url) answer.Headers["Location"] = url;
        return answer;
    }

    public static Answer File(byte[] body, string contentType, int status = 200) => new(status) { Body = body, ContentType = contentType };

    public static Answer Page(int status, string html) =>
        new(status) { Body = System.Text.Encoding.UTF8.GetBytes(html), ContentType = "text/html; charset=utf-8" };

    public static Answer Redirect(int status, string url, JsonNode? body = null)
    {
        var answer = body is null ? new Answer(status) : Json(status, body);
        answer.Headers["Location"] = url;
        return answer;
    }

    /// <summary>The same answer with another body.</summary>
    public Answer With(byte[] body)
    {
        var other = new Answer(Status) { Body = body, ContentType = ContentType };
        foreach (var (name, value) in Headers) other.Headers[name] = value;
        return other;
    }
}
