using System.Text.Json.Nodes;
using Registry.Cel.Types;

namespace Registry.Bench.Expressions;

/// <summary>An expression as somebody writes it who binds a property to the inputs of a package and the outputs of others.</summary>
internal sealed record Binding(string Name, string Expression)
{
    public static IReadOnlyList<Binding> All { get; } =
    [
        new("map of 8 inputs",
            "{'name': pkg.inputs.name, 'version': pkg.inputs.version, 'image': pkg.inputs.image, 'region': pkg.inputs.region, "
            + "'replicas': pkg.inputs.replicas, 'port': pkg.inputs.port, 'preview': pkg.inputs.preview, 'architecture': pkg.inputs.architecture}"),
        new("strings and conditionals",
            "pkg.inputs.name + '-' + pkg.inputs.version + (pkg.inputs.preview ? '-preview' : '') + '.' + (pkg.inputs.architecture == 'arm64' ? 'aarch64' : pkg.inputs.architecture)"),
        new("filter, map and exists of 20",
            "pkg.inputs.services.exists(service, service.port == 8019) ? pkg.inputs.services.filter(service, service.enabled && service.port > 8004).map(service, service.name + '.internal') : []"),
        new("matches", "pkg.inputs.version.matches('^[0-9]+[.][0-9]+[.][0-9]+(-[0-9A-Za-z.-]+)?$') ? 'release' : 'other'"),
        new("outputs of another entity",
            "{'host': entities.web.outputs.host, 'url': 'https://' + entities.web.outputs.host + '/', 'digest': entities.web.outputs.image.digest, 'zone': entities.web.outputs.zones[1]}"),
    ];

    /// <summary>What the variables hold, as JSON.</summary>
    public static JsonObject Values { get; } = new()
    {
        ["pkg"] = new JsonObject
        {
            ["inputs"] = new JsonObject
            {
                ["name"] = "web", ["version"] = "1.24.3-rc.2", ["image"] = "images.example.com/acme/web", ["region"] = "eu-north",
                ["replicas"] = 3, ["port"] = 8080, ["preview"] = true, ["architecture"] = "arm64",
                ["services"] = new JsonArray([.. Enumerable.Range(0, 20).Select(number => new JsonObject { ["name"] = $"service-{number}", ["enabled"] = number % 3 > 0, ["port"] = 8000 + number })]),
            },
        },
        ["entities"] = new JsonObject
        {
            ["web"] = new JsonObject
            {
                ["outputs"] = new JsonObject { ["host"] = "web.example.com", ["image"] = new JsonObject { ["digest"] = "sha256:0c1d" }, ["zones"] = new JsonArray("a", "b", "c") },
            },
        },
    };

    /// <summary>The declared types of the variables.</summary>
    public static IReadOnlyDictionary<string, CelType> Types { get; } = Values.ToDictionary(value => value.Key, value => TypeOf(value.Key, value.Value!), StringComparer.Ordinal);

    private static CelType TypeOf(string name, JsonNode value) => value switch
    {
        JsonObject fields => CelType.Object(name, fields.ToDictionary(field => field.Key, field => new CelField(TypeOf(field.Key, field.Value!)), StringComparer.Ordinal)),
        JsonArray items => CelType.List(TypeOf(name, items[0]!)),
        _ => value.GetValueKind() switch
        {
            System.Text.Json.JsonValueKind.String => CelType.String,
            System.Text.Json.JsonValueKind.Number => CelType.Int,
            _ => CelType.Bool,
        },
    };
}
