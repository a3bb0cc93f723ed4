using System.Text.Json;

namespace Registry.FakeGitHub.Description;

/// <summary>Compares the fake's own answers with the description.</summary>
internal static class AnswerValidator
{
    // Every operation may answer so, which the description does not repeat for each.
    private static readonly HashSet<int> s_everywhere = [301, 304, 307, 400, 401, 403, 404, 415, 422, 429];

    /// <summary>What is wrong with an answer.</summary>
    /// <param name="operation">The operation that was asked for.</param>
    /// <param name="status">The status of the answer.</param>
    /// <param name="body">The body, when it is JSON.</param>
    public static IEnumerable<string> Check(ApiOperation operation, int status, ReadOnlyMemory<byte> body)
    {
        var known = operation.Responses.TryGetValue(status, out var schema);
        if (!known && !s_everywhere.Contains(status)) return [$"{operation.Id} answered {status}, which GitHub does not."];
        if (schema is null) return status is >= 200 and < 300 && body.Length > 0 ? [$"{operation.Id} answered {status} with a body, which GitHub does not."] : [];
        if (body.IsEmpty) return status is 304 or 302 ? [] : [$"{operation.Id} answered {status} without a body."];

        using var document = JsonDocument.Parse(body);
        return [.. ApiDescription.GitHub.Schemas.Validate(document.RootElement, schema.Value).Where(error => !IsStarter(error))
            .Select(error => $"{operation.Id} answered {status}: {error.Path}: {error.Message}")];
    }

    /// <summary>The state of an asset whose upload failed stands in the description's prose, but not in its schema.</summary>
    private static bool IsStarter(SchemaError error) => error.Field == "state" && error.Message.Contains("\"starter\"", StringComparison.Ordinal);
}
