using Registry.Bench.Measuring;
using Registry.Bench.Reporting;
using Registry.Bench.Setup;

namespace Registry.Bench.Benchmarks;

/// <summary>Validation of what one emit changed: its time follows the change, not the registry.</summary>
internal static class ChangeBenchmark
{
    private const int WarmUps = 3;
    private const int Runs = 21;
    private const double MostTimes = 1.5;

    public static async Task RunAsync(Workspace workspace, Report report)
    {
        var small = await workspace.RegistryAsync(workspace.Smallest);
        var large = await workspace.RegistryAsync(workspace.Largest);
        foreach (var registry in new[] { small, large }) await Emit.RunAsync(workspace, registry.Repository, registry.AnyEntity());
        var samples = await Side.InterleaveAsync(WarmUps, Runs, CheckOf(large), CheckOf(small));
        report.Add(Row.Of($"validate --base HEAD~1 in {Units.Count(large.Versions)} versions", samples[0], $"in {Units.Count(small.Versions)}", samples[1], MostTimes));

        Side CheckOf(LoadedRegistry registry) => new(async _ => (await workspace.RunAsync(registry.Repository, "validate", "--base", "HEAD~1")).Seconds);
    }
}
