#pragma warning disable CA1720 // the language's own names
namespace Registry.Cel.Types;

/// <summary>The kinds of types and of values.</summary>
public enum CelTypeKind
{
    /// <summary>Known at run time only. No value is of this kind.</summary>
    Dyn,

    /// <summary><c>null</c>.</summary>
    Null,

    /// <summary><c>true</c> and <c>false</c>.</summary>
    Bool,

    /// <summary>64 bits with a sign.</summary>
    Int,

    /// <summary>64 bits without a sign.</summary>
    Uint,

    /// <summary>IEEE 754, 64 bits.</summary>
    Double,

    /// <summary>Code points.</summary>
    String,

    /// <summary>Bytes.</summary>
    Bytes,

    /// <summary>An instant, in nanoseconds.</summary>
    Timestamp,

    /// <summary>A length of time, in nanoseconds.</summary>
    Duration,

    /// <summary>A list.</summary>
    List,

    /// <summary>A map.</summary>
    Map,

    /// <summary>A map with fields that are declared. Its values are of the kind <see cref="Map"/>.</summary>
    Object,

    /// <summary>A type as a value.</summary>
    Type,

    /// <summary>A value that may be missing.</summary>
    Optional,

    /// <summary>A type that only declared functions know. No value is of this kind.</summary>
    Opaque,

    /// <summary>A parameter of a generic function. No value is of this kind.</summary>
    Parameter,

    /// <summary>What an evaluation ends with that has no value.</summary>
    Error,
}
