using System.Text.Json;
using System.Text.Json.Nodes;

namespace Registry.FakeGitHub.Tests;

/// <summary>An answer, read completely.</summary>
public sealed record Reply(int Status, string Text, JsonNode? Json, IReadOnlyDictionary<string, string> Headers)
{
    public string? this[string member] => Json?[member]?.ToString();

    public IEnumerable<string?> All(string member) => Json!.AsArray().Select(item => item![member]?.ToString());

    public static async Task<Reply> OfAsync(HttpResponseMessage response)
    {
        var text = await response.Content.ReadAsStringAsync();
        JsonNode? json = null;
        if (response.Content.Headers.ContentType?.MediaType == "application/json")
        {
            try
            {
                json = JsonNode.Parse(text);
            }
            catch (JsonException)
            {
                // A test that looks at broken JSON looks at the text.
            }
        }

        var headers = response.Headers.Concat(response.Content.Headers).ToDictionary(header => header.Key, header => string.Join(", ", header.Value), StringComparer.OrdinalIgnoreCase);
        return new Reply((int)response.StatusCode, text, json, headers);
    }
}
