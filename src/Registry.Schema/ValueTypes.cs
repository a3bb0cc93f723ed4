#pragma warning disable CA1720 // The names are the standard's.
namespace Registry.Schema;

/// <summary>The types that a schema allows.</summary>
[Flags]
public enum ValueTypes
{
    /// <summary>No type: the schema <c>false</c>.</summary>
    None = 0,

    /// <summary><c>array</c></summary>
    Array = 1,

    /// <summary><c>boolean</c></summary>
    Boolean = 2,

    /// <summary><c>integer</c>: a number without fraction, also when it is written as 1.0.</summary>
    Integer = 4,

    /// <summary><c>null</c></summary>
    Null = 8,

    /// <summary><c>number</c>, which includes integers.</summary>
    Number = 16,

    /// <summary><c>object</c></summary>
    Object = 32,

    /// <summary><c>string</c></summary>
    String = 64,

    /// <summary>Every type: the schema names none.</summary>
    Any = Array | Boolean | Integer | Null | Number | Object | String,
}
