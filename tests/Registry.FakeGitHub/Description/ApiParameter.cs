using System.Text.Json;

namespace Registry.FakeGitHub.Description;

/// <summary>A parameter of an operation.</summary>
/// <param name="Name">Its name.</param>
/// <param name="IsInPath">In the path, else in the query.</param>
/// <param name="IsRequired">Whether a request without it is refused.</param>
/// <param name="Schema">What its value must be.</param>
internal sealed record ApiParameter(string Name, bool IsInPath, bool IsRequired, JsonElement Schema)
{
    /// <summary>The text of a path or query as the JSON value that the schema speaks of.</summary>
    public JsonElement Value(string text) => Schema.TryGetProperty("type", out var type) ? type.GetString() switch
    {
        "integer" when long.TryParse(text, out var number) => JsonSerializer.SerializeToElement(number),
        "boolean" when bool.TryParse(text, out var flag) => JsonSerializer.SerializeToElement(flag),
        _ => JsonSerializer.SerializeToElement(text),
    } : JsonSerializer.SerializeToElement(text);
}
