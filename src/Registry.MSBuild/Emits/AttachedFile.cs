using Microsoft.Build.Framework;
using Registry.Core.Releases;

namespace Registry.MSBuild.Emits;

/// <summary>A file item of the build as a file of a version.</summary>
internal static class AttachedFile
{
    private static readonly Dictionary<string, string> s_platforms = new(StringComparer.Ordinal) { ["win"] = "windows", ["linux"] = "linux", ["osx"] = "macos" };
    private static readonly string[] s_architectures = ["x86", "x64", "arm64"];

    /// <summary>Measures the file; what the item does not say of its platform, its runtime identifier may.</summary>
    /// <exception cref="Registry.Core.Rules.RegistryException">The file cannot be read.</exception>
    public static FileToAttach Measure(ITaskItem item, CancellationToken cancellationToken)
    {
        var identifier = item.GetMetadata("RuntimeIdentifier").Split('-');
        var platform = Text(item, "Platform") ?? s_platforms.GetValueOrDefault(identifier[0]);
        var architecture = Text(item, "Architecture") ?? Array.Find(s_architectures, name => name == identifier[^1]);
        var file = FileToAttach.Measure(item.GetMetadata("FullPath"), platform, architecture, cancellationToken);
        return file with { File = file.File with { Name = NameOf(Text(item, "RegistryName") ?? file.File.Name), MediaType = Text(item, "MediaType") } };
    }

    /// <summary>The name with what release hosts do not take replaced; two that become equal are refused by the registry.</summary>
    private static string NameOf(string name) => string.Concat(name.Select(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '_' or '-' ? c : '_')).Trim('.');

    private static string? Text(ITaskItem item, string name) => item.GetMetadata(name) is { Length: > 0 } text ? text : null;
}
