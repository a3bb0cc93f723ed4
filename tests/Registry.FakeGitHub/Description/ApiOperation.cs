using System.Text.Json;
using System.Text.RegularExpressions;

namespace Registry.FakeGitHub.Description;

/// <summary>An operation of GitHub's API.</summary>
internal sealed class ApiOperation
{
    private readonly Regex _path;

    public ApiOperation(string method, string template, JsonElement description, SchemaValidator schemas)
    {
        Id = description.GetProperty("operationId").GetString()!;
        Method = method.ToUpperInvariant();
        Template = template;
        Parameters = [.. description.GetProperty("parameters").EnumerateArray().Select(schemas.Resolve).Select(parameter => new ApiParameter(
            parameter.GetProperty("name").GetString()!,
            parameter.GetProperty("in").GetString() == "path",
            parameter.TryGetProperty("required", out var required) && required.GetBoolean(),
            parameter.GetProperty("schema")))];
        Responses = description.GetProperty("responses").EnumerateObject().ToDictionary(
            response => int.Parse(response.Name), response => JsonSchema(schemas.Resolve(response.Value)));
        if (description.TryGetProperty("requestBody", out var body))
        {
            Body = JsonSchema(body);
            IsBodyRequired = body.TryGetProperty("required", out var required) && required.GetBoolean();
            TakesFile = body.GetProperty("content").TryGetProperty("application/octet-stream", out _);
        }

        var manySegments = description.GetProperty("parameters").EnumerateArray().Select(schemas.Resolve)
            .Where(parameter => parameter.TryGetProperty("x-multi-segment", out _)).Select(parameter => parameter.GetProperty("name").GetString()!)
            // The names of branches have slashes, whatever the description says of the two of a comparison.
            .Concat(["base", "head"]).ToHashSet(StringComparer.Ordinal);
        Specificity = (Parameters.Count(parameter => parameter.IsInPath), Parameters.Count(parameter => parameter.IsInPath && manySegments.Contains(parameter.Name)), -template.Length);
        var pattern = Regex.Replace(Regex.Escape(template), @"\\{(?<name>\w+)}",
            match => $"(?<{match.Groups["name"].Value}>{Segments(match.Groups["name"].Value)})", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1));
        _path = new Regex($"^{pattern}$", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking);

        string Segments(string name) => name == "path" ? ".*" : manySegments.Contains(name) ? ".+" : "[^/]+";
    }

    /// <summary>GitHub's name of it, such as <c>repos/create-release</c>.</summary>
    public string Id { get; }

    public string Method { get; }

    /// <summary>The path, with parameters in braces.</summary>
    public string Template { get; }

    public IReadOnlyList<ApiParameter> Parameters { get; }

    /// <summary>The schema of a JSON body.</summary>
    public JsonElement? Body { get; }

    public bool IsBodyRequired { get; }

    /// <summary>Whether the body is a file and not JSON.</summary>
    public bool TakesFile { get; }

    /// <summary>The schemas of the answers by status; null where the description has none.</summary>
    public IReadOnlyDictionary<int, JsonElement?> Responses { get; }

    /// <summary>The operation that sorts first is the one that a path means when it fits several.</summary>
    public (int Parameters, int ManySegments, int Length) Specificity { get; }

    /// <summary>The values of the path's parameters, or <see langword="null"/> when the path is another.</summary>
    public Dictionary<string, string>? Match(string path)
    {
        if (_path.Match(path) is not { Success: true } match) return null;
        var values = Parameters.Where(parameter => parameter.IsInPath)
            .ToDictionary(parameter => parameter.Name, parameter => Uri.UnescapeDataString(match.Groups[parameter.Name].Value), StringComparer.Ordinal);
        return Parameters.Where(parameter => parameter.IsInPath).All(parameter => IsWellTyped(parameter, values[parameter.Name])) ? values : null;
    }

    private static bool IsWellTyped(ApiParameter parameter, string value) =>
        !parameter.Schema.TryGetProperty("type", out var type) || type.GetString() != "integer" || long.TryParse(value, out _);

    private static JsonElement? JsonSchema(JsonElement content) =>
        content.TryGetProperty("content", out var types) && types.TryGetProperty("application/json", out var json) && json.TryGetProperty("schema", out var schema) ? schema : null;
}
