using System.Text;
using Registry.Core.Rules;
using Registry.Core.Versions;

namespace Registry.Core.Sources;

/// <summary>Reads and writes the files under <c>sources/</c>: an id and a line feed, nothing else.</summary>
public static class SourceFormat
{
    /// <summary>The bytes of a sources file.</summary>
    public static byte[] Write(VersionId id) => Encoding.ASCII.GetBytes($"{id}\n");

    /// <summary>Reads a sources file.</summary>
    /// <param name="path">Path for complaints.</param>
    /// <param name="content">The file's bytes.</param>
    /// <param name="problems">Takes what is wrong.</param>
    /// <returns>The id, or <see langword="null"/> when the file is no sources file; then there is a problem.</returns>
    public static VersionId? Read(string path, ReadOnlyMemory<byte> content, ICollection<Problem> problems)
    {
        Span<char> text = stackalloc char[VersionId.TextLength];
        if (content.Length == VersionId.TextLength + 1 && content.Span[^1] == (byte)'\n'
            && Encoding.ASCII.GetChars(content.Span[..^1], text) == text.Length && VersionId.TryParse(text, out var id))
            return id;

        problems.Add(new Problem(RegistryRules.WrongValue, path, 1, 1, $"expected {VersionId.Expected} and a line feed, nothing else"));
        return null;
    }
}
