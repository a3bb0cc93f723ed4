using System.Diagnostics;
using System.Globalization;
using Registry.MSBuild.Tests.Support;
using Registry.Testing;

namespace Registry.MSBuild.Tests.Registries;

/// <summary>A build that ends before its emit does leaves a sound registry, and the next one completes it.</summary>
public sealed class InterruptedBuildTests(BuildPackage package)
{
    [Theory]
    [Trait("Case", "27")]
    [InlineData("before", Skip = LongTests.Why, SkipUnless = nameof(LongTests.AreWanted), SkipType = typeof(LongTests))]
    [InlineData("after")]
    public async Task ABuildThatIsKilledWhileItCommitsIsCompletedByTheNext(string when)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "needs signals");
        using var workspace = await Workspace.CreateAsync(package, Layout.Lone);
        var steps = (await workspace.BuildKilledAsync(0, when)).Succeeded().GitStarts;

        // The last starts of git make the commit and move the branch.
        for (var step = steps - 1; step <= steps; step++)
        {
            workspace.EditClass("Lone", step + 1);
            (await workspace.BuildKilledAsync(step, when)).Failed();
            workspace.IsSound();

            (await workspace.BuildAsync()).Succeeded();
        }

        var versions = await workspace.VersionsAsync("lone");
        Assert.Equal(3, versions.Count);
        Assert.Equal(3, versions.Select(version => version.SourceHash).Distinct().Count());
        Assert.Equal(3, workspace.CountEmitCommits());
        workspace.IsSound();
    }

    [Fact(Timeout = 120_000)]
    [Trait("Case", "26")]
    public async Task ABuildThatIsCancelledWhileItCommitsLeavesNoLockAndTheNextOneFindsTheVersion()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "needs signals");
        using var workspace = await Workspace.CreateAsync(package, Layout.Lone);
        workspace.Sandbox.Run(workspace.Sandbox.Path, "-c", "alias.pipes=!mkfifo reached go", "pipes");
        var (reached, go) = (workspace.Sandbox.Combine("reached"), workspace.Sandbox.Combine("go"));
        // The first time, git waits in the middle of moving the branch.
        workspace.Sandbox.WriteHook(workspace.Registry, "reference-transaction", $"if [ -p '{go}' ] && [ \"$1\" = prepared ]; then echo > '{reached}'; read line < '{go}'; fi; exit 0");

        using var process = DotNet.Start(workspace.Folder, workspace.VariablesOf(), ["build", "--no-restore", "-m:1", "-nodeReuse:false"]);
        await Task.Run(() => File.ReadAllText(reached), Workspace.Token).WaitAsync(Workspace.Token);
        using (var signal = Process.Start("kill", ["-INT", process.Id.ToString(CultureInfo.InvariantCulture)])) await signal.WaitForExitAsync(Workspace.Token);
        string? line;
        do line = await process.StandardOutput.ReadLineAsync(Workspace.Token);
        while (line is not null && !line.Contains("cancel", StringComparison.OrdinalIgnoreCase));
        // What has begun to move the branch is let finish.
        await File.WriteAllTextAsync(go, "\n", Workspace.Token);
        var (exit, output) = await DotNet.EndAsync(process);
        File.Delete(go);
        var next = (await workspace.BuildAsync()).Succeeded();

        Assert.True(exit != 0, output);
        Assert.Empty(next.Warnings);
        Assert.Single(await workspace.VersionsAsync("lone"));
        Assert.Equal(1, workspace.CountEmitCommits());
        Assert.Empty(Directory.EnumerateFiles(workspace.Registry, "*.lock", SearchOption.AllDirectories));
        workspace.IsSound();
    }
}
