using System.Buffers;
using System.Text;

namespace Registry.Git.Objects;

/// <summary>Reads and writes the bytes of trees: <c>mode SP name NUL hash</c>, in git's order.</summary>
internal static class Tree
{
    /// <summary>All entries, in the order of the tree.</summary>
    public static List<TreeEntry> Parse(ReadOnlyMemory<byte> content, ObjectFormat format)
    {
        var entries = new List<TreeEntry>();
        for (var at = 0; at < content.Length;) entries.Add(EntryAt(content, ref at, format));
        return entries;
    }

    /// <summary>The entry of that name, or <see langword="null"/>.</summary>
    public static TreeEntry? Find(ReadOnlyMemory<byte> content, ReadOnlySpan<byte> name, ObjectFormat format)
    {
        var bytes = content.Span;
        for (var at = 0; at < bytes.Length;)
        {
            var start = at;
            var space = at + bytes[at..].IndexOf((byte)' ');
            var end = space + bytes[space..].IndexOf((byte)0);
            at = end + 1 + format.Size;
            if (bytes[(space + 1)..end].SequenceEqual(name)) return EntryAt(content, ref start, format);
        }

        return null;
    }

    /// <summary>The bytes of a tree with these entries, which are put in order.</summary>
    public static byte[] Format(List<TreeEntry> entries)
    {
        entries.Sort(Compare);
        var writer = new ArrayBufferWriter<byte>(entries.Count * 64);
        foreach (var entry in entries)
        {
            Encoding.ASCII.GetBytes(entry.Mode, writer);
            writer.Write(" "u8);
            writer.Write(entry.Name.Span);
            writer.Write("\0"u8);
            writer.Write(entry.Id.ToBytes());
        }

        return writer.WrittenSpan.ToArray();
    }

    private static TreeEntry EntryAt(ReadOnlyMemory<byte> content, ref int at, ObjectFormat format)
    {
        var bytes = content.Span;
        var space = at + bytes[at..].IndexOf((byte)' ');
        var end = space + bytes[space..].IndexOf((byte)0);
        var mode = Mode(bytes[at..space]);
        at = end + 1 + format.Size;
        return new TreeEntry(mode, content[(space + 1)..end], GitObjectId.From(bytes[(end + 1)..at]));
    }

    private static string Mode(ReadOnlySpan<byte> mode) =>
        mode.SequenceEqual("100644"u8) ? TreeEntry.FileMode
        : mode.SequenceEqual("40000"u8) ? TreeEntry.FolderMode
        : Encoding.ASCII.GetString(mode);

    /// <summary>git compares bytes, and takes the name of a folder as if it ended in a slash.</summary>
    private static int Compare(TreeEntry left, TreeEntry right)
    {
        var a = left.Name.Span;
        var b = right.Name.Span;
        var common = Math.Min(a.Length, b.Length);
        var order = a[..common].SequenceCompareTo(b[..common]);
        return order != 0 ? order : After(left, common).CompareTo(After(right, common));
    }

    private static int After(TreeEntry entry, int index) =>
        index < entry.Name.Length ? entry.Name.Span[index] : entry.Mode == TreeEntry.FolderMode ? '/' : 0;
}
