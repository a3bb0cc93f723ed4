using System.Globalization;

namespace Registry.Cel.Values;

/// <summary>Values as text.</summary>
internal static class ValueText
{
    /// <summary>As <c>string()</c> has it, for values that it takes.</summary>
    public static string Of(CelValue value) => value switch
    {
        CelString text => text.Value,
        CelBool truth => truth.Value ? "true" : "false",
        CelInt number => number.Value.ToString(CultureInfo.InvariantCulture),
        CelUint number => number.Value.ToString(CultureInfo.InvariantCulture),
        CelDouble number => DoubleText.General(number.Value),
        CelTypeValue type => type.Name,
        CelNull => "null",
        _ => value.ToString(),
    };

    /// <summary>For people, in one short line.</summary>
    public static string Describe(CelValue value) => value switch
    {
        CelString text => $"\"{text.Value}\"",
        CelUint number => Of(number) + "u",
        CelErrorValue error => $"error: {error.Error}",
        CelBytes bytes => $"bytes({bytes.Value.Length.ToString(CultureInfo.InvariantCulture)})",
        CelList list => $"list({list.Items.Count.ToString(CultureInfo.InvariantCulture)})",
        CelMap map => $"map({map.Entries.Count.ToString(CultureInfo.InvariantCulture)})",
        CelOptional optional => optional.Value is null ? "optional.none()" : $"optional.of({optional.Value})",
        CelTimestamp or CelDuration => value.ToString(),
        _ => Of(value),
    };
}
