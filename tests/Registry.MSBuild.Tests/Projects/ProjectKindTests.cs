using Registry.MSBuild.Tests.Support;
using Registry.Testing;

namespace Registry.MSBuild.Tests.Projects;

/// <summary>Projects of other languages, SDKs and layouts of folders.</summary>
public sealed class ProjectKindTests(BuildPackage package)
{
    [Fact]
    [Trait("Case", "45")]
    public async Task AnFSharpProjectEmits()
    {
        using var workspace = await Workspace.CreateAsync(package, Layout.Of("fsharp", new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["Sharp/Sharp.fsproj"] = "<Project Sdk=\"Microsoft.NET.Sdk\"><PropertyGroup><TargetFramework>net10.0</TargetFramework></PropertyGroup><ItemGroup><Compile Include=\"A.fs\" /></ItemGroup></Project>\n",
            ["Sharp/A.fs"] = "module A\nlet number () = 1\n",
        }));
        (await workspace.BuildAsync()).Succeeded();

        workspace.Write("Sharp/A.fs", "module A\nlet number () = 2\n");
        (await workspace.BuildAsync()).Succeeded();

        Assert.Equal(2, (await workspace.VersionsAsync("sharp")).Count);
        (await workspace.BuildAsync()).DidNothing();
    }

    [LongFact]
    [Trait("Case", "45")]
    public async Task AVisualBasicProjectEmits()
    {
        using var workspace = await Workspace.CreateAsync(package, Layout.Of("basic", new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["Basic/Basic.vbproj"] = "<Project Sdk=\"Microsoft.NET.Sdk\"><PropertyGroup><TargetFramework>net10.0</TargetFramework></PropertyGroup></Project>\n",
            ["Basic/A.vb"] = "Public Class A\nEnd Class\n",
        }));

        (await workspace.BuildAsync()).Succeeded();

        Assert.Single(await workspace.VersionsAsync("basic"));
        (await workspace.BuildAsync()).DidNothing();
    }

    [Fact]
    [Trait("Case", "45")]
    public async Task AWebProjectEmitsAndItsContentCounts()
    {
        using var workspace = await Workspace.CreateAsync(package, Layout.Of("web", new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["Web/Web.csproj"] = "<Project Sdk=\"Microsoft.NET.Sdk.Web\"><PropertyGroup><TargetFramework>net10.0</TargetFramework></PropertyGroup></Project>\n",
            ["Web/Program.cs"] = "WebApplication.CreateBuilder(args).Build().Run();\n",
            ["Web/wwwroot/site.css"] = "body { }\n",
        }));
        (await workspace.BuildAsync()).Succeeded();

        workspace.Write("Web/wwwroot/site.css", "body { color: red }\n");
        var run = (await workspace.BuildAsync()).Succeeded();

        Assert.Equal(["Web"], run.Emits);
        Assert.Equal(2, (await workspace.VersionsAsync("web")).Count);
        (await workspace.BuildAsync()).DidNothing();
    }

    [Fact]
    [Trait("Case", "45")]
    public async Task ATestProjectEmitsOnlyWhenItSaysSo()
    {
        using var workspace = await Workspace.CreateAsync(package, Layout.Of("tests", Layout.Library("Checks", "<PropertyGroup><IsTestProject>true</IsTestProject></PropertyGroup>")));

        (await workspace.BuildAsync()).DidNotEmit();
        (await workspace.BuildAsync("-p:RegistryEmit=true")).Succeeded();

        Assert.Single(await workspace.VersionsAsync("checks"));
    }

    [Fact]
    [Trait("Case", "45")]
    public async Task AProjectWithoutAnAssemblyDoesNotEmitUnlessItHasFiles()
    {
        using var workspace = await Workspace.CreateAsync(package, Layout.Of("files", new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["Files/Files.csproj"] = "<Project Sdk=\"Microsoft.Build.NoTargets/3.7.0\"><PropertyGroup><TargetFramework>net10.0</TargetFramework></PropertyGroup></Project>\n",
            ["Files/data.json"] = "{}\n",
        }));

        var without = (await workspace.BuildAsync()).Succeeded();
        var before = await workspace.EntitiesAsync();
        workspace.Edit("Files/Files.csproj", "</Project>", "<ItemGroup><RegistryFile Include=\"data.json\" /></ItemGroup></Project>");
        (await workspace.BuildAsync()).Succeeded();

        Assert.Empty(without.Warnings);
        Assert.Empty(before);
        Assert.Equal(["data.json"], Assert.Single(await workspace.VersionsAsync("files")).Files.Select(file => file.Name));
        (await workspace.BuildAsync()).DidNothing();
    }

    [Fact]
    public async Task FilesThatAProjectNamesReplaceItsAssembly()
    {
        using var workspace = await Workspace.CreateAsync(package, Layout.Lone);
        workspace.Edit("Lone/Lone.csproj", "<ItemGroup>", "<ItemGroup><RegistryFile Include=\"notes.txt\" Platform=\"linux\" Architecture=\"arm64\" MediaType=\"text/plain\" RegistryName=\"lone-notes.txt\" />");

        (await workspace.BuildAsync()).Succeeded();

        var file = Assert.Single(Assert.Single(await workspace.VersionsAsync("lone")).Files);
        Assert.Equal(("lone-notes.txt", "linux", "arm64", "text/plain"), (file.Name, file.Platform, file.Architecture, file.MediaType));
    }

    [Fact]
    [Trait("Case", "46")]
    public async Task AProgramOfOneFileEmits()
    {
        using var workspace = await Workspace.CreateEmptyAsync(package);
        Layout.Of("none").WriteTo(workspace.Folder);
        File.Delete(workspace.PathOf(Layout.Solution));
        workspace.Write("hello.cs", "#:property PublishAot=false\nConsole.WriteLine(\"hello\");\n");

        (await workspace.RunAsync("build", "hello.cs")).Succeeded();
        workspace.Edit("hello.cs", "\"hello\"", "\"good day\"");
        (await workspace.RunAsync("build", "hello.cs")).Succeeded();

        Assert.Equal(2, (await workspace.VersionsAsync("hello")).Count);
    }

    [Theory]
    [Trait("Case", "44")]
    [InlineData("<UseArtifactsOutput>true</UseArtifactsOutput>", Skip = LongTests.Why, SkipUnless = nameof(LongTests.AreWanted), SkipType = typeof(LongTests))]
    [InlineData("<BaseIntermediateOutputPath>$(MSBuildThisFileDirectory)out/$(MSBuildProjectName)/</BaseIntermediateOutputPath>")]
    public async Task OutputInAnotherPlaceIsNoSource(string setting)
    {
        using var workspace = await Workspace.CreateAsync(package, Layout.Chain);
        Directory.Delete(workspace.PathOf("App/obj"), recursive: true);
        Directory.Delete(workspace.PathOf("Middle/obj"), recursive: true);
        Directory.Delete(workspace.PathOf("Base/obj"), recursive: true);
        workspace.Edit("Directory.Build.props", "<PropertyGroup>", $"<PropertyGroup>{setting}");
        workspace.Write(".gitignore", "bin/\nobj/\nartifacts/\nout/\n");
        workspace.Commit();

        var first = (await workspace.RunAsync("build")).Succeeded();
        Assert.Empty(first.WarningTexts);
        Assert.Equal(["App", "Base", "Middle"], first.Emits);
        var head = workspace.Head;
        // Without a restore: now and then one writes its files anew, and then a build rightly looks again.
        (await workspace.BuildAsync()).DidNothing();
        (await workspace.RunAsync("build", "--no-incremental")).Succeeded();

        Assert.Equal(["app", "base", "middle"], await workspace.EntitiesAsync());
        Assert.Equal(head, workspace.Head);
    }
}
