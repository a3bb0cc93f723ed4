using Registry.MSBuild.Tests.Support;
using Registry.Testing;

namespace Registry.MSBuild.Tests.Builds;

/// <summary>What a build after another emits, and that one without changes costs nothing.</summary>
public sealed class IncrementalTests(BuildPackage package)
{
    [Fact]
    [Trait("Case", "1")]
    public async Task TheFirstBuildEmitsOneVersionWithItsAssemblyAndWhereItCameFrom()
    {
        using var workspace = await Workspace.CreateAsync(package, Layout.Lone);
        workspace.Sandbox.Run(workspace.Folder, "remote", "add", "origin", "https://example.com/lone.git");

        var run = (await workspace.BuildAsync("-p:Version=1.2.3-beta.1")).Succeeded();

        var version = Assert.Single(await workspace.VersionsAsync("lone"));
        Assert.Equal(["CollectInputs", "ComputeSourceHash", "EmitVersion"], run.TaskCalls);
        Assert.Empty(run.Warnings);
        Assert.Equal(["Lone.dll"], version.Files.Select(file => file.Name));
        Assert.Equal("1.2.3-beta.1", version.SemVer);
        Assert.Equal(workspace.Sandbox.Run(workspace.Folder, "rev-parse", "HEAD"), version.Source!.Commit);
        Assert.Equal(("main", false, "https://example.com/lone.git"), (version.Source.Branch, version.Source.Dirty, version.Source.Repository));
        Assert.Equal(1, workspace.CountEmitCommits());
        var emitted = workspace.EmittedOf("Lone");
        Assert.Equal(("created", "acme/lone", version.Version.ToString(), version.SourceHash.ToString()), (emitted.GetProperty("outcome").GetString(),
            emitted.GetProperty("entity").GetString(), emitted.GetProperty("version").GetString(), emitted.GetProperty("sourceHash").GetString()));
    }

    [Fact]
    [Trait("Case", "2")]
    public async Task ABuildWithoutChangesCallsNoTaskAndStartsNoGit()
    {
        using var workspace = await Workspace.CreateAsync(package, Layout.Chain);
        (await workspace.BuildAsync()).Succeeded();
        var head = workspace.Head;

        var again = await workspace.BuildAsync();

        again.DidNothing();
        Assert.Equal((0, 3), again.Target("RegistryEmitBuild"));
        Assert.Equal(head, workspace.Head);
    }

    [Fact]
    [Trait("Case", "3, 9")]
    public async Task AChangedBodyEmitsTheProjectAndAllThatReferenceIt()
    {
        using var workspace = await Workspace.CreateAsync(package, Layout.Chain);
        (await workspace.BuildAsync()).Succeeded();

        workspace.EditClass("Base", 2);
        var all = (await workspace.BuildAsync()).Succeeded();
        workspace.Write("App/Program.cs", "Console.WriteLine(3);\n");
        var top = (await workspace.BuildAsync()).Succeeded();

        Assert.Equal(["App", "Base", "Middle"], all.Emits);
        Assert.Equal(["App"], top.Emits);
        Assert.Equal(3, (await workspace.VersionsAsync("app")).Count);
        Assert.Equal(2, (await workspace.VersionsAsync("middle")).Count);
        Assert.True((await workspace.VersionsAsync("base"))[^1].Source!.Dirty);
        (await workspace.BuildAsync()).DidNothing();
    }

    [Fact]
    [Trait("Case", "3")]
    public async Task AVersionNamesTheVersionsOfTheProjectsThatItWasBuiltWith()
    {
        using var workspace = await Workspace.CreateAsync(package, Layout.Chain);
        (await workspace.BuildAsync()).Succeeded();
        workspace.EditClass("Base", 2);
        (await workspace.BuildAsync()).Succeeded();

        Assert.Equal(await workspace.NewestAsync("base", "middle"), (await workspace.VersionsAsync("app"))[^1].Dependencies);
        Assert.Equal(await workspace.NewestAsync("base"), (await workspace.VersionsAsync("middle"))[^1].Dependencies);
        Assert.Empty((await workspace.VersionsAsync("base"))[^1].Dependencies);
    }

    [Fact]
    [Trait("Case", "4, 5")]
    public async Task ARevertedOrTouchedFileFindsTheOldVersion()
    {
        using var workspace = await Workspace.CreateAsync(package, Layout.Lone);
        (await workspace.BuildAsync()).Succeeded();
        workspace.EditClass("Lone", 2);
        (await workspace.BuildAsync()).Succeeded();
        var head = workspace.Head;

        workspace.EditClass("Lone", 1);
        var reverted = (await workspace.BuildAsync()).Succeeded();
        var outcome = workspace.EmittedOf("Lone");
        File.SetLastWriteTimeUtc(workspace.PathOf("Lone/LoneClass.cs"), TimeProvider.System.GetUtcNow().UtcDateTime);
        var touched = (await workspace.BuildAsync()).Succeeded();

        Assert.Equal(["Lone"], reverted.Emits);
        Assert.Equal(("unchanged", (await workspace.VersionsAsync("lone"))[0].Version.ToString()), (outcome.GetProperty("outcome").GetString(), outcome.GetProperty("version").GetString()));
        Assert.Equal(head, workspace.Head);
        Assert.Equal("unchanged", workspace.EmittedOf("Lone").GetProperty("outcome").GetString());
        Assert.Equal(["Lone"], touched.Emits);
        (await workspace.BuildAsync()).DidNothing();
    }

