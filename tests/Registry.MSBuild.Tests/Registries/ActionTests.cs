using System.Diagnostics;
using Registry.MSBuild.Tests.Support;
using Registry.Testing;

namespace Registry.MSBuild.Tests.Registries;

/// <summary>The script of <c>.github/actions/emit</c>, run as a runner does.</summary>
public sealed class ActionTests(BuildPackage package)
{
    private const string Token = "s3cr3t-t0k3n";

    [Fact]
    public async Task ItPushesWhatWasBuiltAndListsItInTheSummary()
    {
        using var workspace = await Workspace.CreateAsync(package, Layout.Lone);
        await using var server = new GitServer(workspace.Sandbox);

        var (exit, output) = await RunAsync(workspace, server.UrlOf(workspace.Registry), Token);

        Assert.True(exit == 0, output);
        var version = Assert.Single(await workspace.VersionsAsync("lone"));
        Assert.Contains($"| acme/lone | {version.Version} | created | `{version.SourceHash.Hex[..12]}` |", File.ReadAllText(workspace.Sandbox.Combine("summary")), StringComparison.Ordinal);
        Assert.Equal("emitted=1\n", File.ReadAllText(workspace.Sandbox.Combine("output")));
        Assert.DoesNotContain(Token, output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ItFailsWhenAVersionDoesNotReachTheRegistry()
    {
        using var workspace = await Workspace.CreateAsync(package, Layout.Lone);
        await using var server = new GitServer(workspace.Sandbox);
        server.FailPushes(GitServerFault.Forbidden);

        var (exit, output) = await RunAsync(workspace, server.UrlOf(workspace.Registry), "");

        Assert.Equal(1, exit);
        Assert.Contains("::error::1 versions did not reach the registry", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AnAddressWithCredentialsIsWrongUsage()
    {
        using var workspace = await Workspace.CreateEmptyAsync(package);

        Assert.Equal(2, (await RunAsync(workspace, $"https://user:{Token}@example.com/registry.git", "")).Exit);
    }

    private static async Task<(int Exit, string Output)> RunAsync(Workspace workspace, string registry, string token)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "the script needs bash");
        var start = new ProcessStartInfo("bash", [RepositoryFolder.PathOf(".github", "actions", "emit", "emit.sh")])
        {
            WorkingDirectory = workspace.Folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        start.Environment.Clear();
        foreach (var (name, value) in workspace.VariablesOf().Append(new("DOTNET_NOLOGO", "1")).Append(new("MSBUILDDISABLENODEREUSE", "1"))) start.Environment[name] = value;
        // The compiler's server would keep the output open.
        start.Environment["UseSharedCompilation"] = "false";
        foreach (var (name, value) in new[]
        {
            ("REGISTRY", registry), ("NAMESPACE", ""), ("PATH", "."), ("COMMAND", "build"), ("CONFIGURATION", "Release"), ("ARGUMENTS", "-m:1 -v:q"), ("TOKEN", token),
        }) start.Environment[$"EMIT_{name}"] = value;
        start.Environment["GITHUB_STEP_SUMMARY"] = workspace.Sandbox.Combine("summary");
        start.Environment["GITHUB_OUTPUT"] = workspace.Sandbox.Combine("output");
        using var process = Process.Start(start)!;
        return await DotNet.EndAsync(process);
    }
}
