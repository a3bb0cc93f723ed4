using System.Text.Json;
using Registry.MSBuild.Tests.Support;

namespace Registry.MSBuild.Tests.Projects;

/// <summary><c>registry status</c> says without building what a build would emit.</summary>
public sealed class StatusTests(BuildPackage package)
{
    private static readonly string[] s_samples = ["Acme.Greeting", "Acme.Hello", "Acme.Text"];

    [Fact]
    public async Task EveryProjectOfASolutionHasTheHashThatABuildEmits()
    {
        using var workspace = await Workspace.CreateAsync(package, Layout.Samples);
        var before = await StatusAsync(workspace);

        (await workspace.BuildAsync("-p:Configuration=Release")).Succeeded();
        (await workspace.BuildAsync()).Succeeded();
        var after = await StatusAsync(workspace);
        var release = await StatusAsync(workspace, "--property", "Configuration=Release");

        foreach (var project in s_samples)
        {
            Assert.Equal(workspace.EmittedOf(project).GetProperty("sourceHash").GetString(), before[project].GetProperty("sourceHash").GetString());
            Assert.Equal(workspace.EmittedOf(project, "Release").GetProperty("sourceHash").GetString(), release[project].GetProperty("sourceHash").GetString());
            Assert.Equal("wouldEmit", before[project].GetProperty("state").GetString());
            Assert.Equal("emitted", after[project].GetProperty("state").GetString());
            Assert.Equal(workspace.EmittedOf(project).GetProperty("version").GetString(), after[project].GetProperty("version").GetString());
        }
    }

    [Fact]
    public async Task StatusBuildsNothing()
    {
        using var workspace = await Workspace.CreateAsync(package, Layout.Samples);

        await StatusAsync(workspace);

        Assert.Empty(Directory.EnumerateFiles(workspace.Folder, "*.dll", SearchOption.AllDirectories));
        Assert.Equal(0, workspace.CountEmitCommits());
    }

    [Fact]
    public async Task OnlyWhatAnEditChangesIsAffected()
    {
        using var workspace = await Workspace.CreateAsync(package, Layout.Samples);
        (await workspace.BuildAsync()).Succeeded();
        Assert.Equal("", await RunAsync(workspace, 0, "--affected"));

        workspace.Edit("Acme.Greeting/Greeter.cs", "Hello", "Good day");

        Assert.Equal("Acme.Greeting/Acme.Greeting.csproj\nAcme.Hello/Acme.Hello.csproj\n", await RunAsync(workspace, 0, "--affected"));
    }

    [Fact]
    public async Task WhatWasPackedHasAVersionToo()
    {
        using var workspace = await Workspace.CreateAsync(package, Layout.Lone);
        (await workspace.RunAsync("pack", "--no-restore", "-p:Configuration=Debug")).Succeeded();

        var status = await StatusAsync(workspace);

        Assert.Equal(("emitted", "pack"), (status["Lone"].GetProperty("state").GetString(), status["Lone"].GetProperty("output").GetString()));
    }

    [Fact]
    public async Task AProjectThatIsNotRestoredIsAProblemAndNotAnAnswer()
    {
        using var workspace = await Workspace.CreateAsync(package, Layout.Lone);
        File.Delete(workspace.PathOf("Lone/obj/project.assets.json"));

        Assert.Contains("REG7006", await RunAsync(workspace, 1), StringComparison.Ordinal);
    }

    [Fact]
    public async Task AProjectWithoutTheIntegrationIsExcluded()
    {
        using var workspace = await Workspace.CreateAsync(package, Layout.Lone);
        workspace.Write("Plain/Plain.csproj", "<Project Sdk=\"Microsoft.NET.Sdk\"><PropertyGroup><TargetFramework>net10.0</TargetFramework></PropertyGroup></Project>\n");

        var run = JsonDocument.Parse(await RunAsync(workspace, 0, "Plain", "--json")).RootElement;

        Assert.Equal("excluded", run.GetProperty("projects")[0].GetProperty("state").GetString());
    }

    private static async Task<Dictionary<string, JsonElement>> StatusAsync(Workspace workspace, params string[] arguments) =>
        JsonDocument.Parse(await RunAsync(workspace, 0, ["--json", .. arguments])).RootElement.GetProperty("projects").EnumerateArray()
            .ToDictionary(project => Path.GetFileNameWithoutExtension(project.GetProperty("project").GetString()!), StringComparer.Ordinal);

    private static async Task<string> RunAsync(Workspace workspace, int expected, params string[] arguments)
    {
        var (exit, output) = await DotNet.RunAsync(workspace.Folder, workspace.VariablesOf(), [BuildPackage.CommandLine, "status", .. arguments]);
        Assert.True(exit == expected, output);
        return output;
    }
}
