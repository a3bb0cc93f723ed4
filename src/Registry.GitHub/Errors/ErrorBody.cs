using System.Text.Json;

namespace Registry.GitHub.Errors;

/// <summary>The body of an answer that refuses a request.</summary>
internal sealed record ErrorBody
{
    private const int LongestMessage = 500;

    public string? Message { get; init; }

    /// <summary>Objects by documentation, but some answers have plain strings here.</summary>
    public IReadOnlyList<JsonElement>? Errors { get; init; }

    /// <summary>Reads a body; an empty one when it is anything but GitHub's JSON, such as a proxy's page.</summary>
    public static ErrorBody Read(byte[] body)
    {
        try
        {
            return JsonSerializer.Deserialize(body, GitHubJson.Default.ErrorBody) ?? new ErrorBody();
        }
        catch (JsonException)
        {
            return new ErrorBody();
        }
    }

    /// <summary>The faults that are named.</summary>
    public IReadOnlyList<FieldError> FieldErrors() => [.. (Errors ?? []).Select(error => error.ValueKind switch
    {
        JsonValueKind.Object => new FieldError
        {
            Resource = Text(error, "resource"),
            Field = Text(error, "field"),
            Code = Text(error, "code"),
            Message = Text(error, "message"),
        },
        JsonValueKind.String => new FieldError { Message = Clean(error.GetString()!) },
        _ => new FieldError(),
    })];

    /// <summary>What GitHub says, on one line and of bearable length.</summary>
    public string Describe() => Clean(string.Join("; ", new[] { Message }.Concat(FieldErrors().Select(error => error.ToString())).Where(part => !string.IsNullOrEmpty(part))));

    private static string? Text(JsonElement error, string name) =>
        error.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? Clean(value.GetString()!) : null;

    private static string Clean(string text)
    {
        var line = string.Concat(text.Select(c => char.IsControl(c) ? ' ' : c));
        return line.Length <= LongestMessage ? line : line[..LongestMessage] + "…";
    }
}
