using Registry.Cli.Hosting;
using Registry.Cli.Tests.Support;

namespace Registry.Cli.Tests.Processes;

/// <summary>A registry that cannot be written takes nothing by halves: the emit waits or fails with one error, and goes out later.</summary>
public sealed class StorageTests
{
    private const string Billing = TestRegistry.Billing;

    [Fact]
    public async Task ABranchThatCannotBeMovedQueuesTheEmit()
    {
        using var registry = await TestRegistry.CreateAsync();
        var held = Path.Combine(registry.Path, "refs", "heads", "main.lock");
        File.WriteAllText(held, "");

        var queued = await registry.DoAsync(Emit(registry, "a"));
        File.Delete(held);
        var flushed = await registry.DoAsync("flush", "--json");

        Assert.Equal("queued", queued.Json.GetProperty("outcome").GetString());
        Assert.Equal("outcome entity sourceHash", queued.Names);
        Assert.Contains("registry flush", queued.Error, StringComparison.Ordinal);
        Assert.Equal("flushed waiting items", flushed.Names);
        Assert.Equal(1, flushed.Json.GetProperty("flushed").GetInt32());
        await CompleteAsync(registry, "a", "unchanged");
    }

    [Fact]
    public async Task ObjectsThatCannotBeWrittenQueueTheEmit()
    {
        using var registry = await TestRegistry.CreateAsync();
        var blocked = Block(Path.Combine(registry.Path, "objects"));

        var queued = await registry.DoAsync(Emit(registry, "a"));
        var count = registry.CountCommits();
        foreach (var file in blocked) File.Delete(file);

        Assert.Equal("queued", queued.Json.GetProperty("outcome").GetString());
        Assert.Equal(1, count);
        await CompleteAsync(registry, "a", "unchanged");
    }

    [Fact]
    public async Task AReleaseHostThatCannotBeWrittenQueuesTheEmit()
    {
        using var registry = await TestRegistry.CreateAsync();
        Directory.CreateDirectory(Path.GetDirectoryName(registry.Files)!);
        File.WriteAllText(registry.Files, "in the way");

        var queued = await registry.DoAsync(Emit(registry, "a"));
        File.Delete(registry.Files);

        Assert.Equal("queued", queued.Json.GetProperty("outcome").GetString());
        await CompleteAsync(registry, "a", "unchanged");
    }

    [Theory]
    [InlineData("-f 0")]
    [InlineData("-f 1")]
    [InlineData("-f 64")]
    public async Task AFullDiskFailsWithOneErrorOrQueuesAndTheRepetitionCompletes(string limit)
    {
        Assert.SkipUnless(RegistryProcess.IsSupported, "needs limits");
        using var registry = await TestRegistry.CreateAsync();
        File.WriteAllText(Path.Combine(registry.WorkingDirectory, "a.bin"), new string('x', 1_000_000));
        var limited = new RegistryProcess(registry.Sandbox, registry.Path) { Limit = limit };

        var full = await limited.RunAsync(Emit(registry, "a"));
        var left = registry.CountCommits();

        Assert.True(full.Exit is ExitCode.Done or ExitCode.Failed, $"{full}");
        Assert.DoesNotContain("REG6014", full.Error, StringComparison.Ordinal);
        if (full.Exit == ExitCode.Failed) Assert.Single(full.Error.Split('\n'), line => line.Contains("error REG", StringComparison.Ordinal));
        Assert.Equal(1, left);
        Assert.Empty(registry.Sandbox.Run(registry.Path, "fsck", "--strict", "--no-dangling"));
        (await new RegistryProcess(registry.Sandbox, registry.Path).RunAsync(Emit(registry, "a"))).Ended(ExitCode.Done);
        await CompleteAsync(registry, "a", "unchanged");
    }

    private static string[] Emit(TestRegistry registry, string seed) =>
        ["emit", Billing, "--source-hash", TestRegistry.HashOf(seed), "--file", registry.FileOf(seed), "--json"];

    /// <summary>The emit, given again, finds the registry whole: one version, its file, nothing left behind.</summary>
    private static async Task CompleteAsync(TestRegistry registry, string seed, string expected)
    {
        var run = await registry.DoAsync(Emit(registry, seed));
        Assert.Equal(expected, run.Json.GetProperty("outcome").GetString());
        Assert.Equal(2, registry.CountCommits());
        Assert.Empty(Directory.EnumerateFiles(Path.Combine(registry.Files, "pending")));
        Assert.DoesNotContain(Directory.EnumerateFiles(registry.Files, "*", SearchOption.AllDirectories), file => file.EndsWith(".tmp", StringComparison.Ordinal));
        Assert.Empty(registry.Sandbox.Run(registry.Path, "fsck", "--strict", "--no-dangling"));
        await registry.DoAsync("validate");
        await registry.DoAsync("verify");
    }

    /// <summary>Puts a file where each folder of loose objects would be, and one where packs would be written.</summary>
    private static List<string> Block(string objects)
    {
        List<string> blocked = [];
        for (var n = 0; n < 256; n++)
        {
            var folder = Path.Combine(objects, n.ToString("x2", System.Globalization.CultureInfo.InvariantCulture));
            if (Directory.Exists(folder)) continue;
            File.WriteAllText(folder, "");
            blocked.Add(folder);
        }

        return blocked;
    }
}
