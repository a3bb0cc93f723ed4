using System.IO.Compression;
using Registry.Core.Sources;
using Registry.MSBuild.Tests.Support;

namespace Registry.MSBuild.Tests.Builds;

public sealed class PackTests(BuildPackage package)
{
    [Theory]
    [InlineData("Registry.GitHub")]
    [InlineData("Polly.Core")]
    [InlineData("YamlDotNet")]
    public void ThePackageCarriesWhatItsTasksLoad(string assembly)
    {
        using var zip = ZipFile.OpenRead(package.PackageFile);

        Assert.NotNull(zip.GetEntry($"tools/net10.0/any/{assembly}.dll"));
    }

    [Fact]
    [Trait("Case", "23")]
    public async Task PackingEmitsThePackageAsAVersionOfItsOwn()
    {
        using var workspace = await Workspace.CreateAsync(package, Layout.Lone);
        (await workspace.BuildAsync("-c", "Release")).Succeeded();

        var run = (await workspace.RunAsync("pack", "--no-restore", "-p:Version=2.0.0", "-c", "Release")).Succeeded();

        var versions = await workspace.VersionsAsync("lone");
        Assert.Equal(["Lone"], run.Emits);
        Assert.Equal(["Lone.dll"], versions[0].Files.Select(file => file.Name));
        Assert.Equal(["Lone.2.0.0.nupkg"], versions[1].Files.Select(file => file.Name));
        Assert.Equal("2.0.0", versions[1].SemVer);
        Assert.Equal(2, versions.Count);
    }

    [Fact]
    [Trait("Case", "23")]
    public async Task PackingAgainEmitsNothing()
    {
        using var workspace = await Workspace.CreateAsync(package, Layout.Lone);
        (await workspace.RunAsync("pack", "--no-restore")).Succeeded();
        var packed = Digest.Of(await File.ReadAllBytesAsync(workspace.PathOf("Lone/bin/Release/Lone.1.0.0.nupkg"), Workspace.Token));
        var head = workspace.Head;

        var again = (await workspace.RunAsync("pack", "--no-restore")).DidNothing();

        Assert.Equal((0, 1), again.Target("RegistryEmitPackage"));
        Assert.Equal(packed, Digest.Of(await File.ReadAllBytesAsync(workspace.PathOf("Lone/bin/Release/Lone.1.0.0.nupkg"), Workspace.Token)));
        Assert.Equal(head, workspace.Head);
    }

    [LongFact]
    [Trait("Case", "23")]
    public async Task PackingWithoutBuildingEmitsThePackageOfWhatWasBuilt()
    {
        using var workspace = await Workspace.CreateAsync(package, Layout.Chain);
        (await workspace.BuildAsync("-c", "Release")).Succeeded();

        var run = (await workspace.RunAsync("pack", "--no-build", "Middle/Middle.csproj")).Succeeded();

        var versions = await workspace.VersionsAsync("middle");
        Assert.Equal(["Middle"], run.Emits);
        Assert.Equal(["Middle.dll", "Middle.1.0.0.nupkg"], versions.Select(version => Assert.Single(version.Files).Name));
        Assert.NotEqual(versions[0].SourceHash, versions[1].SourceHash);
        Assert.Equal(await workspace.NewestAsync("base"), versions[1].Dependencies);
    }

    [LongFact]
    [Trait("Case", "23")]
    public async Task AProjectThatPacksOnBuildEmitsItsPackagesOnce()
    {
        using var workspace = await Workspace.CreateAsync(package, Layout.Lone);
        string[] properties = ["-p:GeneratePackageOnBuild=true", "-p:IncludeSymbols=true", "-p:SymbolPackageFormat=snupkg"];

        var run = (await workspace.BuildAsync(properties)).Succeeded();

        Assert.Equal(["Lone"], run.Emits);
        Assert.Equal(["Lone.1.0.0.nupkg", "Lone.1.0.0.snupkg"], Assert.Single(await workspace.VersionsAsync("lone")).Files.Select(file => file.Name).Order(StringComparer.Ordinal));
        (await workspace.BuildAsync(properties)).DidNothing();
    }

    [LongFact]
    [Trait("Case", "12, 23")]
    public async Task AMultiTargetedProjectIsPackedOnce()
    {
        using var workspace = await Workspace.CreateAsync(package, Layout.Multi);

        var run = (await workspace.RunAsync("pack", "--no-restore")).Succeeded();

        Assert.Equal(["Multi"], run.Emits);
        Assert.Equal(["Multi.1.0.0.nupkg"], Assert.Single(await workspace.VersionsAsync("multi")).Files.Select(file => file.Name));
    }

    [Fact]
    [Trait("Case", "51")]
    public async Task NothingOfThePackageFlowsToThoseWhoUseAProject()
    {
        using var workspace = await Workspace.CreateAsync(package, Layout.Lone);

        (await workspace.RunAsync("pack", "--no-restore")).Succeeded();

        Assert.DoesNotContain("<dependency ", NuspecOf(workspace.PathOf("Lone/bin/Release/Lone.1.0.0.nupkg")), StringComparison.Ordinal);
        Assert.DoesNotContain("dependenc", NuspecOf(package.PackageFile), StringComparison.Ordinal);
        Assert.Contains("<developmentDependency>true</developmentDependency>", NuspecOf(package.PackageFile), StringComparison.Ordinal);
        Assert.Equal(["Lone.deps.json", "Lone.dll", "Lone.pdb", "notes.txt"],
            Directory.EnumerateFiles(workspace.PathOf("Lone/bin/Release/net10.0")).Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    private static string NuspecOf(string file)
    {
        using var zip = ZipFile.OpenRead(file);
        using var reader = new StreamReader(zip.Entries.Single(entry => entry.FullName.EndsWith(".nuspec", StringComparison.Ordinal)).Open());
        return reader.ReadToEnd();
    }
}
