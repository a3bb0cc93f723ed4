using System.Collections.ObjectModel;
using System.Text.Json.Nodes;
using Registry.Schema.Data;
using Registry.Schema.Parsing;
using Registry.Schema.Patterns;
using Registry.Schema.Values;

namespace Registry.Schema;

/// <summary>
/// A schema of the subset of JSON Schema 2020-12 that <c>docs/schema.md</c> describes, with its structure. Immutable, and safe for use by
/// many threads. Values are never changed: every method that answers with a value answers with a new one.
/// </summary>
public sealed class ValueSchema
{
    internal ValueSchema(JsonPlace place, string holder) => (Place, Holder) = (place, holder);

    /// <summary>The value of a schema that is <c>true</c> or <c>false</c> itself; <see langword="null"/> for an object.</summary>
    public bool? Literal { get; internal init; }

    /// <summary>The types that <c>type</c> allows; <see cref="ValueTypes.Any"/> without it, <see cref="ValueTypes.None"/> for the schema <c>false</c>.</summary>
    public ValueTypes Types { get; internal init; } = ValueTypes.Any;

    /// <summary>The schemas of named properties, in the order of the document.</summary>
    public IReadOnlyDictionary<string, ValueSchema> Properties { get; internal init; } = ReadOnlyDictionary<string, ValueSchema>.Empty;

    /// <summary>The names that an object must have.</summary>
    public IReadOnlyList<string> Required { get; internal init; } = [];

    /// <summary>The schema of an array's items; <see langword="null"/> when they may be anything.</summary>
    public ValueSchema? Items { get; internal init; }

    /// <summary>The schema of properties that are not named; <see langword="null"/> when they may be anything.</summary>
    public ValueSchema? AdditionalProperties { get; internal init; }

    /// <summary>Whether an object may have named properties alone.</summary>
    public bool IsClosed => AdditionalProperties is { Literal: false };

    /// <summary>The annotation <c>title</c>.</summary>
    public string? Title { get; internal init; }

    /// <summary>The annotation <c>description</c>.</summary>
    public string? Description { get; internal init; }

    /// <summary>The annotation <c>format</c>, of which values are not checked.</summary>
    public string? Format { get; internal init; }

    /// <summary>Whether only the owner of the value sets it; see <see cref="ForWrite"/>.</summary>
    public bool IsReadOnly { get; internal init; }

    /// <summary>Whether the value is never shown; see <see cref="ForRead"/>.</summary>
    public bool IsWriteOnly { get; internal init; }

    internal JsonPlace Place { get; }

    /// <summary>The keyword whose value this schema is, or is in; empty for the whole schema.</summary>
    internal string Holder { get; }

    internal JsonData? Default { get; init; }

    internal JsonData? Const { get; init; }

    internal IReadOnlySet<JsonData>? Enum { get; init; }

    internal PatternProgram? Pattern { get; init; }

    internal IReadOnlyList<SizeLimit> Sizes { get; init; } = [];

    /// <summary>Parses a schema. What is outside the subset is refused with its place; all faults are gathered, up to <see cref="SchemaLimits.Faults"/>.</summary>
    /// <remarks>Never throws. <paramref name="schema"/> is not kept.</remarks>
    public static ParsedSchema Parse(JsonNode? schema) => SchemaParser.Parse(schema);

    /// <summary>Every fault of a value, up to <see cref="SchemaLimits.Faults"/>; empty when it is valid.</summary>
    /// <remarks>Never throws: a value that cannot be worked on is a fault as well.</remarks>
    public IReadOnlyList<ValueFault> Validate(JsonNode? value, ValueUse use = ValueUse.Whole) => Validator.Validate(this, value, use);

    /// <summary>
    /// The value with the <c>default</c> of every property that is missing in an object that is there, at any depth, also in defaults
    /// themselves. Nothing is overwritten, not even <c>null</c>. The result is what is to be validated.
    /// </summary>
    /// <exception cref="UnusableJsonException">The value or the result is beyond the limits, or no JSON that everybody reads alike.</exception>
    public JsonNode? WithDefaults(JsonNode? value) => DefaultFiller.Fill(this, value);

    /// <summary>The value without all that is <c>readOnly</c>, at any depth: what of a client's value is written. Validate it as <see cref="ValueUse.Write"/>.</summary>
    /// <returns><see langword="null"/>, which is JSON's <c>null</c>, when the schema itself is <c>readOnly</c>.</returns>
    /// <exception cref="UnusableJsonException">The value is beyond the limits, or no JSON that everybody reads alike.</exception>
    public JsonNode? ForWrite(JsonNode? value) => Visibility.Without(this, value, schema => schema.IsReadOnly);

    /// <summary>The value without all that is <c>writeOnly</c>, at any depth: what is shown of it.</summary>
    /// <returns><see langword="null"/>, which is JSON's <c>null</c>, when the schema itself is <c>writeOnly</c>.</returns>
    /// <exception cref="UnusableJsonException">The value is beyond the limits, or no JSON that everybody reads alike.</exception>
    public JsonNode? ForRead(JsonNode? value) => Visibility.Without(this, value, schema => schema.IsWriteOnly);

    // Asked for once an object: two threads that come first make the same list twice, which harms nobody.
    internal IReadOnlyList<string> RequiredForWrite => field ??= [.. Required.Where(name => Of(name) is not { IsReadOnly: true })];

    internal IReadOnlyList<string> RequiredForRead => field ??= [.. Required.Where(name => Of(name) is not { IsWriteOnly: true })];

    /// <summary>The schema of a property; <see langword="null"/> when it may be anything.</summary>
    internal ValueSchema? Of(string property) => Properties.GetValueOrDefault(property) ?? AdditionalProperties;
}
