using Registry.Cli.Hosting;
using Registry.Cli.Tests.Support;
using Registry.Core.Rules;

namespace Registry.Cli.Tests.Commands;

public sealed class BulkTests
{
    private const string Billing = TestRegistry.Billing;

    [Fact]
    public async Task WhatIsExportedIsImportedAsTheSameVersions()
    {
        using var source = await TestRegistry.CreateAsync();
        using var target = await TestRegistry.CreateAsync();
        await FillAsync(source);
        var file = Path.Combine(target.WorkingDirectory, "all.jsonl");

        File.WriteAllText(file, (await source.DoAsync("export")).Output);
        target.Time.Now = source.Time.Now;
        var run = await target.DoAsync("import", file, "--json");
        var again = await target.DoAsync("import", file, "--json");

        Assert.Equal("created unchanged refused commit", run.Names);
        Assert.Equal((3, 0), (run.Json.GetProperty("created").GetInt32(), run.Json.GetProperty("refused").GetInt32()));
        Assert.Equal((0, 3), (again.Json.GetProperty("created").GetInt32(), again.Json.GetProperty("unchanged").GetInt32()));
        Assert.Equal(source.Sandbox.Run(source.Path, "rev-parse", "main:entities"), target.Sandbox.Run(target.Path, "rev-parse", "main:entities"));
        await target.DoAsync("validate");
        Assert.Equal(File.ReadAllText(file), (await target.DoAsync("export")).Output);
    }

    [Fact]
    public async Task VersionsOfOneSourceAreAllImported()
    {
        using var source = await TestRegistry.CreateAsync();
        using var target = await TestRegistry.CreateAsync();
        var first = await source.EmitAsync("a");
        await source.EmitAsync("b");
        await source.DoAsync("revert", $"{Billing}@{first}");
        var file = Path.Combine(target.WorkingDirectory, "all.jsonl");

        await source.DoAsync("export", "--output", file);
        target.Time.Now = source.Time.Now;
        await target.DoAsync("import", file);
        var again = await target.DoAsync("import", file, "--json");

        Assert.Equal(3, again.Json.GetProperty("unchanged").GetInt32());
        Assert.Equal(source.Sandbox.Run(source.Path, "rev-parse", "main:entities"), target.Sandbox.Run(target.Path, "rev-parse", "main:entities"));
    }

    [Fact]
    public async Task ALineThatARuleRefusesEndsTheImportUnlessItIsToGoOn()
    {
        using var registry = await TestRegistry.CreateAsync();
        var file = Path.Combine(registry.WorkingDirectory, "some.jsonl");
        File.WriteAllLines(file, [Line("a"), Line("b").Replace("[{", "[],\"tags\":[{", StringComparison.Ordinal), Line("c").Replace("a.bin", "no name", StringComparison.Ordinal), Line("d")]);

        var stopped = await registry.RunAsync("import", file);
        var count = registry.CountCommits();
        var going = await registry.RunAsync("import", file, "--keep-going", "--json");

        stopped.Broke(RegistryRules.BadRequest, ExitCode.WrongUsage);
        Assert.Contains("line 2: ", stopped.Error, StringComparison.Ordinal);
        Assert.Equal(1, count);
        going.Ended(ExitCode.Refused);
        Assert.Equal((2, 2), (going.Json.GetProperty("created").GetInt32(), going.Json.GetProperty("refused").GetInt32()));
        Assert.Contains("line 3: REG5003", going.Error, StringComparison.Ordinal);
        await registry.DoAsync("validate");
    }

    [Fact]
    public async Task AFileThatIsNotThereIsWrongUsage()
    {
        using var registry = await TestRegistry.CreateAsync();

        (await registry.RunAsync("import", "missing.jsonl")).Broke(RegistryRules.BadRequest, ExitCode.WrongUsage);
    }

    private static async Task FillAsync(TestRegistry registry)
    {
        await registry.EmitAsync(
            "a", Billing, "--semver", "1.0.0", "--name", "First", "--description", "Sends: invoices # really", "--changelog", "One\nTwo\n", "--tag", "x", "--needs", "acme/identity",
            "--file", $"{registry.FileOf("b")},platform=linux,architecture=x64");
        await registry.EmitAsync("a", "acme/identity", "--draft");
        await registry.EmitAsync("b");
    }

    private static string Line(string seed) =>
        $"{{\"entity\":\"{Billing}\",\"sourceHash\":\"{TestRegistry.HashOf(seed)}\",\"files\":[{{\"name\":\"a.bin\",\"size\":1,\"sha256\":\"{new string('a', 64)}\"}}]}}";
}
