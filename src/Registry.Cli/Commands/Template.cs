using System.Reflection;

namespace Registry.Cli.Commands;

/// <summary>The files of <c>registry-template/</c>, which the program carries.</summary>
internal static class Template
{
    private const string Prefix = "template/";

    /// <summary>Path and content of every file.</summary>
    public static IReadOnlyDictionary<string, ReadOnlyMemory<byte>> Files()
    {
        var assembly = Assembly.GetExecutingAssembly();
        Dictionary<string, ReadOnlyMemory<byte>> files = new(StringComparer.Ordinal);
        foreach (var name in assembly.GetManifestResourceNames())
        {
            if (!name.StartsWith(Prefix, StringComparison.Ordinal)) continue;
            using var stream = assembly.GetManifestResourceStream(name)!;
            var content = new byte[stream.Length];
            stream.ReadExactly(content);
            files.Add(name[Prefix.Length..].Replace('\\', '/'), content);
        }

        return files;
    }
}
