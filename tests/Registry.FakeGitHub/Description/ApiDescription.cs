using System.Text.Json;

namespace Registry.FakeGitHub.Description;

/// <summary>GitHub's published description of the operations served; see <c>extract.mjs</c>.</summary>
internal sealed class ApiDescription
{
    private static readonly Lazy<ApiDescription> s_gitHub = new(() => new ApiDescription());

    private ApiDescription()
    {
        using var stream = typeof(ApiDescription).Assembly.GetManifestResourceStream("github.json")!;
        var root = JsonDocument.Parse(stream).RootElement;
        Schemas = new SchemaValidator(root);
        Operations = [.. root.GetProperty("paths").EnumerateObject()
            .SelectMany(path => path.Value.EnumerateObject().Select(method => new ApiOperation(method.Name, path.Name, method.Value, Schemas)))
            .OrderBy(operation => operation.Specificity)];
    }

    public static ApiDescription GitHub => s_gitHub.Value;

    public SchemaValidator Schemas { get; }

    public IReadOnlyList<ApiOperation> Operations { get; }

    /// <summary>The operation that a request means, with the values of its path.</summary>
    public (ApiOperation Operation, Dictionary<string, string> Path)? Match(string method, string path)
    {
        foreach (var operation in Operations.Where(operation => operation.Method == method))
            if (operation.Match(path) is { } values) return (operation, values);
        return null;
    }
}
