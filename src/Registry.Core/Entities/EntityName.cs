using System.Diagnostics.CodeAnalysis;

namespace Registry.Core.Entities;

/// <summary>The name of an entity, <c>namespace/name</c>. Valid ever after it was parsed; ordered by ordinal comparison.</summary>
public sealed record EntityName : IComparable<EntityName>
{
    private EntityName(string @namespace, string name) => (Namespace, Name) = (@namespace, name);

    /// <summary>The part before the slash.</summary>
    public string Namespace { get; }

    /// <summary>The part after the slash.</summary>
    public string Name { get; }

    /// <summary>Parses <c>namespace/name</c>.</summary>
    /// <exception cref="FormatException">The text is not a valid entity name.</exception>
    public static EntityName Parse(string text) =>
        TryParse(text, out var name)
            ? name
            : throw new FormatException($"'{text}' is not an entity name; expected namespace/name, each {NameRule.Expected}.");

    /// <summary>Parses <c>namespace/name</c>; false when the text is something else.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, [NotNullWhen(true)] out EntityName? name)
    {
        name = null;
        if (text is null) return false;
        var slash = text.IndexOf('/', StringComparison.Ordinal);
        if (slash < 0 || !NameRule.IsValid(text.AsSpan(0, slash)) || !NameRule.IsValid(text.AsSpan(slash + 1))) return false;
        name = new EntityName(text[..slash], text[(slash + 1)..]);
        return true;
    }

    /// <inheritdoc/>
    public int CompareTo(EntityName? other) => other is null ? 1 : string.CompareOrdinal(ToString(), other.ToString());

    /// <inheritdoc/>
    public override string ToString() => $"{Namespace}/{Name}";
}
