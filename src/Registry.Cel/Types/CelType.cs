#pragma warning disable CA1720 // the language's own names
using System.Collections.ObjectModel;
using System.Text;
using Registry.Cel.Checking;

namespace Registry.Cel.Types;

/// <summary>A type of an expression or a variable. Immutable; two types with the same structure are equal.</summary>
public sealed class CelType : IEquatable<CelType>
{
    private CelType(CelTypeKind kind, string name, params CelType[] arguments)
    {
        Kind = kind;
        Name = name;
        Arguments = arguments;
    }

    /// <summary>Anything; checked at run time.</summary>
    public static CelType Dyn { get; } = new(CelTypeKind.Dyn, "dyn");

    /// <summary>The type of <c>null</c>.</summary>
    public static CelType Null { get; } = new(CelTypeKind.Null, "null_type");

    /// <summary>Truth values.</summary>
    public static CelType Bool { get; } = new(CelTypeKind.Bool, "bool");

    /// <summary>Whole numbers of 64 bits with a sign.</summary>
    public static CelType Int { get; } = new(CelTypeKind.Int, "int");

    /// <summary>Whole numbers of 64 bits without a sign.</summary>
    public static CelType Uint { get; } = new(CelTypeKind.Uint, "uint");

    /// <summary>Numbers of IEEE 754 with 64 bits.</summary>
    public static CelType Double { get; } = new(CelTypeKind.Double, "double");

    /// <summary>Text.</summary>
    public static CelType String { get; } = new(CelTypeKind.String, "string");

    /// <summary>Bytes.</summary>
    public static CelType Bytes { get; } = new(CelTypeKind.Bytes, "bytes");

    /// <summary>Instants from year 1 to 9999.</summary>
    public static CelType Timestamp { get; } = new(CelTypeKind.Timestamp, "google.protobuf.Timestamp");

    /// <summary>Lengths of time up to about 292 years.</summary>
    public static CelType Duration { get; } = new(CelTypeKind.Duration, "google.protobuf.Duration");

    /// <summary>What stands for the type of an expression with an error, so that one error is not reported twice.</summary>
    internal static CelType Error { get; } = new(CelTypeKind.Error, "!error!");

    /// <summary>The kind.</summary>
    public CelTypeKind Kind { get; }

    /// <summary>The name without arguments, such as <c>list</c>.</summary>
    public string Name { get; }

    /// <summary>A list's element; a map's key and value; what an optional holds; the type that a type denotes.</summary>
    public IReadOnlyList<CelType> Arguments { get; }

    /// <summary>The declared fields of an object type; empty for others.</summary>
    public IReadOnlyDictionary<string, CelField> Fields { get; private init; } = ReadOnlyDictionary<string, CelField>.Empty;

    /// <summary>The type of the fields that an object type does not declare; null when it has no others, and for other types.</summary>
    public CelType? OtherFields { get; private init; }

    /// <summary>A list.</summary>
    public static CelType List(CelType element) => new(CelTypeKind.List, "list", element);

    /// <summary>A map. Keys are of type bool, int, uint, string or dyn.</summary>
    public static CelType Map(CelType key, CelType value) => new(CelTypeKind.Map, "map", key, value);

    /// <summary>A value that may be missing (extension <see cref="CelExtensions.Optionals"/>).</summary>
    public static CelType Optional(CelType value) => new(CelTypeKind.Optional, "optional_type", value);

    /// <summary>The type whose values are types.</summary>
    public static CelType Type(CelType type) => new(CelTypeKind.Type, "type", type);

    /// <summary>
    /// A map from strings with declared fields. A field that is not among them is refused when the expression is compiled, unless
    /// <paramref name="others"/> gives its type.
    /// </summary>
    public static CelType Object(string name, IReadOnlyDictionary<string, CelField> fields, CelType? others = null) =>
        new(CelTypeKind.Object, name) { Fields = fields, OtherFields = others };

    internal static CelType Opaque(string name, params CelType[] arguments) => new(CelTypeKind.Opaque, name, arguments);

    internal static CelType Parameter(string name) => new(CelTypeKind.Parameter, name);

    /// <summary>A type that the checker has yet to find out.</summary>
    internal static CelType Variable(int index) => new(CelTypeKind.Parameter, "T") { Index = index };

    /// <summary>The number of a type that is to be found out; -1 for others.</summary>
    internal int Index { get; private init; } = -1;

    /// <summary>Whether an expression of this type may stand where <paramref name="target"/> is expected. <see cref="Dyn"/> fits everywhere.</summary>
    public bool IsAssignableTo(CelType target) => new TypeUnifier(comparesFields: true).TryAssign(this, target);

    internal CelType WithArguments(CelType[] arguments) => new(Kind, Name, arguments);

    /// <inheritdoc/>
    public bool Equals(CelType? other)
    {
        if (ReferenceEquals(this, other)) return true;
        if (other is null || Kind != other.Kind || Name != other.Name || Index != other.Index || !Arguments.SequenceEqual(other.Arguments)) return false;
        return Kind != CelTypeKind.Object || (Equals(OtherFields, other.OtherFields) && Fields.Count == other.Fields.Count
            && Fields.All(field => other.Fields.TryGetValue(field.Key, out var same) && field.Value == same));
    }

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as CelType);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Kind, StringComparer.Ordinal.GetHashCode(Name), Arguments.Count);

    /// <summary>As the language writes it, such as <c>map(string, int)</c>.</summary>
    public override string ToString()
    {
        if (Arguments.Count == 0) return Name;
        var text = new StringBuilder(Name).Append('(');
        for (var i = 0; i < Arguments.Count; i++) text.Append(i > 0 ? ", " : "").Append(Arguments[i]);
        return text.Append(')').ToString();
    }
}
