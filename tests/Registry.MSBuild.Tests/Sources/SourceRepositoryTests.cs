using Registry.MSBuild.Tests.Support;
using Registry.Testing;

namespace Registry.MSBuild.Tests.Sources;

/// <summary>A version says where its sources come from when git can tell, and is emitted when git cannot.</summary>
public sealed class SourceRepositoryTests(BuildPackage package)
{
    [Theory]
    [Trait("Case", "32, 33")]
    [InlineData("no repository", Skip = LongTests.Why, SkipUnless = nameof(LongTests.AreWanted), SkipType = typeof(LongTests))]
    [InlineData("no commit")]
    [InlineData("owned by somebody else", Skip = LongTests.Why, SkipUnless = nameof(LongTests.AreWanted), SkipType = typeof(LongTests))]
    public async Task AVersionIsEmittedWithoutAnOriginWhenThereIs(string state)
    {
        using var workspace = await Workspace.CreateAsync(package, Layout.Lone);
        switch (state)
        {
            case "no repository":
                Directory.Delete(workspace.PathOf(".git"), recursive: true);
                break;
            case "no commit":
                Directory.Delete(workspace.PathOf(".git"), recursive: true);
                workspace.Sandbox.Run(workspace.Folder, "init", "-q");
                break;
            default:
                Assert.SkipUnless(Environment.IsPrivilegedProcess && !OperatingSystem.IsWindows(), "needs to give a folder away");
                workspace.Sandbox.Run(workspace.Folder, "-c", "alias.give=!chown -R 12345", "give", ".");
                break;
        }

        var run = (await workspace.BuildAsync()).Succeeded();

        Assert.Empty(run.Warnings);
        Assert.Null(Assert.Single(await workspace.VersionsAsync("lone")).Source);
    }

    [Theory]
    [Trait("Case", "32")]
    [InlineData("detached HEAD", null, Skip = LongTests.Why, SkipUnless = nameof(LongTests.AreWanted), SkipType = typeof(LongTests))]
    [InlineData("shallow clone", "main")]
    [InlineData("partial clone", "main", Skip = LongTests.Why, SkipUnless = nameof(LongTests.AreWanted), SkipType = typeof(LongTests))]
    [InlineData("SHA-256", "main", Skip = LongTests.Why, SkipUnless = nameof(LongTests.AreWanted), SkipType = typeof(LongTests))]
    [InlineData("work tree", "side", Skip = LongTests.Why, SkipUnless = nameof(LongTests.AreWanted), SkipType = typeof(LongTests))]
    [InlineData("submodule", "main", Skip = LongTests.Why, SkipUnless = nameof(LongTests.AreWanted), SkipType = typeof(LongTests))]
    public async Task AVersionNamesTheCommitInA(string state, string? branch)
    {
        using var workspace = await Workspace.CreateAsync(package, Layout.Lone);
        var folder = Prepare(workspace, state);
        if (folder != workspace.Folder) await workspace.CheckOutAsync(Layout.Lone, folder);

        (await workspace.RunAtAsync(folder, "build", "--no-restore", Layout.Solution)).Succeeded();

        var source = Assert.Single(await workspace.VersionsAsync("lone")).Source!;
        Assert.Equal(workspace.Sandbox.Run(folder, "rev-parse", "HEAD"), source.Commit);
        Assert.Equal(branch, source.Branch);
        Assert.False(source.Dirty);
    }

    [Fact]
    [Trait("Case", "34")]
    public async Task TheVariablesOfAHookDoNotLeadAstray()
    {
        using var workspace = await Workspace.CreateAsync(package, Layout.Lone);
        var stranger = await workspace.Sandbox.InitAsync("stranger.git");
        workspace.Variables["GIT_DIR"] = stranger;
        workspace.Variables["GIT_WORK_TREE"] = workspace.Sandbox.Path;
        workspace.Variables["GIT_INDEX_FILE"] = Path.Combine(stranger, "index");

        var run = (await workspace.BuildAsync()).Succeeded();

        Assert.Empty(run.Warnings);
        Assert.Equal(workspace.Sandbox.Run(workspace.Folder, "rev-parse", "HEAD"), Assert.Single(await workspace.VersionsAsync("lone")).Source!.Commit);
        Assert.Empty(workspace.Sandbox.Run(stranger, "for-each-ref"));
    }

    [Fact]
    public async Task OnlyChangesOfAProjectsOwnInputsMakeItDirty()
    {
        using var workspace = await Workspace.CreateAsync(package, Layout.Chain);
        workspace.Write("Middle/New.cs", "internal sealed class New;\n");
        workspace.Write("README.md", "new\n");

        (await workspace.BuildAsync()).Succeeded();

        Assert.False((await workspace.VersionsAsync("base"))[0].Source!.Dirty);
        Assert.True((await workspace.VersionsAsync("middle"))[0].Source!.Dirty);
    }

    private static string Prepare(Workspace workspace, string state)
    {
        var (sandbox, folder, other) = (workspace.Sandbox, workspace.Folder, workspace.Sandbox.Combine("other"));
        switch (state)
        {
            case "detached HEAD":
                sandbox.Run(folder, "checkout", "-q", "--detach");
                return folder;
            case "shallow clone":
                workspace.Commit("second", allowEmpty: true);
                sandbox.Run(sandbox.Path, "clone", "-q", "--depth", "1", $"file://{folder}", other);
                return other;
            case "partial clone":
                sandbox.Run(folder, "config", "uploadpack.allowFilter", "true");
                sandbox.Run(sandbox.Path, "clone", "-q", "--filter=blob:none", $"file://{folder}", other);
                return other;
            case "SHA-256":
                Directory.Delete(workspace.PathOf(".git"), recursive: true);
                sandbox.Run(folder, "init", "-q", "--object-format=sha256");
                workspace.Commit();
                return folder;
            case "work tree":
                sandbox.Run(folder, "worktree", "add", "-q", "-b", "side", other);
                return other;
            default:
                sandbox.Run(sandbox.Path, "init", "-q", "outer");
                sandbox.Run(sandbox.Combine("outer"), "-c", "protocol.file.allow=always", "submodule", "--quiet", "add", folder, "inner");
                return sandbox.Combine("outer", "inner");
        }
    }
}
