using Registry.MSBuild.Tests.Support;
using Registry.Testing;

namespace Registry.MSBuild.Tests.Registries;

/// <summary>A registry on a server: a build pushes once, whatever number of projects it has, or not at all.</summary>
public sealed class RemoteRegistryTests(BuildPackage package)
{
    private static readonly string[] s_projects = ["app", "base", "middle"];

    [Theory]
    [InlineData("-m:2", "")]
    [InlineData("-m:2", "MSBUILDNOINPROCNODE", Skip = LongTests.Why, SkipUnless = nameof(LongTests.AreWanted), SkipType = typeof(LongTests))]
    [InlineData("-mt", "", Skip = LongTests.Why, SkipUnless = nameof(LongTests.AreWanted), SkipType = typeof(LongTests))]
    public async Task ABuildOfSeveralProjectsMakesOnePushWhichIsCompleteWhenItReturns(string nodes, string variable)
    {
        using var workspace = await Workspace.CreateAsync(package, Layout.Chain);
        await using var server = new GitServer(workspace.Sandbox);
        var requests = Serve(workspace, server);
        if (variable.Length > 0) workspace.Variables[variable] = "1";

        var run = (await workspace.BuildAsync(nodes, "-p:RegistryPush=true")).Succeeded();

        Assert.Empty(run.Warnings);
        Assert.Equal(1, requests.Pushes);
        Assert.Equal(s_projects, await workspace.EntitiesAsync());
        Assert.Equal(1, workspace.CountEmitCommits());
        Assert.Empty(workspace.Waiting());
        Assert.Equal(await workspace.NewestAsync("base", "middle"), (await workspace.VersionsAsync("app"))[0].Dependencies);
        workspace.IsSound();
    }

    [Fact]
    public async Task ABuildWithoutChangesSendsNothing()
    {
        using var workspace = await Workspace.CreateAsync(package, Layout.Chain);
        await using var server = new GitServer(workspace.Sandbox);
        var requests = Serve(workspace, server);
        (await workspace.BuildAsync("-p:RegistryPush=true")).Succeeded();
        var before = requests.All;

        (await workspace.BuildAsync("-p:RegistryPush=true")).DidNothing();

        Assert.Equal(before, requests.All);
    }

    [Fact]
    public async Task AChangePushesOnceAgainAndItsDependentsNameTheNewVersion()
    {
        using var workspace = await Workspace.CreateAsync(package, Layout.Chain);
        await using var server = new GitServer(workspace.Sandbox);
        var requests = Serve(workspace, server);
        (await workspace.BuildAsync("-p:RegistryPush=true")).Succeeded();

        workspace.EditClass("Base", 2);
        (await workspace.BuildAsync("-p:RegistryPush=true")).Succeeded();

        Assert.Equal(2, requests.Pushes);
        Assert.Equal(2, (await workspace.VersionsAsync("app")).Count);
        Assert.Equal(await workspace.NewestAsync("base", "middle"), (await workspace.VersionsAsync("app"))[1].Dependencies);
    }

    [Fact]
    public async Task WithoutPushingNothingGoesOverTheNetworkAndTheEmitsWait()
    {
        using var workspace = await Workspace.CreateAsync(package, Layout.Chain);
        await using var server = new GitServer(workspace.Sandbox);
        var requests = Serve(workspace, server);

        var offline = (await workspace.BuildAsync("-p:RegistryPush=false")).Succeeded();
        var (sent, waiting) = (requests.All, workspace.Waiting().Count);
        var online = (await workspace.BuildAsync("-p:RegistryPush=true")).Succeeded();

        Assert.Empty(offline.Warnings);
        Assert.Equal((0, 3), (sent, waiting));
        Assert.Empty(online.Warnings);
        Assert.Equal(1, requests.Pushes);
        Assert.Equal(s_projects, await workspace.EntitiesAsync());
        foreach (var project in s_projects) Assert.Single(await workspace.VersionsAsync(project));
        Assert.Empty(workspace.Waiting());
    }

