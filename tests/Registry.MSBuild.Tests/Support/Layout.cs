using Registry.Core.Sources;
using Registry.Testing;

namespace Registry.MSBuild.Tests.Support;

/// <summary>The files of a sample solution. A layout of one name has always the same files.</summary>
internal sealed record Layout(string Name, IReadOnlyDictionary<string, string> Files)
{
    public const string Solution = "Sample.slnx";

    private const string Imports = "Directory.Build.props";

    /// <summary>One library, <c>Lone</c>, of a class and a file of content.</summary>
    public static Layout Lone { get; } = Of("lone", Library("Lone", """
        <ItemGroup>
          <Content Include="notes.txt" CopyToOutputDirectory="PreserveNewest" />
        </ItemGroup>
        """)).With("Lone/notes.txt", "notes\n");

    /// <summary>A program, <c>App</c>, that references <c>Middle</c>, which references <c>Base</c>.</summary>
    public static Layout Chain { get; } = Of("chain", Program("App", "Middle"), Library("Middle", Reference("Base")), Library("Base"));

    /// <summary>A library of two target frameworks, <c>Multi</c>.</summary>
    public static Layout Multi { get; } = Of("multi", MultiTargeted("Multi"));

    /// <summary>A program of one framework that references a library of two.</summary>
    public static Layout ProgramOfMulti { get; } = Of("program-of-multi", Program("App", "Multi"), MultiTargeted("Multi"));

    /// <summary>The samples of this repository, switched on by the file that other repositories copy.</summary>
    public static Layout Samples { get; } = OfSamples();

    /// <summary>So many libraries, <c>Lib1</c> and so on, whose references are a binary tree.</summary>
    public static Layout Many(int count) => Of($"many-{count}", [.. Enumerable.Range(1, count).Select(i => Library($"Lib{i}", i == 1 ? "" : Reference($"Lib{i / 2}")))]);

    public static Layout Of(string name, params IEnumerable<IReadOnlyDictionary<string, string>> projects)
    {
        Dictionary<string, string> files = new(StringComparer.Ordinal)
        {
            [Imports] = $"""
                <Project>
                  <PropertyGroup>
                    <Nullable>enable</Nullable>
                    <ImplicitUsings>enable</ImplicitUsings>
                    <NuGetAudit>false</NuGetAudit>
                    <DisableTransitiveFrameworkReferenceDownloads>true</DisableTransitiveFrameworkReferenceDownloads>
                    <RegistryNamespace>acme</RegistryNamespace>
                  </PropertyGroup>
                  <ItemGroup>
                    <PackageReference Include="Registry.MSBuild" Version="{BuildPackage.Version}" PrivateAssets="all" />
                  </ItemGroup>
                </Project>

                """,
            [".gitignore"] = "bin/\nobj/\n*.binlog\n",
        };
        foreach (var (path, text) in projects.SelectMany(project => project)) files[path] = text;
        var paths = files.Keys.Where(path => path.EndsWith("proj", StringComparison.Ordinal)).Order(StringComparer.Ordinal);
        files[Solution] = $"<Solution>\n{string.Concat(paths.Select(path => $"  <Project Path=\"{path}\" />\n"))}</Solution>\n";
        return new Layout(name, files);
    }

    private static Layout OfSamples()
    {
        var folder = RepositoryFolder.PathOf("samples");
        var files = SourceDirectory.Enumerate(folder).ToDictionary(path => path, path => File.ReadAllText(Path.Combine(folder, path)), StringComparer.Ordinal);
        files["Directory.Build.targets"] = File.ReadAllText(RepositoryFolder.PathOf("Directory.Build.targets"));
        files[Imports] = files[Imports].Replace("</PropertyGroup>", $"<RegistryPackageVersion>{BuildPackage.Version}</RegistryPackageVersion><NuGetAudit>false</NuGetAudit></PropertyGroup>", StringComparison.Ordinal);
        files[".gitignore"] = "bin/\nobj/\n*.binlog\n";
        return new Layout("samples", files);
    }

    /// <summary>A library with a class.</summary>
    public static IReadOnlyDictionary<string, string> Library(string name, string more = "", string framework = "<TargetFramework>net10.0</TargetFramework>", string sdk = "Microsoft.NET.Sdk") =>
        new Dictionary<string, string>(StringComparer.Ordinal)
        {
            [$"{name}/{name}.csproj"] = $"""
                <Project Sdk="{sdk}">
                  <PropertyGroup>
                    {framework}
                  </PropertyGroup>
                {more}
                </Project>

                """,
            [$"{name}/{name}Class.cs"] = Class(name, 1),
        };

    public static IReadOnlyDictionary<string, string> MultiTargeted(string name) =>
        Library(name, framework: "<TargetFrameworks>net10.0;net10.0-windows</TargetFrameworks><EnableWindowsTargeting>true</EnableWindowsTargeting>");

    /// <summary>A program that prints a number of the project that it references.</summary>
    public static IReadOnlyDictionary<string, string> Program(string name, string? reference = null, string more = "") =>
        new Dictionary<string, string>(StringComparer.Ordinal)
        {
            [$"{name}/{name}.csproj"] = $"""
                <Project Sdk="Microsoft.NET.Sdk">
                  <PropertyGroup>
                    <OutputType>Exe</OutputType>
                    <TargetFramework>net10.0</TargetFramework>
                  </PropertyGroup>
                {(reference is null ? "" : Reference(reference))}
                {more}
                </Project>

                """,
            [$"{name}/Program.cs"] = $"Console.WriteLine({(reference is null ? "1" : $"{reference}Class.Number()")});\n",
        };

    public static string Reference(string project) => $"<ItemGroup><ProjectReference Include=\"../{project}/{project}.csproj\" /></ItemGroup>";

    /// <summary>The text of a class whose method returns a number, which is no part of its signature.</summary>
    public static string Class(string name, int number) => $"public static class {name}Class\n{{\n    public static int Number() => {number};\n}}\n";

    /// <summary>The layout with one file more or another; it needs no other restore.</summary>
    public Layout With(string path, string text) => this with { Files = new Dictionary<string, string>(Files, StringComparer.Ordinal) { [path] = text } };

    public void WriteTo(string folder)
    {
        foreach (var (path, text) in Files)
        {
            var file = Path.Combine(folder, path);
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            File.WriteAllText(file, text);
        }
    }
}
