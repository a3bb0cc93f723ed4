using System.Text.Json;
using Registry.Schema.Data;

namespace Registry.Schema.Values;

/// <summary>A keyword that bounds a number: the value itself, its code points, or its items.</summary>
/// <param name="Keyword">One of <see cref="Keywords"/>.</param>
/// <param name="Bound">The value of the keyword.</param>
/// <param name="Text">The value as it was written.</param>
internal sealed record SizeLimit(string Keyword, JsonNumber Bound, string Text)
{
    /// <summary>The keywords; counts may be no other than non-negative integers.</summary>
    public static IReadOnlyList<(string Name, bool IsCount)> Keywords { get; } =
        [("minimum", false), ("maximum", false), ("minLength", true), ("maxLength", true), ("minItems", true), ("maxItems", true)];

    /// <summary>Whether a value keeps the bound, as every value of another type does.</summary>
    public bool Holds(JsonData value)
    {
        var measured = (value.Kind, Keyword) switch
        {
            (JsonValueKind.Number, "minimum" or "maximum") => value.Number,
            (JsonValueKind.String, "minLength" or "maxLength") => JsonNumber.Of(CodePoints(value.Text)),
            (JsonValueKind.Array, "minItems" or "maxItems") => JsonNumber.Of(value.Items.Count),
            _ => null,
        };
        return measured is null || (IsLeast ? measured.CompareTo(Bound) >= 0 : measured.CompareTo(Bound) <= 0);
    }

    public string Message => (Keyword[3..], IsLeast ? "at least" : "at most") switch
    {
        ("Length", var bound) => $"the string must have {bound} {Text} characters",
        ("Items", var bound) => $"the array must have {bound} {Text} items",
        (_, var bound) => $"the number must be {bound} {Text}",
    };

    private bool IsLeast => Keyword.StartsWith("min", StringComparison.Ordinal);

    /// <summary>Strings that have been read have whole surrogate pairs.</summary>
    private static int CodePoints(string text) => text.Length - text.Count(char.IsLowSurrogate);
}
