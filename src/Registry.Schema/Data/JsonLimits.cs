namespace Registry.Schema.Data;

/// <summary>How large a document may be.</summary>
/// <param name="Depth">Objects and arrays inside each other.</param>
/// <param name="Nodes">Values of all kinds.</param>
/// <param name="Characters">UTF-16 units of all names, strings and numbers.</param>
internal sealed record JsonLimits(int Depth, int Nodes, int Characters)
{
    public static JsonLimits Schemas { get; } = new(SchemaLimits.Depth, SchemaLimits.SchemaNodes, SchemaLimits.SchemaCharacters);

    public static JsonLimits Values { get; } = new(SchemaLimits.Depth, SchemaLimits.ValueNodes, SchemaLimits.ValueCharacters);
}
