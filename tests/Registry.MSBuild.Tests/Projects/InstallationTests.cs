using System.Globalization;
using Registry.MSBuild.Tests.Support;
using Registry.Testing;

namespace Registry.MSBuild.Tests.Projects;

/// <summary>The ways in which a package gets into a project, and other packages beside it.</summary>
public sealed class InstallationTests(BuildPackage package)
{
    private const string Props = "Directory.Build.props";

    [Theory]
    [Trait("Case", "41")]
    [InlineData("")]
    [InlineData("-p:RestoreUseStaticGraphEvaluation=true", Skip = LongTests.Why, SkipUnless = nameof(LongTests.AreWanted), SkipType = typeof(LongTests))]
    [InlineData("-p:RestorePackagesWithLockFile=true", Skip = LongTests.Why, SkipUnless = nameof(LongTests.AreWanted), SkipType = typeof(LongTests))]
    public async Task AFirstBuildRestoresAndEmits(string option)
    {
        using var workspace = await Workspace.CreateEmptyAsync(package);
        Layout.Chain.WriteTo(workspace.Folder);
        string[] options = option.Length == 0 ? [] : [option];

        (await workspace.RunAsync(["restore", .. options])).DidNothing();
        if (option.Contains("LockFile", StringComparison.Ordinal)) options = [option, "-p:RestoreLockedMode=true"];
        var run = (await workspace.RunAsync(["build", .. options])).Succeeded();

        Assert.Equal(["App", "Base", "Middle"], run.Emits);
        Assert.Empty(run.Warnings);
    }

    [Fact]
    [Trait("Case", "42")]
    public async Task ThePackageMayBeReferencedForAllProjectsWithCentralVersions()
    {
        using var workspace = await Workspace.CreateEmptyAsync(package);
        Layout.Chain.WriteTo(workspace.Folder);
        workspace.Edit(Props, "<PackageReference Include=\"Registry.MSBuild\" Version=\"" + BuildPackage.Version + "\" PrivateAssets=\"all\" />", "");
        workspace.Write("Directory.Packages.props", $"""
            <Project>
              <PropertyGroup><ManagePackageVersionsCentrally>true</ManagePackageVersionsCentrally></PropertyGroup>
              <ItemGroup><GlobalPackageReference Include="Registry.MSBuild" Version="{BuildPackage.Version}" /></ItemGroup>
            </Project>

            """);

        var run = (await workspace.RunAsync("build")).Succeeded();

        Assert.Equal(["App", "Base", "Middle"], run.Emits);
        Assert.Empty(run.Warnings);
    }

    [Fact]
    [Trait("Case", "40")]
    public async Task AnUpgradeOfThePackageIsUsedAtOnceAndIsNoVersion()
    {
        using var workspace = await Workspace.CreateAsync(package, Layout.Chain);
        // Where the version of the package stands is no source of the projects.
        workspace.Edit(Props, $"Version=\"{BuildPackage.Version}\"", "Version=\"$(PackageUnderTest)\"");
        workspace.Variables["PackageUnderTest"] = BuildPackage.Version;
        (await workspace.RunAsync("build", "-m:2", "-nodeReuse:true")).Succeeded();
        var head = workspace.Head;

        workspace.Variables["PackageUnderTest"] = BuildPackage.UpgradeVersion;
        var run = (await workspace.RunAsync("build", "-m:2", "-nodeReuse:true")).Succeeded();

        Assert.Equal(["App", "Base", "Middle"], run.Emits);
        Assert.Empty(run.Warnings);
        Assert.Equal(head, workspace.Head);
        // Without a restore: now and then one writes its files anew, and then a build rightly looks again.
        (await workspace.BuildAsync("-m:2", "-nodeReuse:true")).DidNothing();
    }

    [LongFact]
    [Trait("Case", "54")]
    public async Task ANewVersionOfAPackageIsANewVersion()
    {
        var id = "Sample.Tool" + Guid.NewGuid().ToString("N", CultureInfo.InvariantCulture);
        foreach (var version in new[] { "1.0.0", "1.1.0" }) package.Add(id, version, new Dictionary<string, string>(StringComparer.Ordinal) { [$"build/{id}.props"] = "<Project />" });
        using var workspace = await Workspace.CreateEmptyAsync(package);
        Layout.Lone.WriteTo(workspace.Folder);
        workspace.Edit(Props, "<ItemGroup>", $"<ItemGroup><PackageReference Include=\"{id}\" Version=\"$(ToolVersion)\" />");

        workspace.Variables["ToolVersion"] = "1.0.0";
        (await workspace.RunAsync("build")).Succeeded();
        workspace.Variables["ToolVersion"] = "1.1.0";
        var run = (await workspace.RunAsync("build", "-p:RegistryExplain=true")).Succeeded();

        Assert.Equal(2, (await workspace.VersionsAsync("lone")).Count);
        Assert.Contains($"acme/lone: changed net10.0/Package/{id.ToLowerInvariant()}.", run.WarningTexts[0], StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Case", "54")]
    public async Task AGeneratorCountsByItsSourcesAndNotByWhatItGenerates()
    {
        const string Generator = """
            using Microsoft.CodeAnalysis;

            [Generator]
            public sealed class Numbers : IIncrementalGenerator
            {
                public void Initialize(IncrementalGeneratorInitializationContext context) =>
                    context.RegisterPostInitializationOutput(output => output.AddSource("Numbers.g.cs", "internal static class Generated { public const int Number = 1; }"));
            }

            """;
        using var workspace = await Workspace.CreateAsync(package, Layout.Of("generator",
            Layout.Library("Maker", """
                <PropertyGroup><RegistryEmit>false</RegistryEmit><NoWarn>$(NoWarn);RS1041;RS1036;RS2008</NoWarn></PropertyGroup>
                <ItemGroup><Reference Include="$(RoslynTargetsPath)/bincore/Microsoft.CodeAnalysis.dll" Private="false" /></ItemGroup>
                """),
            Layout.Library("User", """
                <PropertyGroup><EmitCompilerGeneratedFiles>true</EmitCompilerGeneratedFiles></PropertyGroup>
                <ItemGroup><ProjectReference Include="../Maker/Maker.csproj" OutputItemType="Analyzer" ReferenceOutputAssembly="false" /></ItemGroup>
                """)).With("Maker/Maker.cs", Generator).With("User/Use.cs", "public static class Use { public static int Number => Generated.Number; }\n"));
        (await workspace.BuildAsync()).Succeeded();

        workspace.Edit("Maker/Maker.cs", "Number = 1", "Number = 2");
        var run = (await workspace.BuildAsync("-p:RegistryExplain=true")).Succeeded();

        Assert.Equal(2, (await workspace.VersionsAsync("user")).Count);
        Assert.Contains("acme/user: changed net10.0/ProjectReference/../Maker/Maker.csproj.", run.WarningTexts[0], StringComparison.Ordinal);
        (await workspace.BuildAsync("-p:RegistryExplain=true")).DidNothing();
    }
}
