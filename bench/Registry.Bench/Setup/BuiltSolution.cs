using System.Globalization;
using Registry.Bench.Processes;

namespace Registry.Bench.Setup;

/// <summary>A solution of small libraries, each of which references the one at half its number, with the build integration or without.</summary>
internal sealed class BuiltSolution
{
    private const int FilesPerProject = 10;

    private static readonly string[] s_built = ["bin", "obj/Debug", "obj/registry"];

    private readonly string _folder;
    private readonly string? _registry;
    private int _edits;

    private BuiltSolution(string folder, string? registry, int projects) => (_folder, _registry, Projects) = (folder, registry, projects);

    public int Projects { get; }

    /// <summary>Generates and restores it.</summary>
    /// <param name="workspace">Where.</param>
    /// <param name="projects">How many projects.</param>
    /// <param name="feed">The folder with the package; <see langword="null"/> for a solution without it.</param>
    public static async Task<BuiltSolution> CreateAsync(Workspace workspace, int projects, string? feed)
    {
        var folder = Directory.CreateDirectory(workspace.Fresh(feed is null ? "without" : "with")).FullName;
        await File.WriteAllTextAsync(Path.Combine(folder, "NuGet.Config"), Sources(feed));
        await File.WriteAllTextAsync(Path.Combine(folder, "Directory.Build.props"), Settings(feed is not null));
        for (var i = 0; i < projects; i++) await WriteProjectAsync(folder, i);
        await File.WriteAllTextAsync(Path.Combine(folder, "All.slnx"), $"<Solution>\n{string.Concat(Enumerable.Range(0, projects).Select(i => $"  <Project Path=\"{Name(i)}/{Name(i)}.csproj\" />\n"))}</Solution>\n");
        await File.WriteAllTextAsync(Path.Combine(folder, ".gitignore"), "bin/\nobj/\n");
        await Runner.GitAsync(folder, "init", "--quiet");
        await Runner.GitAsync(folder, "add", "--all");
        await Runner.GitAsync(folder, "commit", "--quiet", "--message", "generated");
        await Runner.RunAsync(new Command("dotnet", "restore", "All.slnx", "--verbosity", "quiet") { Directory = folder, Drain = Ignore, Variables = Packages(workspace) });
        return new BuiltSolution(folder, feed is null ? null : workspace.PathOf("builds.git"), projects);
    }

    /// <summary>Takes away what was built, and what the registry has of it.</summary>
    public async Task CleanAsync(Workspace workspace)
    {
        foreach (var project in Directory.EnumerateDirectories(_folder, "P*"))
        {
            foreach (var built in s_built.Select(part => Path.Combine(project, part)).Where(Directory.Exists)) Directory.Delete(built, recursive: true);
        }

        if (_registry is null) return;
        workspace.Fresh("builds.git");
        await workspace.RunAsync(workspace.PathOf("none"), "init", _registry, "--bare", "--name", "builds");
    }

    /// <summary>Changes a source file of the last project, on which no other depends.</summary>
    public void Edit() => File.AppendAllText(Path.Combine(_folder, Name(Projects - 1), "Class0.cs"), $"// {++_edits}\n");

    /// <summary>Builds; tells the seconds.</summary>
    public async Task<double> BuildAsync() => (await Runner.RunAsync(new Command("dotnet",
        ["build", "All.slnx", "--no-restore", "--verbosity", "quiet", .. _registry is null ? Array.Empty<string>() : [$"-p:RegistryUrl={_registry}"]])
    { Directory = _folder, Drain = Ignore })).Seconds;

    /// <summary>The compiler's server lives on and keeps the output open: it is not read to its end.</summary>
    private static Task Ignore(Stream output) => Task.CompletedTask;

    private static KeyValuePair<string, string>[] Packages(Workspace workspace) => [new("NUGET_PACKAGES", workspace.PathOf("packages"))];

    private static string Name(int project) => string.Create(CultureInfo.InvariantCulture, $"P{project:000}");

    private static string Sources(string? feed) => feed is null ? "<configuration />\n"
        : $"<configuration><packageSources><clear /><add key=\"built\" value=\"{feed}\" /></packageSources></configuration>\n";

    private static string Settings(bool isIntegrated) =>
        $"""
        <Project>
          <PropertyGroup>
            <TargetFramework>net10.0</TargetFramework>
            <Nullable>enable</Nullable>
            <RegistryNamespace>bench</RegistryNamespace>
          </PropertyGroup>
        {(isIntegrated ? "  <ItemGroup><PackageReference Include=\"Registry.MSBuild\" Version=\"0.1.0\" PrivateAssets=\"all\" /></ItemGroup>" : "")}
        </Project>

        """;

    private static async Task WriteProjectAsync(string folder, int project)
    {
        var directory = Directory.CreateDirectory(Path.Combine(folder, Name(project))).FullName;
        var reference = project == 0 ? "" : $"<ItemGroup><ProjectReference Include=\"../{Name(project / 2)}/{Name(project / 2)}.csproj\" /></ItemGroup>";
        await File.WriteAllTextAsync(Path.Combine(directory, $"{Name(project)}.csproj"), $"<Project Sdk=\"Microsoft.NET.Sdk\">{reference}</Project>\n");
        for (var i = 0; i < FilesPerProject; i++)
            await File.WriteAllTextAsync(Path.Combine(directory, $"Class{i}.cs"), $"namespace {Name(project)};\n\npublic class Class{i}\n{{\n    public int Value => {i};\n}}\n");
    }
}
