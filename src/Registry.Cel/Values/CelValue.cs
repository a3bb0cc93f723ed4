using System.Text.Json;
using System.Text.Json.Nodes;
using Registry.Cel.Types;

namespace Registry.Cel.Values;

/// <summary>A value of the language. Immutable. Equality and hash code are the language's: <c>1 == 1u</c>, and a NaN equals only itself as an instance.</summary>
public abstract class CelValue
{
    private protected CelValue()
    {
    }

    /// <summary>The kind of the value.</summary>
    public abstract CelTypeKind Kind { get; }

    /// <summary>The name of the value's type, as <c>type()</c> gives it.</summary>
    internal abstract string TypeName { get; }

    /// <summary>Makes a value of JSON: objects are maps from strings, numbers are doubles.</summary>
    /// <param name="json">The JSON; null is JSON's null.</param>
    /// <param name="wholeNumbersAreInts">Whether a number that is written without fraction and exponent, and fits, becomes an int.</param>
    /// <exception cref="FormatException">The JSON is nested deeper than <see cref="CelLimits.MaxJsonDepth"/>.</exception>
    public static CelValue FromJson(JsonNode? json, bool wholeNumbersAreInts = false) => JsonMapping.Read(json, wholeNumbersAreInts, 0);

    /// <inheritdoc cref="FromJson(JsonNode?, bool)"/>
    public static CelValue FromJson(JsonElement json, bool wholeNumbersAreInts = false) => JsonMapping.Read(json, wholeNumbersAreInts, 0);

    /// <summary>
    /// The value as JSON: a number beyond 2^53 as a string, bytes as base64, times as text, keys as strings, an empty optional as null. Null is JSON's null.
    /// </summary>
    /// <exception cref="InvalidOperationException">JSON has nothing for the value: an error, or keys that become the same string.</exception>
    public JsonNode? ToJson() => JsonMapping.Write(this);

    /// <inheritdoc/>
    public sealed override bool Equals(object? obj) => ReferenceEquals(this, obj) || (obj is CelValue other && Equality.AreEqual(this, other));

    /// <inheritdoc/>
    public sealed override int GetHashCode() => Equality.Hash(this);

    /// <summary>For people; <c>string()</c> is the language's own conversion.</summary>
    public override string ToString() => ValueText.Describe(this);
}