    [Fact]
    public async Task RegistryJsonNamesTheVersionOnceItIsPushed()
    {
        using var workspace = await Workspace.CreateAsync(package, Layout.Lone);
        await using var server = new GitServer(workspace.Sandbox);
        Serve(workspace, server);

        (await workspace.BuildAsync("-p:RegistryPush=true")).Succeeded();

        var version = (await workspace.VersionsAsync("lone"))[0].Version.ToString();
        Assert.Equal(("created", version), (workspace.EmittedOf("Lone").GetProperty("outcome").GetString(), workspace.EmittedOf("Lone").GetProperty("version").GetString()));
    }

    [LongFact]
    public async Task APushThatFailsWhenTheBuildIsOverIsToldAndLosesNothing()
    {
        using var workspace = await Workspace.CreateAsync(package, Layout.Lone);
        await using var server = new GitServer(workspace.Sandbox);
        workspace.Variables["RegistryUrl"] = server.UrlOf(workspace.Registry);
        server.FailPushes(GitServerFault.Unavailable);

        var run = (await workspace.BuildAsync("-m:1", "-p:RegistryPush=true")).Succeeded();

        Assert.Contains("warning REG7004: 1 emits wait in the outbox", run.Output, StringComparison.Ordinal);
        Assert.Equal("queued", workspace.EmittedOf("Lone").GetProperty("outcome").GetString());
        Assert.Single(workspace.Waiting());
    }

    [Theory]
    [InlineData("", 0)]
    [InlineData("CI", 1)]
    public async Task ABuildPushesByItselfOnlyOnABuildServer(string variable, int pushes)
    {
        using var workspace = await Workspace.CreateAsync(package, Layout.Lone);
        await using var server = new GitServer(workspace.Sandbox);
        var requests = Serve(workspace, server);
        if (variable.Length > 0) workspace.Variables[variable] = "true";

        (await workspace.BuildAsync()).Succeeded();

        Assert.Equal(pushes, requests.Pushes);
    }

    [Fact]
    [Trait("Case", "28")]
    public async Task AServerThatIsDownKeepsTheEmitsAndWarnsOnce()
    {
        using var workspace = await Workspace.CreateAsync(package, Layout.Chain);
        await using var server = new GitServer(workspace.Sandbox);
        workspace.Variables["RegistryUrl"] = server.UrlOf(workspace.Registry);
        server.Fault = (_, _) => GitServerFault.Unavailable;

        var run = (await workspace.BuildAsync("-m:1", "-p:RegistryPush=true")).Succeeded();
        var failing = (await workspace.BuildAsync("-m:1", "-p:RegistryPush=true", "-p:RegistryFailOnError=true", "--no-incremental")).Failed();
        server.Fault = (_, _) => GitServerFault.None;
        workspace.EditClass("Base", 2);
        (await workspace.BuildAsync("-p:RegistryPush=true")).Succeeded();

        Assert.Equal(["REG7004"], run.Warnings);
        Assert.Contains("REG7004", failing.Errors);
        foreach (var project in s_projects) Assert.Equal(2, (await workspace.VersionsAsync(project)).Count);
        Assert.Empty(workspace.Waiting());
    }

    private static Requests Serve(Workspace workspace, GitServer server)
    {
        var requests = new Requests();
        workspace.Variables["RegistryUrl"] = server.UrlOf(workspace.Registry);
        server.Fault = requests.Count;
        return requests;
    }

    private sealed class Requests
    {
        private int _all;
        private int _pushes;

        public int All => _all;

        public int Pushes => _pushes;

        public GitServerFault Count(string method, string target)
        {
            Interlocked.Increment(ref _all);
            if (method == "POST" && target.EndsWith("/git-receive-pack", StringComparison.Ordinal)) Interlocked.Increment(ref _pushes);
            return GitServerFault.None;
        }
    }
}
