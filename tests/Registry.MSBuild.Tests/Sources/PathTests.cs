using Registry.MSBuild.Tests.Support;
using Registry.Testing;

namespace Registry.MSBuild.Tests.Sources;

/// <summary>What files are called and where they lie.</summary>
public sealed class PathTests(BuildPackage package)
{
    [Theory]
    [Trait("Case", "35")]
    [InlineData("with spaces", Skip = LongTests.Why, SkipUnless = nameof(LongTests.AreWanted), SkipType = typeof(LongTests))]
    [InlineData("with;semicolon")]
    [InlineData("with'quote", Skip = LongTests.Why, SkipUnless = nameof(LongTests.AreWanted), SkipType = typeof(LongTests))]
    [InlineData("with#hash", Skip = LongTests.Why, SkipUnless = nameof(LongTests.AreWanted), SkipType = typeof(LongTests))]
    [InlineData("mit Größe und 漢字")]
    public async Task ACheckoutMayLieInAFolder(string folder)
    {
        using var workspace = await Workspace.CreateAsync(package, Layout.Lone, folder);

        var run = (await workspace.BuildAsync()).Succeeded();

        Assert.Equal(["Lone"], run.Emits);
        Assert.Empty(run.Warnings);
        Assert.False((await workspace.VersionsAsync("lone"))[0].Source!.Dirty);
        var head = workspace.Head;
        var again = (await workspace.BuildAsync()).Succeeded();
        Assert.Equal(head, workspace.Head);
        // Where a semicolon is in the path of a project, the SDK itself compiles on every build.
        if (!folder.Contains(';', StringComparison.Ordinal)) again.DidNothing();
    }

    [Fact]
    [Trait("Case", "35")]
    public async Task AFileOfAnyNameCounts()
    {
        using var workspace = await Workspace.CreateAsync(package, Layout.Lone);
        string[] names = ["a b.cs", "c'd.cs", "e#f.cs", "größe.cs", "g%20h.cs", "i;j.cs"];
        foreach (var (i, name) in names.Index()) workspace.Write($"Lone/{name}", $"internal sealed class C{i};\n");
        (await workspace.BuildAsync()).Succeeded();

        foreach (var (i, name) in names.Index()) workspace.Write($"Lone/{name}", $"internal sealed class D{i};\n");
        var run = (await workspace.BuildAsync("-p:RegistryExplain=true")).Succeeded();

        Assert.All(names, name => Assert.Contains($"changed net10.0/Compile/{name}", run.WarningTexts[0], StringComparison.Ordinal));
    }

    [LongFact]
    [Trait("Case", "35")]
    public async Task APathMayBeLong()
    {
        var folder = string.Join('/', Enumerable.Repeat(new string('l', 50), 6));
        using var workspace = await Workspace.CreateAsync(package, Layout.Lone, folder);

        (await workspace.BuildAsync()).Succeeded();

        Assert.Single(await workspace.VersionsAsync("lone"));
    }

    [LongFact]
    [Trait("Case", "36")]
    public async Task AProjectInALinkedFolderIsTheSameProject()
    {
        using var workspace = await Workspace.CreateAsync(package, Layout.Lone);
        (await workspace.BuildAsync()).Succeeded();
        var head = workspace.Head;
        Directory.CreateSymbolicLink(workspace.Sandbox.Combine("link"), workspace.Folder);

        (await workspace.RunAtAsync(workspace.Sandbox.Combine("link"), "build", "--no-restore", "--no-incremental", Layout.Solution)).Succeeded();

        Assert.Equal(head, workspace.Head);
        Assert.Equal("unchanged", workspace.EmittedOf("Lone").GetProperty("outcome").GetString());
    }

    [Fact]
    [Trait("Case", "36")]
    public async Task ALinkedSourceFileCountsByItsContentAndItsLogicalPath()
    {
        using var workspace = await Workspace.CreateAsync(package, Layout.Lone);
        workspace.Edit("Lone/Lone.csproj", "<ItemGroup>", "<ItemGroup><Compile Include=\"../shared/Shared.cs;../../outside/Outside.cs\" Link=\"Linked/%(Filename)%(Extension)\" />");
        workspace.Write("shared/Shared.cs", "internal sealed class Shared;\n");
        workspace.Write("../outside/Outside.cs", "internal sealed class Outside;\n");
        (await workspace.BuildAsync()).Succeeded();

        workspace.Write("shared/Shared.cs", "internal sealed class Shared2;\n");
        var inside = (await workspace.BuildAsync("-p:RegistryExplain=true")).Succeeded();
        workspace.Write("../outside/Outside.cs", "internal sealed class Outside2;\n");
        var outside = (await workspace.BuildAsync("-p:RegistryExplain=true")).Succeeded();

        Assert.Contains("acme/lone: changed net10.0/Compile/../shared/Shared.cs.", inside.WarningTexts[0], StringComparison.Ordinal);
        Assert.Contains("acme/lone: changed net10.0/Compile/external/Linked/Outside.cs.", outside.WarningTexts[0], StringComparison.Ordinal);
        Assert.Equal(3, (await workspace.VersionsAsync("lone")).Count);
    }

    [Fact]
    [Trait("Case", "37")]
    public async Task OtherLineEndsAreNoOtherVersion()
    {
        using var workspace = await Workspace.CreateAsync(package, Layout.Lone);
        (await workspace.BuildAsync()).Succeeded();
        var head = workspace.Head;

        foreach (var path in new[] { "Lone/LoneClass.cs", "Lone/Lone.csproj", "Lone/notes.txt", "Directory.Build.props" }) workspace.Edit(path, "\n", "\r\n");
        var run = (await workspace.BuildAsync()).Succeeded();

        Assert.Equal(["Lone"], run.Emits);
        Assert.Equal(head, workspace.Head);
    }
}
