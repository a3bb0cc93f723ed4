using System.CommandLine.Help;
using Registry.Cli.Hosting;
using Registry.Cli.Tests.Support;

namespace Registry.Cli.Tests.Hosting;

/// <summary>What a start does not do, so that it is quick; and that nobody sees a difference.</summary>
public sealed class StartTests
{
    [Fact]
    public async Task AReadStartsGitOnce()
    {
        using var registry = await TestRegistry.CreateAsync();
        await registry.PromoteAsync(await registry.EmitAsync("a"));
        registry.Sandbox.ForgetCommands();

        await registry.DoAsync("active", TestRegistry.Billing);

        Assert.Equal("cat-file --batch-command", Assert.Single(registry.Sandbox.Commands));
    }

    [Fact]
    public async Task AReadLoadsNothingThatDrawsTablesKnowsSemVerOrCallsServices()
    {
        using var registry = await TestRegistry.CreateAsync();
        var id = await registry.EmitAsync("a");
        await registry.PromoteAsync(id);
        var program = Directory.CreateDirectory(registry.Sandbox.Combine("program")).FullName;
        foreach (var file in Directory.EnumerateFiles(AppContext.BaseDirectory, "registry*").Concat(Directory.EnumerateFiles(AppContext.BaseDirectory, "*.dll")))
            if (Path.GetFileName(file) is not ("Spectre.Console.dll" or "NuGet.Versioning.dll" or "Registry.Client.dll" or "registry.deps.json"))
                File.Copy(file, Path.Combine(program, Path.GetFileName(file)), overwrite: true);

        var active = await new RegistryProcess(registry.Sandbox, registry.Path) { Directory = program }.RunAsync("active", TestRegistry.Billing);
        var table = await new RegistryProcess(registry.Sandbox, registry.Path) { Directory = program }.RunAsync("versions", TestRegistry.Billing);

        Assert.Equal($"{id}\n", active.Ended(ExitCode.Done).Output);
        Assert.NotEqual(ExitCode.Done, table.Exit);
    }

    [Fact]
    public void HelpIsKnownByTheNamesThatTheLibraryGivesIt()
    {
        var help = new HelpOption();

        Assert.Equal([help.Name, .. help.Aliases.Order(StringComparer.Ordinal)], [GlobalOptions.Help.Name, .. GlobalOptions.Help.Aliases.Order(StringComparer.Ordinal)]);
    }

    [Theory]
    [InlineData("--help")]
    [InlineData("-h")]
    [InlineData("/?")]
    [InlineData("--help=true")]
    public async Task HelpIsNotTakenForAnArgument(string help)
    {
        using var place = TestRegistry.None();

        var run = await place.RunAsync("init", help);

        Assert.Contains("Create a registry", run.Ended(ExitCode.Done).Output, StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFileSystemEntries(place.WorkingDirectory));
    }

    [Fact]
    public async Task AValueMayBeCalledLikeACommand()
    {
        using var registry = await TestRegistry.CreateAsync();
        await registry.EmitAsync("a");
        registry.Sandbox.Run(registry.Path, "branch", "show", "main");

        var run = await registry.RunAsync("--branch", "show", "versions", TestRegistry.Billing);

        run.Ended(ExitCode.Done);
    }

    [Fact]
    public async Task TheVersionIsToldWithoutARegistry()
    {
        using var place = TestRegistry.None();

        var run = await new RegistryProcess(place.Sandbox, "").RunAsync("--version");

        Assert.Matches(@"^[0-9]+\.[0-9]+\.[0-9]+\S*\n\z", run.Ended(ExitCode.Done).Output);
    }
}
