using System.Xml.Linq;

namespace Registry.Conventions.Tests;

/// <summary>The repository that these tests were built from.</summary>
internal static class Repository
{
    private static readonly string[] s_generated = ["bin", "obj", ".git", "node_modules", "TestResults", "artifacts"];

    public static string Root { get; } = FindRoot();

    /// <summary>Relative paths, with <c>/</c>, of the files that end like this; nothing that a build made is among them.</summary>
    public static IEnumerable<string> Files(params string[] endings) => Below(new DirectoryInfo(Root))
        .Where(file => endings.Any(ending => file.Name.EndsWith(ending, StringComparison.Ordinal)))
        .Select(file => Path.GetRelativePath(Root, file.FullName).Replace('\\', '/'))
        .Order(StringComparer.Ordinal);

    public static string Text(string path) => File.ReadAllText(Path.Combine(Root, path));

    /// <summary>The names that a project references, as they stand in its file.</summary>
    public static IEnumerable<string> References(string project, string kind) => XDocument.Load(Path.Combine(Root, project))
        .Descendants(kind).Select(reference => (string?)reference.Attribute("Include")).OfType<string>();

    public static string NameOf(string project) => Path.GetFileNameWithoutExtension(project.Replace('\\', '/'));

    private static IEnumerable<FileInfo> Below(DirectoryInfo folder) => folder.EnumerateFiles()
        .Concat(folder.EnumerateDirectories().Where(below => !s_generated.Contains(below.Name)).SelectMany(Below));

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder!.FullName, "Registry.sln"))) folder = folder.Parent;
        return folder.FullName;
    }
}
