using Registry.Cli.Hosting;
using Registry.Cli.Tests.Support;
using Registry.Testing;

namespace Registry.Cli.Tests.Processes;

/// <summary>An emit that is killed at any of its steps leaves a sound registry, and the same command again completes it.</summary>
public sealed class KilledEmitTests
{
    private const string Billing = TestRegistry.Billing;
    private const int Killed = 128 + 9;

    [Theory]
    [InlineData(true, "before")]
    [InlineData(true, "after", Skip = LongTests.Why, SkipUnless = nameof(LongTests.AreWanted), SkipType = typeof(LongTests))]
    [InlineData(false, "before", Skip = LongTests.Why, SkipUnless = nameof(LongTests.AreWanted), SkipType = typeof(LongTests))]
    [InlineData(false, "after")]
    public async Task AnEmitThatIsKilledAtAnyStepIsCompletedByItsRepetition(bool bare, string when)
    {
        Assert.SkipUnless(RegistryProcess.IsSupported, "needs signals");
        using var registry = await TestRegistry.CreateAsync(bare: bare);
        var git = new KillingGit(registry.Sandbox);
        var staged = bare ? null : Stage(registry);
        Assert.Equal("created", OutcomeOf(await EmitAsync(registry, git, 0, when, "first")));
        var steps = git.Starts;

        for (var step = 1; step <= steps; step++)
        {
            var seed = $"{when}{step}";
            var killed = await EmitAsync(registry, git, step, when, seed);
            // A process that is killed while it ends has said its answer already.
            Assert.True(killed.Exit is Killed or ExitCode.Done, $"step {step}: {killed}");
            Sound(registry, step);

            var again = await EmitAsync(registry, git, 0, when, seed);

            Assert.True(OutcomeOf(again) is "created" or "unchanged", $"step {step}: {again}");
            if (!bare) InStep(registry, staged!, step);
        }

        var versions = (await registry.DoAsync("versions", Billing, "--json", "--limit", "1000")).Json.GetProperty("items").EnumerateArray().ToList();
        Assert.Equal(steps + 1, versions.Count);
        Assert.Equal(steps + 1, versions.Select(version => version.GetProperty("sourceHash").GetString()).Distinct().Count());
        Assert.Equal(steps + 2, registry.CountCommits());
        Sound(registry, steps);
        await registry.DoAsync("validate");
        await registry.DoAsync("verify");
    }

    [Fact]
    public async Task AnEmitThatIsKilledWhileItReadsItsFilesIsCompletedByItsRepetition()
    {
        Assert.SkipUnless(RegistryProcess.IsSupported, "needs pipes with names");
        using var registry = await TestRegistry.CreateAsync();
        var pipe = registry.Sandbox.Combine("pipe");
        registry.Sandbox.Run(registry.Sandbox.Path, "-c", "alias.pipe=!mkfifo pipe", "pipe");
        using (var process = new RegistryProcess(registry.Sandbox, registry.Path).Start(Arguments("a", pipe)))
        {
            // The command waits for the end of the pipe once somebody has opened it.
            await using (var writer = new FileStream(pipe, FileMode.Open, FileAccess.Write))
            {
                await writer.WriteAsync("half"u8.ToArray(), TestRegistry.Token);
                process.Kill();
            }

            await process.WaitForExitAsync(TestRegistry.Token);
        }

        File.Delete(pipe);
        File.WriteAllText(pipe, "whole");

        var again = await new RegistryProcess(registry.Sandbox, registry.Path).RunAsync(Arguments("a", pipe));

        Assert.Equal("created", OutcomeOf(again));
        await registry.DoAsync("validate");
        await registry.DoAsync("verify");
    }

    private static Task<CommandRun> EmitAsync(TestRegistry registry, KillingGit git, int step, string when, string seed) =>
        new RegistryProcess(registry.Sandbox, registry.Path) { Variables = git.Variables(step, when) }
            .RunAsync(Arguments(seed, registry.FileOf(seed)));

    private static string[] Arguments(string seed, string file) => ["emit", Billing, "--source-hash", TestRegistry.HashOf(seed), "--file", file, "--json"];

    private static string? OutcomeOf(CommandRun run) => run.Ended(ExitCode.Done).Json.GetProperty("outcome").GetString();

    private static void Sound(TestRegistry registry, int step)
    {
        var said = registry.Sandbox.Run(registry.Path, "fsck", "--strict", "--no-dangling");
        Assert.True(said.Length == 0, $"step {step}: {said}");
    }

    /// <summary>Work of somebody else in the work tree: a staged file and an untracked one.</summary>
    private static string Stage(TestRegistry registry)
    {
        File.WriteAllText(Path.Combine(registry.Path, "staged.md"), "staged\n");
        registry.Sandbox.Run(registry.Path, "add", "staged.md");
        File.WriteAllText(Path.Combine(registry.Path, "untracked.md"), "untracked\n");
        return registry.Sandbox.Run(registry.Path, "status", "--porcelain");
    }

    private static void InStep(TestRegistry registry, string expected, int step)
    {
        var status = registry.Sandbox.Run(registry.Path, "status", "--porcelain");
        Assert.True(status == expected, $"step {step}: {status}");
    }
}
