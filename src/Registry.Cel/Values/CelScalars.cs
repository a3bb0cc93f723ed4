using System.Globalization;
using Registry.Cel.Types;

namespace Registry.Cel.Values;

/// <summary><c>null</c>.</summary>
public sealed class CelNull : CelValue
{
    private CelNull()
    {
    }

    /// <summary>The only one.</summary>
    public static CelNull Instance { get; } = new();

    /// <inheritdoc/>
    public override CelTypeKind Kind => CelTypeKind.Null;

    internal override string TypeName => "null_type";
}

/// <summary>A truth value.</summary>
public sealed class CelBool : CelValue
{
    private CelBool(bool value) => Value = value;

    /// <summary><c>true</c>.</summary>
    public static CelBool True { get; } = new(true);

    /// <summary><c>false</c>.</summary>
    public static CelBool False { get; } = new(false);

    /// <summary>The value.</summary>
    public bool Value { get; }

    /// <inheritdoc/>
    public override CelTypeKind Kind => CelTypeKind.Bool;

    internal override string TypeName => "bool";

    /// <summary>The one for <paramref name="value"/>.</summary>
    public static CelBool Of(bool value) => value ? True : False;
}

/// <summary>A whole number with a sign.</summary>
public sealed class CelInt : CelValue
{
    private const int Least = -128;
    private static readonly CelInt[] s_small = [.. Enumerable.Range(Least, 1280).Select(value => new CelInt(value))];

    private CelInt(long value) => Value = value;

    /// <summary>The value.</summary>
    public long Value { get; }

    /// <inheritdoc/>
    public override CelTypeKind Kind => CelTypeKind.Int;

    internal override string TypeName => "int";

    /// <summary>The value for <paramref name="value"/>.</summary>
    public static CelInt Of(long value) => (ulong)(value - Least) < (ulong)s_small.Length ? s_small[value - Least] : new CelInt(value);
}

/// <summary>A whole number without a sign.</summary>
public sealed class CelUint(ulong value) : CelValue
{
    /// <summary>The value.</summary>
    public ulong Value { get; } = value;

    /// <inheritdoc/>
    public override CelTypeKind Kind => CelTypeKind.Uint;

    internal override string TypeName => "uint";
}

/// <summary>A number of IEEE 754.</summary>
public sealed class CelDouble(double value) : CelValue
{
    /// <summary>The value.</summary>
    public double Value { get; } = value;

    /// <inheritdoc/>
    public override CelTypeKind Kind => CelTypeKind.Double;

    internal override string TypeName => "double";
}

/// <summary>Text. The language counts in code points.</summary>
public sealed class CelString(string value) : CelValue
{
    /// <summary>The text.</summary>
    public string Value { get; } = value;

    /// <inheritdoc/>
    public override CelTypeKind Kind => CelTypeKind.String;

    internal override string TypeName => "string";

    internal static CelString Of(long value) => new(value.ToString(CultureInfo.InvariantCulture));
}

/// <summary>Bytes.</summary>
public sealed class CelBytes(ReadOnlyMemory<byte> value) : CelValue
{
    /// <summary>The bytes. Who made the value does not change them.</summary>
    public ReadOnlyMemory<byte> Value { get; } = value;

    /// <inheritdoc/>
    public override CelTypeKind Kind => CelTypeKind.Bytes;

    internal override string TypeName => "bytes";
}

/// <summary>A type as a value, such as <c>int</c> or what <c>type(1)</c> gives.</summary>
public sealed class CelTypeValue(string name) : CelValue
{
    /// <summary>The type's name, without arguments.</summary>
    public string Name { get; } = name;

    /// <inheritdoc/>
    public override CelTypeKind Kind => CelTypeKind.Type;

    internal override string TypeName => "type";
}

/// <summary>A value that may be missing.</summary>
public sealed class CelOptional : CelValue
{
    private CelOptional(CelValue? value) => Value = value;

    /// <summary>Nothing.</summary>
    public static CelOptional None { get; } = new(null);

    /// <summary>The value; null when there is none.</summary>
    public CelValue? Value { get; }

    /// <inheritdoc/>
    public override CelTypeKind Kind => CelTypeKind.Optional;

    internal override string TypeName => "optional_type";

    /// <summary>An optional that holds <paramref name="value"/>.</summary>
    public static CelOptional Of(CelValue value) => new(value);
}