    [Theory]
    [Trait("Case", "6, 7")]
    [InlineData("a source file is added", Skip = LongTests.Why, SkipUnless = nameof(LongTests.AreWanted), SkipType = typeof(LongTests))]
    [InlineData("a source file is deleted", Skip = LongTests.Why, SkipUnless = nameof(LongTests.AreWanted), SkipType = typeof(LongTests))]
    [InlineData("a source file is renamed")]
    [InlineData("content is changed")]
    [InlineData("content is deleted", Skip = LongTests.Why, SkipUnless = nameof(LongTests.AreWanted), SkipType = typeof(LongTests))]
    [InlineData("content is renamed", Skip = LongTests.Why, SkipUnless = nameof(LongTests.AreWanted), SkipType = typeof(LongTests))]
    public async Task AVersionIsEmittedWhen(string change)
    {
        using var workspace = await Workspace.CreateAsync(package, Layout.Lone);
        workspace.Edit("Lone/Lone.csproj", "notes.txt", "*.txt");
        workspace.Write("Lone/Second.cs", "public sealed class Second;\n");
        (await workspace.BuildAsync()).Succeeded();

        switch (change)
        {
            case "a source file is added":
                workspace.Write("Lone/Third.cs", "public sealed class Third;\n");
                break;
            case "a source file is deleted":
                File.Delete(workspace.PathOf("Lone/Second.cs"));
                break;
            case "a source file is renamed":
                File.Move(workspace.PathOf("Lone/Second.cs"), workspace.PathOf("Lone/Deuxieme.cs"));
                break;
            case "content is changed":
                workspace.Write("Lone/notes.txt", "other notes\n");
                break;
            case "content is deleted":
                File.Delete(workspace.PathOf("Lone/notes.txt"));
                break;
            default:
                File.Move(workspace.PathOf("Lone/notes.txt"), workspace.PathOf("Lone/remarks.txt"));
                break;
        }

        var run = (await workspace.BuildAsync()).Succeeded();

        Assert.Equal(["Lone"], run.Emits);
        Assert.Equal(2, (await workspace.VersionsAsync("lone")).Count);
        (await workspace.BuildAsync()).DidNothing();
    }

    [Fact]
    [Trait("Case", "8")]
    public async Task AChangedPropertyEmitsAndAChangedOptionAsksAgain()
    {
        using var workspace = await Workspace.CreateAsync(package, Layout.Lone);
        (await workspace.BuildAsync()).Succeeded();

        var property = (await workspace.BuildAsync("-p:DefineConstants=EXTRA")).Succeeded();
        var versions = await workspace.VersionsAsync("lone");
        var option = (await workspace.BuildAsync("-p:DefineConstants=EXTRA", "-p:RegistryChannel=dev")).Succeeded();

        Assert.Equal(["Lone"], property.Emits);
        Assert.Equal(2, versions.Count);
        Assert.Equal(["Lone"], option.Emits);
        Assert.Equal(2, (await workspace.VersionsAsync("lone")).Count);
        (await workspace.BuildAsync("-p:DefineConstants=EXTRA", "-p:RegistryChannel=dev")).DidNothing();
    }

    [LongFact]
    [Trait("Case", "10")]
    public async Task AnEmptyCommitInTheSourcesEmitsNothing()
    {
        using var workspace = await Workspace.CreateAsync(package, Layout.Lone);
        (await workspace.BuildAsync()).Succeeded();
        var head = workspace.Head;

        workspace.Commit("empty", allowEmpty: true);
        (await workspace.BuildAsync()).Succeeded();

        Assert.Equal(head, workspace.Head);
        (await workspace.BuildAsync()).DidNothing();
    }

    [LongFact]
    [Trait("Case", "11")]
    public async Task DebugAndReleaseAreTwoVersions()
    {
        using var workspace = await Workspace.CreateAsync(package, Layout.Lone);
        (await workspace.BuildAsync()).Succeeded();

        (await workspace.BuildAsync("-c", "Release")).Succeeded();

        Assert.Equal(2, (await workspace.VersionsAsync("lone")).Count);
        Assert.Equal("created", workspace.EmittedOf("Lone", "Release").GetProperty("outcome").GetString());
        (await workspace.BuildAsync()).DidNothing();
        (await workspace.BuildAsync("-c", "Release")).DidNothing();
    }

    [Fact]
    [Trait("Case", "52")]
    public async Task ABuildThatIsNotIncrementalFindsItsVersion()
    {
        using var workspace = await Workspace.CreateAsync(package, Layout.Lone);
        (await workspace.BuildAsync()).Succeeded();
        var head = workspace.Head;

        var run = (await workspace.BuildAsync("--no-incremental")).Succeeded();

        Assert.Equal(["Lone"], run.Emits);
        Assert.Equal(head, workspace.Head);
    }
}
