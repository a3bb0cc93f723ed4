using Registry.Cel.Types;
using Registry.Cel.Values;

namespace Registry.Cel.Functions;

/// <summary>The functions of optional values.</summary>
internal static class Optionals
{
    private static readonly CelType s_optional = CelType.Optional(Library.A);

    public static Library Library { get; } = new Library()
        .Global("optional.of", [Library.A], s_optional, static (_, a) => CelOptional.Of(a[0]))
        .Global("optional.none", [], s_optional, static (_, _) => CelOptional.None)
        .Global("optional.ofNonZeroValue", [Library.A], s_optional, static (_, a) => IsZero(a[0]) ? CelOptional.None : CelOptional.Of(a[0]))
        .Member("hasValue", [s_optional], CelType.Bool, static (_, a) => CelBool.Of(((CelOptional)a[0]).Value is not null))
        .Member("value", [s_optional], Library.A, static (_, a) => ((CelOptional)a[0]).Value ?? Library.Fail("optional.none() has no value"))
        .Member("or", [s_optional, s_optional], s_optional, static (_, a) => ((CelOptional)a[0]).Value is null ? a[1] : a[0])
        .Member("orValue", [s_optional, Library.A], Library.A, static (_, a) => ((CelOptional)a[0]).Value ?? a[1]);

    private static bool IsZero(CelValue value) => value switch
    {
        CelNull => true,
        CelBool truth => !truth.Value,
        CelInt number => number.Value == 0,
        CelUint number => number.Value == 0,
        CelDouble number => number.Value == 0,
        CelString text => text.Value.Length == 0,
        CelBytes bytes => bytes.Value.Length == 0,
        CelList list => list.Items.Count == 0,
        CelMap map => map.Entries.Count == 0,
        CelDuration duration => duration.Nanoseconds == 0,
        CelTimestamp time => time is { Seconds: 0, Nanoseconds: 0 },
        CelOptional optional => optional.Value is null,
        _ => false,
    };
}
