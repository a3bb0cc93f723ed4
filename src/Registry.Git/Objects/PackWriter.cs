using System.Buffers.Binary;
using System.IO.Compression;
using System.Security.Cryptography;

namespace Registry.Git.Objects;

/// <summary>Writes objects as a pack without deltas (gitformat-pack): the form in which git takes several at once.</summary>
internal static class PackWriter
{
    /// <summary>The pack of these objects.</summary>
    public static ReadOnlyMemory<byte> Write(ObjectFormat format, IReadOnlyList<GitObject> objects)
    {
        using var pack = new MemoryStream();
        pack.Write("PACK"u8);
        WriteNumber(pack, 2);
        WriteNumber(pack, (uint)objects.Count);
        foreach (var item in objects)
        {
            WriteHeader(pack, item.Type, item.Content.Length);
            Deflate(pack, item.Content.Span);
        }

        using var hash = format.CreateHash();
        hash.AppendData(pack.GetBuffer().AsSpan(0, (int)pack.Length));
        Span<byte> trailer = stackalloc byte[SHA256.HashSizeInBytes];
        pack.Write(trailer[..hash.GetHashAndReset(trailer)]);
        return pack.GetBuffer().AsMemory(0, (int)pack.Length);
    }

    private static void Deflate(MemoryStream pack, ReadOnlySpan<byte> content)
    {
        // Given no bytes, the stream of .NET writes none either, not even the header that git expects.
        if (content.IsEmpty)
        {
            pack.Write([0x78, 0x9c, 0x03, 0x00, 0x00, 0x00, 0x00, 0x01]);
            return;
        }

        using var deflated = new ZLibStream(pack, CompressionLevel.Fastest, leaveOpen: true);
        deflated.Write(content);
    }

    private static void WriteNumber(MemoryStream pack, uint value)
    {
        Span<byte> bytes = stackalloc byte[sizeof(uint)];
        BinaryPrimitives.WriteUInt32BigEndian(bytes, value);
        pack.Write(bytes);
    }

    /// <summary>Four bits of the size stand beside the type, the others follow in groups of seven, lowest first.</summary>
    private static void WriteHeader(MemoryStream pack, GitObjectType type, int size)
    {
        var first = ((int)type << 4) | (size & 0x0f);
        for (size >>= 4; size > 0; size >>= 7)
        {
            pack.WriteByte((byte)(first | 0x80));
            first = size & 0x7f;
        }

        pack.WriteByte((byte)first);
    }
}
