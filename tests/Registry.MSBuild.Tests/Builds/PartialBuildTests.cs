using Registry.MSBuild.Tests.Support;
using Registry.Testing;

namespace Registry.MSBuild.Tests.Builds;

/// <summary>Builds that are none, or fail, or are not to emit.</summary>
public sealed class PartialBuildTests(BuildPackage package)
{
    [Theory]
    [Trait("Case", "20, 21")]
    [InlineData("-t:Compile")]
    [InlineData("-t:Compile -p:DesignTimeBuild=true -p:SkipCompilerExecution=true -p:ProvideCommandLineArgs=true -p:BuildingInsideVisualStudio=true")]
    [InlineData("-t:ResolveReferences", Skip = LongTests.Why, SkipUnless = nameof(LongTests.AreWanted), SkipType = typeof(LongTests))]
    [InlineData("-t:Restore", Skip = LongTests.Why, SkipUnless = nameof(LongTests.AreWanted), SkipType = typeof(LongTests))]
    public async Task NothingIsDoneBy(string arguments)
    {
        using var workspace = await Workspace.CreateAsync(package, Layout.Lone);

        var run = await workspace.RunAsync(["msbuild", "Lone/Lone.csproj", .. arguments.Split(' ')]);

        run.DidNothing();
        Assert.Equal(0, workspace.CountEmitCommits());
    }

    [Fact]
    [Trait("Case", "25")]
    public async Task ABuildThatDoesNotCompileEmitsNothingAndTheNextOneDoes()
    {
        using var workspace = await Workspace.CreateAsync(package, Layout.Chain);
        workspace.Write("Middle/MiddleClass.cs", "public static class MiddleClass {");

        var failed = (await workspace.BuildAsync()).Failed();
        var entities = await workspace.EntitiesAsync();
        workspace.EditClass("Middle", 1);
        var mended = (await workspace.BuildAsync()).Succeeded();

        Assert.Equal(["Base"], failed.Emits);
        Assert.Equal(["base"], entities);
        Assert.Equal(["App", "Middle"], mended.Emits);
    }

    [Fact]
    [Trait("Case", "22")]
    public async Task CleaningTakesTheStampsAwayAndBuildingAgainFindsTheVersion()
    {
        using var workspace = await Workspace.CreateAsync(package, Layout.Lone);
        (await workspace.BuildAsync()).Succeeded();
        var head = workspace.Head;

        (await workspace.RunAsync("clean")).DidNothing();
        var left = Directory.EnumerateFiles(workspace.PathOf("Lone/obj/registry"), "*", SearchOption.AllDirectories).ToList();
        var built = (await workspace.BuildAsync()).Succeeded();
        var rebuilt = (await workspace.BuildAsync("-t:Rebuild")).Succeeded();

        Assert.Empty(left);
        Assert.Equal(["Lone"], built.Emits);
        Assert.Equal(["Lone"], rebuilt.Emits);
        Assert.Equal(head, workspace.Head);
        (await workspace.BuildAsync()).DidNothing();
    }

    [LongFact]
    [Trait("Case", "22")]
    public async Task AnIncrementalCleanLeavesTheStamps()
    {
        using var workspace = await Workspace.CreateAsync(package, Layout.Lone);
        (await workspace.BuildAsync()).Succeeded();

        // The SDK cleans what a build before made and this one does not: here an assembly of another name.
        (await workspace.BuildAsync("-p:AssemblyName=Other", "-p:RegistryEntity=other")).Succeeded();

        Assert.False(File.Exists(workspace.PathOf("Lone/bin/Debug/net10.0/Lone.dll")));
        Assert.True(File.Exists(workspace.PathOf("Lone/obj/registry/Debug/net10.0.stamp")));
        (await workspace.BuildAsync("-p:AssemblyName=Other", "-p:RegistryEntity=other")).DidNothing();
    }

