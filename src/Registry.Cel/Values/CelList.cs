using Registry.Cel.Types;

namespace Registry.Cel.Values;

/// <summary>A list.</summary>
public sealed class CelList : CelValue
{
    private readonly CelValue[] _items;

    internal CelList(CelValue[] items) => _items = items;

    /// <summary>A list of values.</summary>
    public CelList(IEnumerable<CelValue> items) => _items = [.. items];

    /// <summary>The elements.</summary>
    public IReadOnlyList<CelValue> Items => _items;

    /// <inheritdoc/>
    public override CelTypeKind Kind => CelTypeKind.List;

    internal override string TypeName => "list";

    internal ReadOnlySpan<CelValue> Span => _items;
}
