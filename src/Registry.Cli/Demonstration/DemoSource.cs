using System.IO.Compression;

namespace Registry.Cli.Demonstration;

/// <summary>A project that the demo emits: a folder of sources, and an archive of them as the file to attach.</summary>
/// <param name="Name">The entity's name.</param>
/// <param name="Folder">The folder, below <c>source/</c>.</param>
/// <param name="Path">The folder, absolute.</param>
internal sealed record DemoProject(string Name, string Folder, string Path)
{
    public string Archive => $"{Folder}.zip";

    /// <summary>The file that <see cref="Edit"/> changes.</summary>
    public string EditedFile => System.IO.Path.GetFileName(Directory.EnumerateFiles(Path, "*.cs", SearchOption.AllDirectories).Order(StringComparer.Ordinal).First());

    public void Edit()
    {
        var file = Directory.EnumerateFiles(Path, "*.cs", SearchOption.AllDirectories).Order(StringComparer.Ordinal).First();
        File.AppendAllText(file, "\n// Edited by the demo.\n");
        Pack();
    }

    public void Pack()
    {
        var archive = System.IO.Path.Combine(System.IO.Path.GetDirectoryName(Path)!, Archive);
        File.Delete(archive);
        ZipFile.CreateFromDirectory(Path, archive);
    }
}

/// <summary>Real input for the demo: copies of this repository's own projects, or of a small one where there is no such repository.</summary>
internal static class DemoSource
{
    private static readonly string[] s_projects = ["Registry.Core", "Registry.Git", "Registry.Cli"];

    public static IReadOnlyList<DemoProject> Prepare(string workingDirectory, string target)
    {
        var source = Path.Combine(target, "source");
        var repository = Repository(workingDirectory);
        return [.. s_projects.Select(name => repository is null ? Write(name, source) : Copy(name, Path.Combine(repository, "src", name), source))];
    }

    /// <summary>The repository that the demo runs from, or that the tool was built in; <see langword="null"/> elsewhere.</summary>
    public static string? Repository(string workingDirectory) => FindRepository(workingDirectory) ?? FindRepository(AppContext.BaseDirectory);

    private static string? FindRepository(string directory)
    {
        for (var folder = new DirectoryInfo(directory); folder is not null; folder = folder.Parent)
            if (s_projects.All(project => File.Exists(Path.Combine(folder.FullName, "src", project, project + ".csproj"))))
                return folder.FullName;
        return null;
    }

    private static DemoProject Copy(string name, string from, string source)
    {
        var project = Describe(name, source);
        foreach (var file in Core.Sources.SourceDirectory.Enumerate(from))
        {
            var copy = Path.Combine(project.Path, file);
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(Path.Combine(from, file), copy);
        }

        project.Pack();
        return project;
    }

    private static DemoProject Write(string name, string source)
    {
        var project = Describe(name, source);
        Directory.CreateDirectory(project.Path);
        File.WriteAllText(Path.Combine(project.Path, $"{name}.csproj"), "<Project Sdk=\"Microsoft.NET.Sdk\" />\n");
        File.WriteAllText(Path.Combine(project.Path, "Program.cs"), $"System.Console.WriteLine(\"{name}\");\n");
        project.Pack();
        return project;
    }

    private static DemoProject Describe(string name, string source) => new(name.ToLowerInvariant(), name, Path.Combine(source, name));
}
