using Registry.MSBuild.Tests.Support;
using Registry.Testing;

namespace Registry.MSBuild.Tests.Builds;

/// <summary>A project of several target frameworks is one entity, whose version has a file for each of them.</summary>
public sealed class MultiTargetingTests(BuildPackage package)
{
    private static readonly string[] s_files = ["Multi.net10.0-windows.dll", "Multi.net10.0.dll"];

    [Theory]
    [Trait("Case", "12")]
    [InlineData("-m:1", Skip = LongTests.Why, SkipUnless = nameof(LongTests.AreWanted), SkipType = typeof(LongTests))]
    [InlineData("-m:2")]
    public async Task AMultiTargetedProjectEmitsOneVersionWithAFileForEachFramework(string nodes)
    {
        using var workspace = await Workspace.CreateAsync(package, Layout.Multi);

        var run = (await workspace.BuildAsync(nodes)).Succeeded();

        var version = Assert.Single(await workspace.VersionsAsync("multi"));
        Assert.Equal(s_files, version.Files.Select(file => file.Name).Order(StringComparer.Ordinal));
        Assert.Equal(["Multi"], run.Emits);
        (await workspace.BuildAsync(nodes)).DidNothing();
    }

    [Fact]
    [Trait("Case", "12")]
    public async Task AChangeOfAMultiTargetedProjectEmitsOneVersion()
    {
        using var workspace = await Workspace.CreateAsync(package, Layout.Multi);
        (await workspace.BuildAsync()).Succeeded();

        workspace.EditClass("Multi", 2);
        var run = (await workspace.BuildAsync()).Succeeded();

        Assert.Equal(["Multi"], run.Emits);
        Assert.Equal(2, (await workspace.VersionsAsync("multi")).Count);
        (await workspace.BuildAsync()).DidNothing();
    }

    [Fact]
    [Trait("Case", "13")]
    public async Task AMultiTargetedProjectThatIsOnlyBuiltAsAReferenceDoesNotEmit()
    {
        using var workspace = await Workspace.CreateAsync(package, Layout.ProgramOfMulti);

        var run = (await workspace.BuildAsync("App/App.csproj")).Succeeded();

        Assert.Equal(["App"], run.Emits);
        Assert.Equal(["app"], await workspace.EntitiesAsync());
        (await workspace.BuildAsync("App/App.csproj")).DidNothing();
    }

    [LongFact]
    [Trait("Case", "13")]
    public async Task AWholeSolutionEmitsAfterAPartOfItWasBuiltAsAReference()
    {
        using var workspace = await Workspace.CreateAsync(package, Layout.ProgramOfMulti);
        (await workspace.BuildAsync("App/App.csproj")).Succeeded();

        var run = (await workspace.BuildAsync()).Succeeded();

        Assert.Contains("Multi", run.Emits);
        Assert.Equal(s_files, Assert.Single(await workspace.VersionsAsync("multi")).Files.Select(file => file.Name).Order(StringComparer.Ordinal));
        Assert.Single(await workspace.VersionsAsync("app"));
        (await workspace.BuildAsync()).DidNothing();
    }

    [LongFact]
    [Trait("Case", "9, 13")]
    public async Task AChangeOfAMultiTargetedReferenceEmitsItsDependents()
    {
        using var workspace = await Workspace.CreateAsync(package, Layout.ProgramOfMulti);
        (await workspace.BuildAsync()).Succeeded();

        workspace.EditClass("Multi", 2);
        (await workspace.BuildAsync()).Succeeded();

        Assert.Equal(2, (await workspace.VersionsAsync("multi")).Count);
        Assert.Equal(2, (await workspace.VersionsAsync("app")).Count);
        Assert.Equal(await workspace.NewestAsync("multi"), (await workspace.VersionsAsync("app"))[^1].Dependencies);
    }

    [LongFact]
    [Trait("Case", "14")]
    public async Task OneFrameworkOfSeveralDoesNotEmit()
    {
        using var workspace = await Workspace.CreateAsync(package, Layout.Multi);

        var run = (await workspace.BuildAsync("Multi/Multi.csproj", "-f", "net10.0")).Succeeded();

        Assert.Empty(run.Emits);
        Assert.Equal(0, workspace.CountEmitCommits());
    }
}
