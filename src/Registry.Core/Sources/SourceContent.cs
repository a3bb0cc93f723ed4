using System.Security.Cryptography;

namespace Registry.Core.Sources;

/// <summary>Digests of source files: text counts the same with CRLF and with LF line ends.</summary>
public static class SourceContent
{
    /// <summary>A file is text unless one of its first bytes, as many as this, is zero: the rule that git uses.</summary>
    public const int TextProbe = 8000;

    private const int BufferSize = 64 * 1024;

    /// <summary>The digest of a stream's normalised content, read to its end.</summary>
    public static Digest Digest(Stream content)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = new byte[BufferSize];
        var count = content.ReadAtLeast(buffer, TextProbe, throwOnEndOfStream: false);
        var isText = !buffer.AsSpan(0, Math.Min(count, TextProbe)).Contains((byte)0);
        var heldReturn = false;
        while (count > 0)
        {
            if (isText) heldReturn = AppendText(hash, buffer.AsSpan(0, count), heldReturn);
            else hash.AppendData(buffer, 0, count);
            count = content.Read(buffer);
        }

        if (heldReturn) hash.AppendData("\r"u8);
        return Sources.Digest.FromHash(hash.GetHashAndReset());
    }

    /// <summary>Appends text without the returns that stand before a line feed.</summary>
    /// <returns>Whether the text ends with a return, of which is not known yet what follows.</returns>
    private static bool AppendText(IncrementalHash hash, ReadOnlySpan<byte> text, bool heldReturn)
    {
        if (heldReturn && text[0] != (byte)'\n') hash.AppendData("\r"u8);
        while (true)
        {
            var at = text.IndexOf((byte)'\r');
            if (at < 0)
            {
                hash.AppendData(text);
                return false;
            }

            hash.AppendData(text[..at]);
            text = text[(at + 1)..];
            if (text.IsEmpty) return true;
            if (text[0] != (byte)'\n') hash.AppendData("\r"u8);
        }
    }
}
