using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Registry.Core.Sources;

/// <summary>
/// Computes a source hash from logical paths and properties, in any order of adding. <c>docs/source-hash.md</c> specifies the
/// bytes, with test vectors. Not safe for concurrent use.
/// </summary>
public sealed class SourceHash
{
    private static readonly byte[] s_scheme = "registry-source-hash/1\n"u8.ToArray();

    private readonly SortedDictionary<byte[], byte[]> _files = new(ByteOrder.Instance);
    private readonly SortedDictionary<byte[], byte[]> _properties = new(ByteOrder.Instance);

    /// <summary>Adds a file.</summary>
    /// <param name="path">Logical path: relative, with <c>/</c>.</param>
    /// <param name="content">Digest of the normalised content, see <see cref="SourceContent"/>.</param>
    /// <exception cref="ArgumentException">The path was added before, or is no logical path.</exception>
    public void AddFile(string path, Digest content)
    {
        if (path.Length == 0 || path[0] == '/' || path.Contains('\\', StringComparison.Ordinal)) throw new ArgumentException($"'{path}' is no logical path.", nameof(path));
        if (!_files.TryAdd(Key(path), Convert.FromHexString(content.Hex))) throw new ArgumentException($"The path '{path}' stands twice.", nameof(path));
    }

    /// <summary>Adds a property that decides the output.</summary>
    /// <exception cref="ArgumentException">The property was added before.</exception>
    public void AddProperty(string name, string value)
    {
        if (!_properties.TryAdd(Key(name), Encoding.UTF8.GetBytes(value))) throw new ArgumentException($"The property '{name}' stands twice.", nameof(name));
    }

    /// <summary>The hash of all that was added.</summary>
    public Digest Compute()
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(s_scheme);
        foreach (var (key, value) in _files) Append(hash, (byte)'F', key, value);
        foreach (var (key, value) in _properties) Append(hash, (byte)'P', key, value);
        return Digest.FromHash(hash.GetHashAndReset());
    }

    private static byte[] Key(string text) => Encoding.UTF8.GetBytes(NormalizationFormC.Normalize(text));

    private static void Append(IncrementalHash hash, byte kind, byte[] key, byte[] value)
    {
        Span<byte> head = stackalloc byte[5];
        head[0] = kind;
        BinaryPrimitives.WriteUInt32BigEndian(head[1..], (uint)key.Length);
        hash.AppendData(head);
        hash.AppendData(key);
        BinaryPrimitives.WriteUInt32BigEndian(head[1..], (uint)value.Length);
        hash.AppendData(head[1..]);
        hash.AppendData(value);
    }

    private sealed class ByteOrder : IComparer<byte[]>
    {
        public static ByteOrder Instance { get; } = new();

        public int Compare(byte[]? x, byte[]? y) => x.AsSpan().SequenceCompareTo(y);
    }
}
