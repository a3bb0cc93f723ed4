using System.Diagnostics.CodeAnalysis;
using Registry.Cel.Types;

namespace Registry.Cel.Values;

/// <summary>A map, in the order that it was made in. Keys are bool, int, uint or string, and equal numbers are the same key.</summary>
public sealed class CelMap : CelValue
{
    // Below this many entries, looking at each is faster than hashing.
    private const int Few = 8;

    private readonly List<KeyValuePair<CelValue, CelValue>> _entries;
    private readonly Dictionary<CelValue, int>? _index;

    private CelMap(List<KeyValuePair<CelValue, CelValue>> entries, Dictionary<CelValue, int>? index) => (_entries, _index) = (entries, index);

    /// <summary>A map from strings.</summary>
    /// <exception cref="ArgumentException">A key stands there twice.</exception>
    public CelMap(IEnumerable<KeyValuePair<string, CelValue>> entries)
    {
        var builder = new Builder();
        foreach (var (key, value) in entries)
            if (!builder.TryAdd(new CelString(key), value)) throw new ArgumentException($"The key '{key}' stands there twice.", nameof(entries));
        (_entries, _index) = (builder.Entries, builder.Index);
    }

    /// <summary>The entries.</summary>
    public IReadOnlyList<KeyValuePair<CelValue, CelValue>> Entries => _entries;

    /// <inheritdoc/>
    public override CelTypeKind Kind => CelTypeKind.Map;

    internal override string TypeName => "map";

    /// <summary>Looks a key up. A double finds the whole number that it equals.</summary>
    public bool TryGetValue(CelValue key, [MaybeNullWhen(false)] out CelValue value)
    {
        var place = Find(_entries, _index, key);
        value = place < 0 ? null : _entries[place].Value;
        return place >= 0;
    }

    /// <summary>Whether there is a key.</summary>
    public bool ContainsKey(CelValue key) => Find(_entries, _index, key) >= 0;

    /// <summary>Looks a key up by its text.</summary>
    internal bool TryGetValue(string key, [MaybeNullWhen(false)] out CelValue value)
    {
        if (_index is not null) return TryGetValue(new CelString(key), out value);
        foreach (var entry in _entries)
            if (entry.Key is CelString text && text.Value == key)
            {
                value = entry.Value;
                return true;
            }

        value = null;
        return false;
    }

    private static int Find(List<KeyValuePair<CelValue, CelValue>> entries, Dictionary<CelValue, int>? index, CelValue key)
    {
        if (index is not null) return index.TryGetValue(key, out var place) ? place : -1;
        for (var i = 0; i < entries.Count; i++)
            if (KeyComparer.Instance.Equals(entries[i].Key, key)) return i;
        return -1;
    }

    /// <summary>Makes a map.</summary>
    internal sealed class Builder
    {
        public List<KeyValuePair<CelValue, CelValue>> Entries { get; } = [];

        public Dictionary<CelValue, int>? Index { get; private set; }

        /// <summary>False when the key is there already.</summary>
        public bool TryAdd(CelValue key, CelValue value)
        {
            if (Find(Entries, Index, key) >= 0) return false;
            if (Index is null && Entries.Count == Few)
            {
                Index = new Dictionary<CelValue, int>(KeyComparer.Instance);
                for (var i = 0; i < Few; i++) Index.Add(Entries[i].Key, i);
            }

            Index?.Add(key, Entries.Count);
            Entries.Add(new KeyValuePair<CelValue, CelValue>(key, value));
            return true;
        }

        public CelMap Build() => new(Entries, Index);
    }
}
