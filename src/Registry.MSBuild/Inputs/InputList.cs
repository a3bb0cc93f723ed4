using System.Text;
using Registry.Core.Rules;
using Registry.Core.Sources;

namespace Registry.MSBuild.Inputs;

/// <summary>
/// The inputs of a project in a file: a line each, kind, digest or value, and name, in the order of the names. The combined inputs
/// of all target frameworks give the source hash.
/// </summary>
internal static class InputList
{
    private const char FileKind = 'F';
    private const char PropertyKind = 'P';

    /// <summary>Writes a list, whole or not at all; a file that says the same already is left alone.</summary>
    public static void Write(string file, IEnumerable<SourceInput> inputs)
    {
        var text = new StringBuilder();
        foreach (var input in inputs.OrderBy(input => input.Name, StringComparer.Ordinal))
            text.Append(input.Content is null ? PropertyKind : FileKind).Append('\t')
                .Append(Escape(input.Content?.Hex ?? input.Value)).Append('\t').Append(Escape(input.Name)).Append('\n');
        StateFile.Write(file, text.ToString());
    }

    /// <summary>Reads lists.</summary>
    /// <exception cref="RegistryException">A file is missing or no list of inputs.</exception>
    public static IReadOnlyList<SourceInput> Read(IEnumerable<string> files)
    {
        try
        {
            return [.. files.SelectMany(File.ReadLines).Select(Parse)];
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or FormatException)
        {
            throw new RegistryException(RegistryRules.BuildInputs, $"the inputs of the project cannot be read: {error.Message}", error);
        }
    }

    /// <summary>The source hash of inputs, see <c>docs/source-hash.md</c>.</summary>
    public static Digest Hash(IEnumerable<SourceInput> inputs)
    {
        var hash = new SourceHash();
        foreach (var input in inputs)
        {
            if (input.Content is { } content) hash.AddFile(input.Name, content);
            else hash.AddProperty(input.Name, input.Value);
        }

        return hash.Compute();
    }

    private static SourceInput Parse(string line)
    {
        var parts = line.Split('\t');
        if (parts.Length != 3) throw new FormatException($"'{line}' is no input");
        var (value, name) = (Unescape(parts[1]), Unescape(parts[2]));
        return parts[0] == $"{FileKind}" ? SourceInput.File(name, Digest.Parse(Digest.Prefix + value)) : SourceInput.Property(name, value);
    }

    private static string Escape(string text) => text
        .Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\t", "\\t", StringComparison.Ordinal)
        .Replace("\r", "\\r", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal);

    private static string Unescape(string text)
    {
        if (!text.Contains('\\', StringComparison.Ordinal)) return text;
        var result = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
            result.Append(text[i] != '\\' ? text[i] : text[++i] switch { 't' => '\t', 'r' => '\r', 'n' => '\n', var other => other });
        return result.ToString();
    }
}
