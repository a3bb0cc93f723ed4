using System.Diagnostics.CodeAnalysis;

namespace Registry.Schema;

/// <summary>What <see cref="ValueSchema.Parse"/> made: a schema, or every fault for which it is refused.</summary>
public sealed class ParsedSchema
{
    internal ParsedSchema(ValueSchema? schema, IReadOnlyList<SchemaFault> faults) => (Schema, Faults) = (schema, faults);

    /// <summary>The schema; <see langword="null"/> when there are faults.</summary>
    public ValueSchema? Schema { get; }

    /// <summary>At most <see cref="SchemaLimits.Faults"/>, and one more that says so; empty when there is a schema.</summary>
    public IReadOnlyList<SchemaFault> Faults { get; }

    /// <summary>Whether the schema is accepted.</summary>
    [MemberNotNullWhen(true, nameof(Schema))]
    public bool IsAccepted => Schema is not null;
}
