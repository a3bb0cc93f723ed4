using Registry.MSBuild.Tests.Support;
using Registry.Testing;

namespace Registry.MSBuild.Tests.Projects;

/// <summary>This repository versions itself, by the file at its root that others copy.</summary>
public sealed class OwnVersionsTests(BuildPackage package)
{
    private static readonly string[] s_ambient = ["HOME", "USERPROFILE", "NUGET_PACKAGES", "NUGET_HTTP_CACHE_PATH"];

    [Fact]
    public async Task TheSolutionEmitsAVersionOfEachProjectThatShips()
    {
        Assert.SkipUnless(LongTests.AreWanted, LongTests.Why);
        using var workspace = await Workspace.CreateEmptyAsync(package);
        using var folder = new TemporaryDirectory();
        var clone = folder.Combine("clone");
        workspace.Sandbox.Run(folder.Path, "clone", "--quiet", RepositoryFolder.Root, clone);
        // Packages come from where this machine has them.
        var variables = s_ambient.Select(name => new KeyValuePair<string, string>(name, Environment.GetEnvironmentVariable(name) ?? "")).Where(variable => variable.Value.Length > 0);

        var (exit, output) = await DotNet.RunAsync(clone, variables, ["build", "Registry.sln", $"-p:RegistryUrl={workspace.Registry}", $"-p:RegistryHome={folder.Combine("home")}", "-nodeReuse:false"]);

        Assert.True(exit == 0, output);
        Assert.Equal(
            Directory.EnumerateDirectories(RepositoryFolder.PathOf("src")).Select(project => Path.GetFileName(project).ToLowerInvariant()).Order(StringComparer.Ordinal),
            await workspace.EntitiesAsync());
    }
}
