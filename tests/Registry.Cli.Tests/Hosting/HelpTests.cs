using Registry.Cli.Hosting;
using Registry.Cli.Tests.Support;

namespace Registry.Cli.Tests.Hosting;

/// <summary>What users read first, word for word.</summary>
public sealed class HelpTests
{
    [Theory]
    [InlineData("")]
    [InlineData("init")]
    [InlineData("entity")]
    [InlineData("entity create")]
    [InlineData("entity show")]
    [InlineData("entity set")]
    [InlineData("entity list")]
    [InlineData("emit")]
    [InlineData("list")]
    [InlineData("versions")]
    [InlineData("show")]
    [InlineData("install")]
    [InlineData("lint")]
    [InlineData("active")]
    [InlineData("promote")]
    [InlineData("rollback")]
    [InlineData("annotate")]
    [InlineData("archive")]
    [InlineData("unarchive")]
    [InlineData("delete")]
    [InlineData("revert")]
    [InlineData("download")]
    [InlineData("verify")]
    [InlineData("validate")]
    [InlineData("codeowners")]
    [InlineData("reconcile")]
    [InlineData("log")]
    [InlineData("token")]
    [InlineData("token create")]
    [InlineData("token list")]
    [InlineData("token delete")]
    [InlineData("flush")]
    [InlineData("import")]
    [InlineData("export")]
    [InlineData("doctor")]
    [InlineData("demo")]
    [InlineData("completion")]
    public async Task HelpIsAsItWasReviewed(string command)
    {
        using var place = TestRegistry.None();

        var run = await new RegistryProcess(place.Sandbox, "").RunAsync([.. command.Split(' ', StringSplitOptions.RemoveEmptyEntries), "--help"]);

        run.Ended(ExitCode.Done);
        Assert.Empty(run.Error);
        ExpectedText.Matches(Path.Combine("Help", command.Length == 0 ? "registry" : command.Replace(' ', '-')), run.Output);
    }

    [Fact]
    public async Task EveryCommandIsInTheHelpOfTheRoot()
    {
        using var place = TestRegistry.None();

        var run = await new RegistryProcess(place.Sandbox, "").RunAsync("--help");

        Assert.All(CommandCatalog.Names, name => Assert.Contains($"\n  {name} ", run.Output, StringComparison.Ordinal));
    }
}
