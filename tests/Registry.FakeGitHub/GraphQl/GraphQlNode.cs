using System.Text.Json.Nodes;

namespace Registry.FakeGitHub.GraphQl;

/// <summary>The value of a field: JSON, a resolver of further fields, or a list of those.</summary>
internal delegate object? GraphQlResolver(GraphQlField field);

/// <summary>Makes the answer of a query.</summary>
internal static class GraphQlNode
{
    public static JsonObject Select(GraphQlResolver resolver, IReadOnlyList<GraphQlField> fields)
    {
        var json = new JsonObject();
        foreach (var field in fields)
        {
            json[field.Alias] = resolver(field) switch
            {
                GraphQlResolver one => Select(one, field.Fields),
                IEnumerable<GraphQlResolver> many => new JsonArray([.. many.Select(item => Select(item, field.Fields))]),
                var value => (JsonNode?)value,
            };
        }

        return json;
    }

    /// <summary>For a field that the schema of this server lacks.</summary>
    public static GraphQlException Unknown(string type, GraphQlField field) =>
        new("undefinedField", $"Field '{field.Name}' doesn't exist on type '{type}'");
}
