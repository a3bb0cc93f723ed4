using System.IO.Compression;
using System.Text;
using Registry.MSBuild.Tests.Support;

namespace Registry.MSBuild.Tests.Builds;

/// <summary>What a build shows, and what it must never show.</summary>
public sealed class QuietTests(BuildPackage package)
{
    [Fact]
    [Trait("Case", "49")]
    public async Task TheTerminalLoggerShowsNothingOfABuildThatWentWell()
    {
        using var workspace = await Workspace.CreateAsync(package, Layout.Chain);

        var run = (await workspace.BuildAsync("-tl:on", "-tlp:DisableNodeDisplay")).Succeeded();

        Assert.Equal(3, run.Emits.Count);
        Assert.DoesNotContain("registry", run.Output.Replace(workspace.Sandbox.Path, "", StringComparison.Ordinal), StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("acme", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Case", "48")]
    public async Task NoSecretGetsIntoTheBinaryLogOrIntoTheOutput()
    {
        const string Secret = "s3cr3t-t0k3n";
        using var workspace = await Workspace.CreateAsync(package, Layout.Lone);
        workspace.Variables["REGISTRY_TOKEN"] = workspace.Variables["GITHUB_TOKEN"] = Secret;
        workspace.Sandbox.Run(workspace.Folder, "remote", "add", "origin", $"https://user:{Secret}@example.com/lone.git");
        File.AppendAllText(workspace.Sandbox.UserConfiguration, $"[http \"http://127.0.0.1:9/\"]\n\textraHeader = \"Authorization: Basic {Secret}\"\n[credential]\n\thelper = \"!f() {{ echo password={Secret}; }}; f\"\n");
        workspace.Variables["RegistryUrl"] = "http://127.0.0.1:9/registry.git";

        var run = (await workspace.BuildAsync("-p:RegistryPush=true", "-p:RegistryExplain=true", "-v:diag")).Succeeded();

        Assert.Single(workspace.Waiting());
        Assert.DoesNotContain(Secret, run.Output, StringComparison.Ordinal);
        Assert.False(Contains(run.LogFile, Secret));
        Assert.DoesNotContain(Secret, string.Concat(workspace.Waiting()), StringComparison.Ordinal);
        foreach (var file in Directory.EnumerateFiles(workspace.PathOf("Lone/obj/registry"), "*", SearchOption.AllDirectories))
            Assert.DoesNotContain(Secret, await File.ReadAllTextAsync(file, Workspace.Token), StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Case", "48")]
    public async Task AnAddressWithCredentialsIsRefusedWithoutBeingShown()
    {
        const string Secret = "s3cr3t-t0k3n";
        using var workspace = await Workspace.CreateAsync(package, Layout.Lone);
        workspace.Variables["RegistryUrl"] = $"https://user:{Secret}@127.0.0.1:9/registry.git";

        var run = (await workspace.BuildAsync()).Succeeded();

        Assert.Equal(["REG7003"], run.Warnings);
        Assert.DoesNotContain(Secret, run.Output, StringComparison.Ordinal);
    }

    private static bool Contains(string log, string text)
    {
        using var bytes = new MemoryStream();
        using (var zip = new GZipStream(File.OpenRead(log), CompressionMode.Decompress)) zip.CopyTo(bytes);
        return bytes.GetBuffer().AsSpan(0, (int)bytes.Length).IndexOf(Encoding.UTF8.GetBytes(text)) >= 0;
    }
}
