using System.IO.Compression;
using Registry.Core.Sources;
using Registry.MSBuild.Tests.Support;

namespace Registry.MSBuild.Tests.Builds;

public sealed class PublishTests(BuildPackage package)
{
    private const string Archive = "App/obj/registry/Release/App-net10.0.zip";

    [Fact]
    [Trait("Case", "24")]
    public async Task PublishingEmitsWhatWasPublishedAsOneArchive()
    {
        using var workspace = await Workspace.CreateAsync(package, Layout.Chain);

        var run = (await workspace.RunAsync("publish", "--no-restore", "App/App.csproj")).Succeeded();

        var version = Assert.Single(await workspace.VersionsAsync("app"));
        var file = Assert.Single(version.Files);
        Assert.Equal(["App", "Base", "Middle"], run.Emits);
        Assert.Equal(("App-net10.0.zip", "application/zip"), (file.Name, file.MediaType));
        Assert.Equal(file.Sha256, Digest.Of(await File.ReadAllBytesAsync(workspace.PathOf(Archive), Workspace.Token)));
        using var zip = await ZipFile.OpenReadAsync(workspace.PathOf(Archive), Workspace.Token);
        Assert.Equal(["App", "App.deps.json", "App.dll", "App.pdb", "App.runtimeconfig.json", "Base.dll", "Base.pdb", "Middle.dll", "Middle.pdb"], zip.Entries.Select(entry => entry.FullName));
        Assert.Equal(await workspace.NewestAsync("base", "middle"), version.Dependencies);
    }

    [Fact]
    [Trait("Case", "24")]
    public async Task PublishingAgainMakesTheSameBytesAndNoVersion()
    {
        using var workspace = await Workspace.CreateAsync(package, Layout.Of("program", Layout.Program("App")));
        (await workspace.RunAsync("publish", "--no-restore")).Succeeded();
        var (head, first) = (workspace.Head, await File.ReadAllBytesAsync(workspace.PathOf(Archive), Workspace.Token));

        (await workspace.RunAsync("publish", "--no-restore")).DidNothing();
        Directory.Delete(workspace.PathOf("App/bin"), recursive: true);
        File.Delete(workspace.PathOf(Archive));
        Directory.Delete(workspace.PathOf("App/obj/registry"), recursive: true);
        var run = (await workspace.RunAsync("publish", "--no-restore")).Succeeded();

        Assert.Equal(["App"], run.Emits);
        Assert.Equal(first, await File.ReadAllBytesAsync(workspace.PathOf(Archive), Workspace.Token));
        Assert.Equal(head, workspace.Head);
    }

    [LongFact]
    [Trait("Case", "24")]
    public async Task PublishingForAKindOfMachineSaysSoOfTheFile()
    {
        using var workspace = await Workspace.CreateAsync(package, Layout.Of("program", Layout.Program("App")));

        (await workspace.RunAsync("publish", "-r", "linux-x64", "--self-contained", "false")).Succeeded();
        (await workspace.RunAsync("publish", "-r", "win-arm64", "--self-contained", "false", "-p:UseAppHost=false")).Succeeded();

        Assert.Equal([("App-net10.0-linux-x64.zip", "linux", "x64"), ("App-net10.0-win-arm64.zip", "windows", "arm64")],
            (await workspace.VersionsAsync("app")).SelectMany(version => version.Files).Select(file => (file.Name, file.Platform, file.Architecture)));
    }

    [LongFact]
    [Trait("Case", "24")]
    public async Task PublishingWithoutBuildingEmitsTheArchiveAlone()
    {
        using var workspace = await Workspace.CreateAsync(package, Layout.Of("program", Layout.Program("App")));
        (await workspace.BuildAsync("-c", "Release")).Succeeded();

        var run = (await workspace.RunAsync("publish", "--no-build")).Succeeded();

        Assert.Equal(["App"], run.Emits);
        Assert.Equal(["App.dll", "App-net10.0.zip"], (await workspace.VersionsAsync("app")).Select(version => Assert.Single(version.Files).Name));
    }

    [LongFact]
    [Trait("Case", "24")]
    public async Task RunningEmitsWhatItBuiltAndNothingWithoutBuilding()
    {
        using var workspace = await Workspace.CreateAsync(package, Layout.Of("program", Layout.Program("App")));

        var run = (await workspace.RunAsync("run", "--no-restore", "--project", "App")).Succeeded();
        var again = (await workspace.RunAsync("run", "--no-build", "--project", "App")).Succeeded();

        Assert.Equal("1\n", again.Output);
        Assert.EndsWith("1\n", run.Output, StringComparison.Ordinal);
        Assert.Single(await workspace.VersionsAsync("app"));
        Assert.Equal(0, again.GitStarts);
    }
}
