using Registry.Cel.Types;
using Registry.Cel.Values;

namespace Registry.Cel;

/// <summary>An entry of an expression that is a map literal.</summary>
/// <param name="Key">The key, where it is a literal; null where it is computed.</param>
/// <param name="Type">The type of the value; what an optional holds where <paramref name="IsOptional"/>.</param>
/// <param name="IsOptional">Whether it is written <c>?key: value</c>, and may be missing.</param>
/// <param name="Entries">The entries of the value, where that is a map literal itself; else null.</param>
/// <param name="Place">Where the key stands: line and column, from 1.</param>
public sealed record CelMapEntry(CelValue? Key, CelType Type, bool IsOptional, IReadOnlyList<CelMapEntry>? Entries, (int Line, int Column) Place);
