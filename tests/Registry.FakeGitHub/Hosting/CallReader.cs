using System.Text.Json;
using System.Text.Json.Nodes;
using Registry.FakeGitHub.Access;
using Registry.FakeGitHub.Description;
using Registry.FakeGitHub.Faults;
using Registry.FakeGitHub.Repositories;

namespace Registry.FakeGitHub.Hosting;

/// <summary>Reads parameters and body, and refuses what the description would.</summary>
internal static class CallReader
{
    public static async Task<Call> ReadAsync(
        Exchange exchange, ApiOperation operation, Dictionary<string, string> path, FakeRepository? repository, Token? token, App? app, FaultKind? fault)
    {
        var accept = exchange.Header("Accept") is { Length: > 0 } given ? given : "*/*";
        if (!IsKnown(accept)) throw Refusal.Because(415, $"Unsupported 'Accept' header: '{accept}'. Must accept 'application/json'.");
        var query = exchange.Query;
        CheckQuery(operation, query);
        return new Call
        {
            Operation = operation,
            Origins = exchange.Origins,
            Path = path,
            Query = query,
            Accept = accept,
            Token = token,
            App = app,
            Fault = fault,
            Body = operation.Body is { } schema ? await JsonAsync(exchange, operation, schema) : default,
            File = operation.TakesFile ? await FileAsync(exchange) : [],
            ContentType = exchange.Header("Content-Type") ?? "",
            Repository = repository!,
        };
    }

    private static bool IsKnown(string accept) => accept.Split(',', StringSplitOptions.TrimEntries).Select(type => type.Split(';')[0]).Any(type =>
        type is "*/*" or "application/*" or "application/json" or "application/octet-stream" || type.StartsWith("application/vnd.github", StringComparison.Ordinal));

    private static void CheckQuery(ApiOperation operation, Dictionary<string, string> query)
    {
        var errors = new List<SchemaError>();
        foreach (var parameter in operation.Parameters.Where(parameter => !parameter.IsInPath))
        {
            if (query.TryGetValue(parameter.Name, out var text) && (text.Length > 0 || !parameter.IsRequired))
                errors.AddRange(ApiDescription.GitHub.Schemas.Validate(parameter.Value(text), parameter.Schema).Select(error => error with { Path = parameter.Name }));
            else if (parameter.IsRequired)
                errors.Add(new SchemaError(parameter.Name, "missing_field", $"\"{parameter.Name}\" wasn't supplied."));
        }

        Refuse(operation, errors);
    }

    private static async Task<JsonElement> JsonAsync(Exchange exchange, ApiOperation operation, JsonElement schema)
    {
        var bytes = await exchange.BodyAsync();
        JsonElement body;
        try
        {
            body = JsonDocument.Parse(bytes.Length == 0 ? "{}"u8.ToArray() : bytes).RootElement;
        }
        catch (JsonException)
        {
            throw Refusal.Because(400, "Problems parsing JSON");
        }

        if (body.ValueKind is not (JsonValueKind.Object or JsonValueKind.Null)) throw Refusal.Because(400, "Body should be a JSON object");
        Refuse(operation, ApiDescription.GitHub.Schemas.Validate(body, schema));
        return body;
    }

    private static async Task<byte[]> FileAsync(Exchange exchange)
    {
        if (exchange.ContentLength is null or 0) throw Refusal.Because(400, "Bad Content-Length");
        if (string.IsNullOrEmpty(exchange.Header("Content-Type"))) throw Refusal.Invalid("ReleaseAsset", "content_type", "missing_field");
        return await exchange.BodyAsync();
    }

    private static void Refuse(ApiOperation operation, IReadOnlyList<SchemaError> errors)
    {
        if (errors.Count == 0) return;
        var resource = string.Concat(operation.Id[(operation.Id.LastIndexOf('-') + 1)..].Select((letter, index) => index == 0 ? char.ToUpperInvariant(letter) : letter));
        throw Refusal.Invalid(
            $"Invalid request.\n\n{string.Join('\n', errors.Select(error => error.Message))}",
            new JsonArray([.. errors.Select(error => Refusal.Fault(resource, error.Field, error.Code, error.Message))]));
    }
}
