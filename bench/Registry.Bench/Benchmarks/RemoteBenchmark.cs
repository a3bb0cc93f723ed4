using Registry.Bench.Measuring;
using Registry.Bench.Processes;
using Registry.Bench.Reporting;
using Registry.Bench.Setup;

namespace Registry.Bench.Benchmarks;

/// <summary>A remote registry: its first use on a machine, and the uses after it.</summary>
internal static class RemoteBenchmark
{
    private const int Runs = 9;
    private const int MostSeconds = 15;

    public static async Task RunAsync(Workspace workspace, Report report)
    {
        var registry = await workspace.RegistryAsync(workspace.Largest);
        var entity = Lines.Entity(0);
        await workspace.RunAsync(registry.Repository, "promote", $"{entity}@1.0.0", "--channel", LoadedRegistry.Channel, "--reason", "benchmark");
        var home = workspace.Fresh("home");
        var active = new Command(workspace.Cli, "--registry", $"file://{registry.Repository}", "active", entity, "--channel", LoadedRegistry.Channel)
        {
            Variables = [new("REGISTRY_HOME", home)],
        };
        var first = (await Runner.RunAsync(active with { WatchMemory = true })).Seconds;
        var size = Units.Count(registry.Versions);
        report.Add(Row.Limit($"first active of a remote registry of {size} versions", Units.Time(first), first, MostSeconds, $"< {MostSeconds} s"));

        var samples = await Side.InterleaveAsync(warmUps: 1, Runs,
            new Side(async _ => (await Runner.RunAsync(active)).Seconds),
            new Side(async _ => (await Runner.RunAsync(new Command("git", "ls-remote", $"file://{registry.Repository}", "HEAD"))).Seconds));
        report.Add(Row.Of("active of a remote registry, the next times", samples[0], "git ls-remote", samples[1]));
        workspace.Fresh("home");
    }
}
