using System.Reflection;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using Microsoft.OpenApi;
using Registry.Client;
using Registry.Server.Tests.Support;

namespace Registry.Server.Tests.Api;

/// <summary>The description of the API, the service and the client say the same.</summary>
public sealed class OpenApiTests : IAsyncLifetime
{
    private ApiWorld _world = null!;
    private string _text = "";
    private JsonNode _document = null!;

    public async ValueTask InitializeAsync()
    {
        _world = await ApiWorld.StartAsync();
        _text = await _world.Client.GetStringAsync(new Uri("/openapi/v1.json", UriKind.Relative), TestServer.Token);
        _document = JsonNode.Parse(_text)!;
    }

    public ValueTask DisposeAsync() => _world.DisposeAsync();

    [Fact]
    public void TheDescriptionIsAValidOneAndNamesEveryOperationOnce()
    {
        var read = OpenApiDocument.Parse(_text, "json");

        Assert.Equal(OpenApiSpecVersion.OpenApi3_1, read.Diagnostic!.SpecificationVersion);
        Assert.Empty(read.Diagnostic.Errors);
        Assert.Empty(read.Diagnostic.Warnings);
        var operations = read.Document!.Paths.SelectMany(path => path.Value.Operations!.Values).ToList();
        Assert.Equal(operations.Count, operations.Select(operation => operation.OperationId).Distinct().Count());
        Assert.All(operations, operation => Assert.False(string.IsNullOrWhiteSpace(operation.Summary), operation.OperationId));
    }

    [Fact]
    public async Task EveryOperationIsAMethodOfTheClientThatCallsItAsItIsDescribed()
    {
        var described = Operations().ToDictionary(operation => operation.Id, operation => operation.Call, StringComparer.Ordinal);

        var called = new Dictionary<string, DescribedCall>(StringComparer.Ordinal);
        foreach (var (id, call) in await ClientMethods.CallAllAsync())
            called[id] = called.TryGetValue(id, out var other) ? other with { Query = [.. other.Query.Union(call.Query).Order(StringComparer.Ordinal)] } : call;

        Assert.Equal(described.Keys.Order(StringComparer.Ordinal), called.Keys.Order(StringComparer.Ordinal));
        Assert.All(called, pair => Assert.True(described[pair.Key].IsMetBy(pair.Value), $"{pair.Key}: described is {described[pair.Key]}, called is {pair.Value}"));
    }

    [Fact]
    public void TheModelsHaveThePropertiesThatAreDescribed()
    {
        var schemas = _document["components"]!["schemas"]!.AsObject();
        var models = Models();

        Assert.Equal(models.OrderBy(model => model.Key, StringComparer.Ordinal).Select(model => $"{model.Key} {ModelSchema.Of(model.Value)}"), models.Keys.Order(StringComparer.Ordinal).Select(name => $"{name} {ModelSchema.Of(schemas[name])}"));
        // What is described besides is no model: JSON of any form, and streams.
        Assert.Equal(["IFormFile", "JsonObject", "Stream"], schemas.Select(schema => schema.Key).Except(models.Keys).Order(StringComparer.Ordinal));
    }

    private IEnumerable<(string Id, DescribedCall Call)> Operations() =>
        from path in _document["paths"]!.AsObject()
        from operation in path.Value!.AsObject()
        select (operation.Value!["operationId"]!.GetValue<string>(), new DescribedCall(
            operation.Key.ToUpperInvariant(), path.Key, [.. Parameters(operation.Value, "query")], [.. Parameters(operation.Value, "header")], operation.Value["requestBody"] is not null));

    private static IEnumerable<string> Parameters(JsonNode operation, string place) =>
        (operation["parameters"]?.AsArray() ?? []).Where(parameter => parameter!["in"]!.GetValue<string>() == place).Select(parameter => parameter!["name"]!.GetValue<string>()).Order(StringComparer.Ordinal);

    /// <summary>The objects that the client sends and reads, by the names that descriptions give them.</summary>
    private static Dictionary<string, JsonTypeInfo> Models() => typeof(RegistryJson).GetProperties(BindingFlags.Public | BindingFlags.Instance)
        .Where(property => property.PropertyType.IsAssignableTo(typeof(JsonTypeInfo)))
        .Select(property => (JsonTypeInfo)property.GetValue(RegistryJson.Default)!)
        .Where(type => type.Kind == JsonTypeInfoKind.Object && type.Type.Namespace == "Registry.Client.Models")
        .ToDictionary(type => ModelSchema.NameOf(type.Type), type => type, StringComparer.Ordinal);
}
