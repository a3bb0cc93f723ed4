using Registry.Cli.Hosting;
using Registry.Cli.Tests.Support;

namespace Registry.Cli.Tests.Processes;

public sealed class ProgramTests
{
    [Fact]
    public async Task TheDemoDoesWhatItSays()
    {
        using var place = TestRegistry.None();

        var run = await new RegistryProcess(place.Sandbox, "").RunAsync("demo", "--directory", place.Sandbox.Combine("demo"));

        run.Ended(ExitCode.Done);
        Assert.Contains("All steps did what they say.", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ARedirectedCommandShowsNeitherProgressNorColours()
    {
        using var registry = await TestRegistry.CreateAsync();
        await registry.EmitAsync("a");

        foreach (var arguments in new[] { new[] { "versions", TestRegistry.Billing }, ["validate"], ["doctor"], ["log"] })
        {
            var run = await new RegistryProcess(registry.Sandbox, registry.Path).RunAsync(arguments);

            run.Ended(ExitCode.Done);
            Assert.Empty(run.Error);
            Assert.DoesNotContain('\e', run.Output);
            Assert.DoesNotContain('\r', run.Output);
        }
    }

    [Theory]
    [InlineData("bash")]
    [InlineData("zsh")]
    [InlineData("fish")]
    [InlineData("pwsh")]
    public async Task ShellsCompleteTheWordsOfTheCommandLine(string shell)
    {
        using var place = TestRegistry.None();
        var process = new RegistryProcess(place.Sandbox, "");

        var script = await process.RunAsync("completion", shell);
        var words = await process.RunAsync("[suggest:13]", "registry prom");

        Assert.Contains("[suggest:", script.Ended(ExitCode.Done).Output, StringComparison.Ordinal);
        Assert.Equal("promote\n", words.Ended(ExitCode.Done).Output);
    }

    [Fact]
    public async Task VariablesOfAHookThatRunsTheCommandDoNotMatter()
    {
        using var registry = await TestRegistry.CreateAsync();
        var hook = new Dictionary<string, string>(StringComparer.Ordinal) { ["GIT_DIR"] = registry.Sandbox.Combine("other.git"), ["GIT_INDEX_FILE"] = "nowhere", ["GIT_WORK_TREE"] = "/" };

        var run = await new RegistryProcess(registry.Sandbox, registry.Path) { Variables = hook }.RunAsync("entity", "create", TestRegistry.Billing);

        run.Ended(ExitCode.Done);
        Assert.Equal(2, registry.CountCommits());
    }
}
