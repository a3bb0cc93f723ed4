using Registry.Cel;
using Registry.Cel.Types;
using Registry.Schema;

namespace Registry.Core.Contracts;

/// <summary>The types that schemas give to expressions, and what of an expression fits a schema.</summary>
internal static class ContractTypes
{
    /// <summary>The type of the values of a schema. Where it allows several, anything: such values are checked when they are there.</summary>
    /// <param name="schema">The schema; <see langword="null"/> for anything.</param>
    /// <param name="name">What the values are called in messages.</param>
    public static CelType Of(ValueSchema? schema, string name) => schema?.Types switch
    {
        ValueTypes.String => CelType.String,
        ValueTypes.Boolean => CelType.Bool,
        ValueTypes.Integer => CelType.Int,
        ValueTypes.Number or (ValueTypes.Number | ValueTypes.Integer) => CelType.Double,
        ValueTypes.Null => CelType.Null,
        ValueTypes.Array => CelType.List(Of(schema.Items, $"an item of {name}")),
        ValueTypes.Object => ObjectOf(schema, name),
        _ => CelType.Dyn,
    };

    /// <summary>The type of a map literal; of other expressions, the type that they have.</summary>
    public static CelType Of(CelProgram program, string name) =>
        program.MapEntries is { } entries && entries.All(entry => entry.Key is Cel.Values.CelString)
            ? CelType.Object(name, entries.ToDictionary(entry => ((Cel.Values.CelString)entry.Key!).Value, entry => new CelField(entry.Type, entry.IsOptional), StringComparer.Ordinal))
            : program.ResultType;

    /// <summary>Whether a value of a type may be valid against a schema. What the type does not tell is left to the values.</summary>
    public static bool MayFit(CelType type, ValueSchema schema) => type.Kind switch
    {
        CelTypeKind.Null => Allows(schema, ValueTypes.Null),
        CelTypeKind.Bool => Allows(schema, ValueTypes.Boolean),
        CelTypeKind.Int or CelTypeKind.Uint or CelTypeKind.Double => Allows(schema, ValueTypes.Integer | ValueTypes.Number),
        CelTypeKind.String or CelTypeKind.Bytes or CelTypeKind.Timestamp or CelTypeKind.Duration or CelTypeKind.Type => Allows(schema, ValueTypes.String),
        CelTypeKind.List => Allows(schema, ValueTypes.Array) && (schema.Items is null || MayFit(type.Arguments[0], schema.Items)),
        CelTypeKind.Map => Allows(schema, ValueTypes.Object),
        CelTypeKind.Object => Allows(schema, ValueTypes.Object) && type.Fields.All(field => schema.Properties.GetValueOrDefault(field.Key) is not { } property || MayFit(field.Value.Type, property)),
        CelTypeKind.Optional => MayFit(type.Arguments[0], schema),
        _ => true,
    };

    /// <summary>The types of a schema, for messages.</summary>
    public static string Text(ValueSchema schema) => string.Join(" or ", Enum.GetValues<ValueTypes>()
        .Where(type => type is not (ValueTypes.None or ValueTypes.Any) && schema.Types.HasFlag(type)).Select(type => type.ToString().ToLowerInvariant()));

    private static bool Allows(ValueSchema schema, ValueTypes types) => (schema.Types & types) != ValueTypes.None;

    private static CelType ObjectOf(ValueSchema schema, string name) => CelType.Object(
        name,
        schema.Properties.ToDictionary(
            property => property.Key,
            property => new CelField(Of(property.Value, $"{name}.{property.Key}"), !schema.Required.Contains(property.Key, StringComparer.Ordinal)),
            StringComparer.Ordinal),
        schema.IsClosed ? null : Of(schema.AdditionalProperties, $"a field of {name}"));
}
