using System.Reflection;

namespace Registry.Conventions.Tests;

/// <summary>The direction of dependencies: Cel, Schema ← Core ← Git, GitHub ← Reconciler ← Cli, Server; Core, Git, GitHub ← MSBuild; Client ← Cli, Server.</summary>
public sealed class DependencyTests
{
    private static readonly Dictionary<string, string[]> s_allowed = new(StringComparer.Ordinal)
    {
        ["Registry.Cel"] = [],
        ["Registry.Client"] = [],
        ["Registry.Schema"] = [],
        ["Registry.Core"] = ["Registry.Cel", "Registry.Schema"],
        ["Registry.Git"] = ["Registry.Core"],
        ["Registry.GitHub"] = ["Registry.Core"],
        ["Registry.Reconciler"] = ["Registry.Core", "Registry.Git", "Registry.GitHub"],
        ["Registry.MSBuild"] = ["Registry.Core", "Registry.Git", "Registry.GitHub"],
        ["Registry.Cli"] = ["Registry.Client", "Registry.Core", "Registry.Git", "Registry.GitHub", "Registry.Reconciler"],
        ["Registry.Server"] = ["Registry.Client", "Registry.Core", "Registry.Git", "Registry.GitHub", "Registry.Reconciler"],
    };

    /// <summary>The command line ships the service beside itself and knows nothing of it.</summary>
    private const string Cli = "src/Registry.Cli/Registry.Cli.csproj";

    public static TheoryData<string> Projects => [.. Repository.Files(".csproj").Where(path => path.StartsWith("src/", StringComparison.Ordinal))];

    [Theory]
    [MemberData(nameof(Projects))]
    public void AProjectReferencesOnlyWhatItMay(string project)
    {
        Assert.True(s_allowed.TryGetValue(Repository.NameOf(project), out var allowed), $"{project} is new: say here what it may reference");

        Assert.Empty(Repository.References(project, "ProjectReference").Select(Repository.NameOf).Except(allowed).Except(project == Cli ? ["Registry.Server"] : []));
    }

    [Fact]
    public void CompiledAssembliesReferenceOnlyWhatTheyMay()
    {
        string[] files = ["Registry.Cel.dll", "Registry.Client.dll", "Registry.Core.dll", "Registry.Git.dll", "Registry.GitHub.dll", "Registry.Reconciler.dll", "Registry.Schema.dll", "registry.dll", "Registry.Server.dll"];
        foreach (var assembly in files.Select(file => Assembly.LoadFrom(Path.Combine(AppContext.BaseDirectory, file))))
        {
            var name = assembly.GetName().Name is "registry" ? "Registry.Cli" : assembly.GetName().Name!;

            Assert.Empty(assembly.GetReferencedAssemblies().Select(reference => reference.Name!)
                .Where(reference => reference.StartsWith("Registry.", StringComparison.Ordinal) || reference == "registry").Except(s_allowed[name]));
        }
    }

    [Fact]
    public void CoreIsMadeOfYamlAndSemVerAlone() =>
        Assert.Equal(["NuGet.Versioning", "YamlDotNet"], Repository.References("src/Registry.Core/Registry.Core.csproj", "PackageReference").Order());

    [Fact]
    public void CelNeedsNoPackage() => Assert.Empty(Repository.References("src/Registry.Cel/Registry.Cel.csproj", "PackageReference"));

    [Fact]
    public void SchemasNeedNoPackage() => Assert.Empty(Repository.References("src/Registry.Schema/Registry.Schema.csproj", "PackageReference"));

    [Fact]
    public void GitNeedsNoPackage() => Assert.Empty(Repository.References("src/Registry.Git/Registry.Git.csproj", "PackageReference"));

    [Fact]
    public void TheClientNeedsNoPackage() => Assert.Empty(Repository.References("src/Registry.Client/Registry.Client.csproj", "PackageReference"));

    [Fact]
    public void GitHubNeedsPollyAlone() =>
        Assert.Equal(["Polly.Core"], Repository.References("src/Registry.GitHub/Registry.GitHub.csproj", "PackageReference"));

    [Fact]
    public void TheServerNeedsOpenApiAndOpenTelemetryAlone() =>
        Assert.Equal(["Microsoft.AspNetCore.OpenApi", "OpenTelemetry", "OpenTelemetry.Exporter.OpenTelemetryProtocol"], Repository.References("src/Registry.Server/Registry.Server.csproj", "PackageReference"));

    [Fact]
    public void TheCommandLineDoesNotLoadAspNetCore()
    {
        using var configuration = System.Text.Json.JsonDocument.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "registry.runtimeconfig.json")));

        Assert.DoesNotContain("AspNetCore", configuration.RootElement.GetRawText(), StringComparison.Ordinal);
    }

    [Fact]
    public void ProductsDoNotReferenceTests()
    {
        foreach (var project in Repository.Files(".csproj").Where(path => path.StartsWith("src/", StringComparison.Ordinal)))
            Assert.DoesNotContain(Repository.References(project, "ProjectReference"), reference => reference.Contains("tests", StringComparison.Ordinal));
    }

    [Fact]
    public void EveryProjectIsInTheSolution()
    {
        var solution = Repository.Text("Registry.sln").Replace('\\', '/');

        Assert.All(Repository.Files(".csproj").Where(path => path.StartsWith("src/", StringComparison.Ordinal) || path.StartsWith("tests/", StringComparison.Ordinal)),
            project => Assert.Contains($"\"{project}\"", solution, StringComparison.Ordinal));
    }

    [Fact]
    public void VersionsOfPackagesStandInOnePlace() =>
        Assert.All(Repository.Files(".csproj"), project => Assert.DoesNotContain("Version=\"", string.Concat(Repository.Text(project).Split('\n').Where(line => line.Contains("PackageReference", StringComparison.Ordinal))), StringComparison.Ordinal));
}
