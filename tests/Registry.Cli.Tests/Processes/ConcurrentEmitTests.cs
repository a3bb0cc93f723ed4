using Registry.Cli.Hosting;
using Registry.Cli.Tests.Support;
using Registry.Testing;

namespace Registry.Cli.Tests.Processes;

public sealed class ConcurrentEmitTests
{
    private const int Writers = 8;
    private const int EmitsEach = 3;

    [Theory]
    [InlineData(true)]
    [InlineData(false, Skip = LongTests.Why, SkipUnless = nameof(LongTests.AreWanted), SkipType = typeof(LongTests))]
    public async Task OfEightProcessesThatEmitAtOnceNothingIsLost(bool bare)
    {
        using var registry = await TestRegistry.CreateAsync(bare: bare);
        registry.FileOf("shared");

        var runs = await Task.WhenAll(Enumerable.Range(0, Writers).Select(writer => WriteAsync(registry, writer)));

        var said = runs.SelectMany(run => run).Select(run => run.Ended(ExitCode.Done).Json).ToList();
        var versions = (await registry.DoAsync("versions", TestRegistry.Billing, "--limit", "1000", "--json")).Json.GetProperty("items").EnumerateArray().ToList();
        Assert.All(said, json => Assert.Equal("created", json.GetProperty("outcome").GetString()));
        Assert.Equal(Writers * EmitsEach, versions.Count);
        Assert.Equal(said.Select(json => json.GetProperty("version").GetString()).OrderDescending(), versions.Select(version => version.GetProperty("version").GetString()));
        Assert.Equal(Enumerable.Range(1, versions.Count).Reverse(), versions.Select(version => version.GetProperty("ordinal").GetInt32()));
        Assert.Equal(1 + versions.Count, registry.CountCommits());
        Assert.Equal(versions.Count, (await registry.DoAsync("log", "--limit", "1000", "--json")).Json.GetProperty("items").EnumerateArray().Count(item => item.GetProperty("action").GetString() == "emit"));
        Assert.Empty(registry.Sandbox.Run(registry.Path, "fsck", "--strict", "--no-dangling"));
        if (!bare) Assert.Empty(registry.Sandbox.Run(registry.Path, "status", "--porcelain"));
        await registry.DoAsync("validate");
        await registry.DoAsync("verify");
    }

    [Fact]
    public async Task OfEightProcessesThatEmitTheSameSourceOneCreatesItAndItsFileStays()
    {
        using var registry = await TestRegistry.CreateAsync();
        var process = new RegistryProcess(registry.Sandbox, registry.Path);
        var file = registry.FileOf("a");

        var runs = await Task.WhenAll(Enumerable.Range(0, Writers).Select(_ => process.RunAsync("emit", TestRegistry.Billing, "--source-hash", TestRegistry.HashOf("a"), "--file", file, "--json")));

        Assert.Single(runs, run => run.Ended(ExitCode.Done).Json.GetProperty("outcome").GetString() == "created");
        Assert.Equal(2, registry.CountCommits());
        Assert.True(File.Exists(registry.ContentPath("a")));
        await registry.DoAsync("verify");
    }

    private static async Task<List<CommandRun>> WriteAsync(TestRegistry registry, int writer)
    {
        var process = new RegistryProcess(registry.Sandbox, registry.Path);
        List<CommandRun> runs = [];
        for (var n = 0; n < EmitsEach; n++)
        {
            runs.Add(await process.RunAsync(
                "emit", TestRegistry.Billing, "--source-hash", TestRegistry.HashOf($"{writer}-{n}"), "--file", registry.FileOf($"own-{writer}-{n}"), "--file", registry.FileOf("shared"), "--json"));
        }

        return runs;
    }
}
