using Registry.Bench.Measuring;
using Registry.Bench.Processes;
using Registry.Bench.Reporting;
using Registry.Bench.Setup;

namespace Registry.Bench.Benchmarks;

/// <summary>Reads: whatever the size of the registry, the time of starting the program.</summary>
internal static class ReadBenchmark
{
    private const int WarmUps = 3;
    private const int Runs = 21;
    private const double MostTimesOfSize = 1.5;

    public static async Task RunAsync(Workspace workspace, Report report)
    {
        var small = await workspace.RegistryAsync(workspace.Smallest);
        var large = await workspace.RegistryAsync(workspace.Largest);
        var (name, other) = (large.AnyEntity(), small.AnyEntity());
        await PointAsync(workspace, large, name);
        await PointAsync(workspace, small, other);
        (string What, string[] Large, string[] Small)[] reads =
        [
            ("active", ["active", name, "--channel", LoadedRegistry.Channel], ["active", other, "--channel", LoadedRegistry.Channel]),
            ("show", ["show", $"{name}:{LoadedRegistry.Channel}"], ["show", $"{other}:{LoadedRegistry.Channel}"]),
            ("versions", ["versions", name], ["versions", other]),
        ];
        foreach (var read in reads)
        {
            var samples = await Side.InterleaveAsync(WarmUps, Runs,
                new Side(async _ => (await workspace.RunAsync(large.Repository, read.Large)).Seconds),
                new Side(async _ => (await workspace.RunAsync(small.Repository, read.Small)).Seconds),
                new Side(async _ => (await Runner.RunAsync(new Command(workspace.Empty))).Seconds),
                new Side(async _ => (await Runner.RunAsync(new Command(workspace.Cli, "--version"))).Seconds),
                new Side(async _ => (await Runner.GitAsync(large.Repository, "show", $"HEAD:entities/{name}/channels/{LoadedRegistry.Channel}.yaml")).Seconds));
            report.Add(Row.Of($"{read.What} at {Units.Count(large.Versions)} versions", samples[0], $"at {Units.Count(small.Versions)}", samples[1], MostTimesOfSize));
            report.Add(Row.Of($"{read.What} at {Units.Count(large.Versions)} versions", samples[0], "an empty .NET program", samples[2]));
            report.Add(Row.Of($"{read.What} at {Units.Count(large.Versions)} versions", samples[0], "registry --version", samples[3]));
            report.Add(Row.Of($"{read.What} at {Units.Count(large.Versions)} versions", samples[0], "git show HEAD:path", samples[4]));
        }
    }

    /// <summary>Lets the entity's channel point at its newest version.</summary>
    private static Task<Finished> PointAsync(Workspace workspace, LoadedRegistry registry, string entity) =>
        workspace.RunAsync(registry.Repository, "promote", $"{entity}@1.{Lines.VersionsOfEntity - 1}.0", "--channel", LoadedRegistry.Channel, "--reason", "benchmark");
}