    [LongFact]
    [Trait("Case", "47")]
    public async Task AQuestionPassesAfterABuildAndFailsAfterAnEdit()
    {
        using var workspace = await Workspace.CreateAsync(package, Layout.Lone);
        (await workspace.BuildAsync()).Succeeded();

        var passed = await workspace.BuildAsync("-question");
        workspace.Write("Lone/notes.txt", "other notes\n");
        var failed = await workspace.BuildAsync("-question");

        passed.DidNothing();
        failed.Failed();
        Assert.Single(await workspace.VersionsAsync("lone"));
    }

    [Theory]
    [Trait("Case", "50")]
    [InlineData("RegistrySkip")]
    [InlineData("REGISTRYSKIP", Skip = LongTests.Why, SkipUnless = nameof(LongTests.AreWanted), SkipType = typeof(LongTests))]
    public async Task NothingIsDoneWhenAVariableSaysSo(string name)
    {
        using var workspace = await Workspace.CreateAsync(package, Layout.Lone);
        workspace.Variables[name] = "true";

        (await workspace.BuildAsync()).DidNothing();
    }

    [LongFact]
    [Trait("Case", "50")]
    public async Task ARegistryThatAVariableOfOddCaseNamesIsUsed()
    {
        using var workspace = await Workspace.CreateAsync(package, Layout.Lone);
        workspace.Variables["RegistryUrl"] = "";
        workspace.Variables["rEGISTRYuRL"] = workspace.Registry;

        (await workspace.BuildAsync()).Succeeded();

        Assert.Single(await workspace.VersionsAsync("lone"));
    }

    [Fact]
    public async Task WithoutARegistryNothingIsDone()
    {
        using var workspace = await Workspace.CreateAsync(package, Layout.Lone);
        workspace.Variables["RegistryUrl"] = "";

        (await workspace.BuildAsync()).DidNothing();
    }

    [Fact]
    public async Task AProjectThatDoesNotEmitIsNoDependencyButCountsForTheHash()
    {
        using var workspace = await Workspace.CreateAsync(package, Layout.Chain);
        workspace.Edit("Base/Base.csproj", "<PropertyGroup>", "<PropertyGroup><RegistryEmit>false</RegistryEmit>");
        (await workspace.BuildAsync()).Succeeded();

        workspace.EditClass("Base", 2);
        var run = (await workspace.BuildAsync()).Succeeded();

        Assert.Equal(["App", "Middle"], run.Emits);
        Assert.Equal(["app", "middle"], await workspace.EntitiesAsync());
        Assert.Empty((await workspace.VersionsAsync("middle"))[^1].Dependencies);
        Assert.Equal(2, (await workspace.VersionsAsync("app")).Count);
        (await workspace.BuildAsync()).DidNothing();
    }

    [Fact]
    public async Task AnExplanationNamesTheInputThatChanged()
    {
        using var workspace = await Workspace.CreateAsync(package, Layout.Lone);
        (await workspace.BuildAsync()).Succeeded();

        workspace.EditClass("Lone", 2);
        var run = (await workspace.BuildAsync("-p:RegistryExplain=true")).Succeeded();

        Assert.Equal(["REG7007"], run.Warnings.Distinct());
        Assert.All(run.WarningTexts, text => Assert.Contains("changed net10.0/Compile/LoneClass.cs", text, StringComparison.Ordinal));
    }

    [LongFact]
    [Trait("Case", "53")]
    public async Task ASourceFileThatIsNamedTwiceCountsOnce()
    {
        using var workspace = await Workspace.CreateAsync(package, Layout.Lone);
        (await workspace.BuildAsync()).Succeeded();
        workspace.Write("Directory.Build.targets", "<Project><Target Name=\"Twice\" BeforeTargets=\"_RegistryCaptureSources\"><ItemGroup><Compile Include=\"@(Compile->'%(FullPath)')\" /></ItemGroup></Target></Project>\n");
        var run = (await workspace.BuildAsync("-p:RegistryExplain=true", "-p:NoWarn=CS2002")).Succeeded();

        Assert.All(run.WarningTexts, text => Assert.Contains("acme/lone: added net10.0/Import/../Directory.Build.targets.", text, StringComparison.Ordinal));
    }
}
