using Registry.MSBuild.Tests.Support;
using Registry.Testing;

namespace Registry.MSBuild.Tests.Builds;

/// <summary>However MSBuild divides the work, each project has one version.</summary>
public sealed class SchedulingTests(BuildPackage package)
{
    private static readonly string[] s_projects = ["App", "Base", "Middle"];

    [Theory]
    [Trait("Case", "15, 16, 17")]
    [InlineData("-m:1", Skip = LongTests.Why, SkipUnless = nameof(LongTests.AreWanted), SkipType = typeof(LongTests))]
    [InlineData("-m:2")]
    [InlineData("-m:8", Skip = LongTests.Why, SkipUnless = nameof(LongTests.AreWanted), SkipType = typeof(LongTests))]
    [InlineData("-mt")]
    [InlineData("-graph -isolate", Skip = LongTests.Why, SkipUnless = nameof(LongTests.AreWanted), SkipType = typeof(LongTests))]
    public async Task EveryProjectEmitsOnceWith(string options)
    {
        using var workspace = await Workspace.CreateAsync(package, Layout.Chain);

        var run = (await workspace.BuildAsync(options.Split(' '))).Succeeded();

        Assert.Equal(s_projects, run.Emits);
        Assert.Empty(run.Warnings);
        Assert.Equal(3, workspace.CountEmitCommits());
        Assert.Equal(await workspace.NewestAsync("base", "middle"), (await workspace.VersionsAsync("app"))[0].Dependencies);
        // In a static graph the hashes of references are asked for before it is known whether anybody needs them.
        (await workspace.BuildAsync(options.Split(' '))).DidNotEmit();
        workspace.IsSound();
    }

    [Fact]
    [Trait("Case", "16")]
    public async Task ABuildOnSeveralThreadsFromAnotherFolderEmitsTheSame()
    {
        using var workspace = await Workspace.CreateAsync(package, Layout.Multi);

        var run = (await workspace.RunAtAsync(workspace.Sandbox.Path, "build", "--no-restore", "-mt", $"source/{Layout.Solution}")).Succeeded();

        Assert.Equal(["Multi"], run.Emits);
        Assert.Single(await workspace.VersionsAsync("multi"));
        (await workspace.BuildAsync("-m:1")).DidNothing();
    }

    [Fact]
    [Trait("Case", "18")]
    public async Task TwoBuildsOfOneSolutionAtOnceEmitEachVersionOnce()
    {
        using var workspace = await Workspace.CreateAsync(package, Layout.Chain);
        // Compiled before: compilers at once would disturb each other, whatever is done here.
        (await workspace.BuildAsync("-p:RegistrySkip=true")).DidNothing();

        var runs = await Task.WhenAll(workspace.BuildAsync(), workspace.BuildAsync());

        Assert.All(runs, run => run.Succeeded());
        Assert.All(runs, run => Assert.Empty(run.Warnings));
        Assert.Equal(3, workspace.CountEmitCommits());
        foreach (var project in s_projects) Assert.Single(await workspace.VersionsAsync(project.ToLowerInvariant()));
        workspace.IsSound();
    }

    [LongFact]
    [Trait("Case", "19")]
    public async Task TwoSolutionsEmitIntoOneRegistryAtOnce()
    {
        using var workspace = await Workspace.CreateAsync(package, Layout.Chain);
        using var other = await Workspace.CreateAsync(package, Layout.Lone);
        other.Variables["RegistryUrl"] = workspace.Registry;

        var runs = await Task.WhenAll(workspace.BuildAsync(), other.BuildAsync());

        Assert.All(runs, run => Assert.Empty(run.Succeeded().Warnings));
        Assert.Equal(["app", "base", "lone", "middle"], await workspace.EntitiesAsync());
        Assert.Equal(4, workspace.CountEmitCommits());
        Assert.Equal(0, other.CountEmitCommits());
        workspace.IsSound();
    }

    [Fact]
    [Trait("Case", "38")]
    public async Task TheSameSourcesInTwoPlacesTimeZonesAndCulturesAreOneVersion()
    {
        using var workspace = await Workspace.CreateAsync(package, Layout.Chain);
        using var other = await Workspace.CreateAsync(package, Layout.Chain, "another place");
        other.Variables["RegistryUrl"] = workspace.Registry;
        other.Variables["TZ"] = "Asia/Kathmandu";
        other.Variables["LANG"] = other.Variables["LC_ALL"] = "tr_TR.UTF-8";

        (await workspace.BuildAsync()).Succeeded();
        var head = workspace.Head;
        var run = (await other.BuildAsync()).Succeeded();

        Assert.Equal(s_projects, run.Emits);
        Assert.Equal("unchanged", other.EmittedOf("App").GetProperty("outcome").GetString());
        Assert.Equal(head, workspace.Head);
    }

    [Theory]
    [Trait("Case", "55")]
    [InlineData(8)]
    [InlineData(200)]
    public async Task ALargeSolutionMakesNoMoreCommitsThanItHasProjects(int projects)
    {
        Assert.SkipUnless(projects < 100 || LongTests.AreWanted, LongTests.Why);
        using var workspace = await Workspace.CreateAsync(package, Layout.Many(projects));

        var run = (await workspace.BuildAsync()).Succeeded();

        Assert.Equal(projects, run.Emits.Count);
        Assert.Equal(projects, (await workspace.EntitiesAsync()).Count);
        Assert.InRange(workspace.CountEmitCommits(), 1, projects);
        var again = (await workspace.BuildAsync()).DidNothing();
        Assert.Equal((0, projects), again.Target("RegistryEmitBuild"));
    }
}
