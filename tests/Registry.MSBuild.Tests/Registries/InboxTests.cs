using Registry.MSBuild.Tests.Support;
using Registry.Testing;

namespace Registry.MSBuild.Tests.Registries;

/// <summary>A registry with an inbox: a build hands in, and goes on.</summary>
public sealed class InboxTests(BuildPackage package)
{
    private static readonly string[] s_projects = ["app", "base", "middle"];

    [Theory]
    [InlineData(true)]
    [InlineData(false, Skip = LongTests.Why, SkipUnless = nameof(LongTests.AreWanted), SkipType = typeof(LongTests))]
    public async Task ABuildHandsInABranchForEachProject(bool isRemote)
    {
        using var workspace = await Workspace.CreateAsync(package, Layout.Chain);
        await using var server = new GitServer(workspace.Sandbox);
        workspace.UseInbox();
        var head = workspace.Head;
        if (isRemote) workspace.Variables["RegistryUrl"] = server.UrlOf(workspace.Registry);

        var run = (await workspace.BuildAsync("-m:2", "-p:RegistryPush=true")).Succeeded();
        var branches = Branches(workspace);
        (await workspace.BuildAsync("-m:2", "-p:RegistryPush=true")).Succeeded();

        Assert.Empty(run.Warnings);
        Assert.Equal(s_projects, branches.Select(branch => branch.Split('/')[2]).Order());
        Assert.Equal(branches, Branches(workspace));
        Assert.Equal(head, workspace.Head);
        Assert.Empty(workspace.Waiting());
        Assert.All(["App", "Base", "Middle"], project => Assert.Equal("queued", workspace.EmittedOf(project).GetProperty("outcome").GetString()));
        workspace.IsSound();
    }

    [Fact]
    public async Task AnEmitThatWouldBeActiveIsRefusedAndTheBuildGoesOn()
    {
        using var workspace = await Workspace.CreateAsync(package, Layout.Chain);
        workspace.UseInbox();

        var run = (await workspace.BuildAsync("-p:RegistrySetActive=true")).Succeeded();

        Assert.Equal(["REG7005", "REG7005", "REG7005"], run.Warnings);
        Assert.Contains("REG8007", run.Output, StringComparison.Ordinal);
        Assert.Empty(Branches(workspace));
    }

    private static IReadOnlyList<string> Branches(Workspace workspace) =>
        workspace.Sandbox.Run(workspace.Registry, "for-each-ref", "--format=%(refname:short)", "refs/heads/emit").Split('\n', StringSplitOptions.RemoveEmptyEntries);
}
