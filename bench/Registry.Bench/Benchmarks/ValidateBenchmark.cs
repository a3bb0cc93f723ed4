using Registry.Bench.Measuring;
using Registry.Bench.PlainGit;
using Registry.Bench.Processes;
using Registry.Bench.Reporting;
using Registry.Bench.Setup;

namespace Registry.Bench.Benchmarks;

/// <summary>A whole validation beside reading and parsing the same bytes.</summary>
internal static class ValidateBenchmark
{
    private const double MostTimes = 2;

    // So large a registry has been read whole just before, and starting the program counts for nothing.
    private const int LoadThatWarmsUp = 100_000;

    public static async Task RunAsync(Workspace workspace, Report report)
    {
        foreach (var versions in workspace.Options.Versions) await RunAsync(workspace, await workspace.RegistryAsync(versions), report);
        report.Note("Validate: beside it stand `git cat-file --batch --buffer` of the same files, drained, and then YamlDotNet's parser events of the same bytes from memory, "
            + "on as many cores as validate uses; the two follow each other, and listing the files is not counted.");
    }

    private static async Task RunAsync(Workspace workspace, LoadedRegistry registry, Report report)
    {
        var ids = await Contents.IdsAsync(registry.Repository);
        var contents = await Contents.LoadAsync(registry.Repository, ids);
        var peaks = Finished.None.Peaks;
        var warmUps = registry.Versions >= LoadThatWarmsUp ? 0 : 1;
        var (reading, parsing) = (new Sample(), new Sample());
        var samples = await Side.InterleaveAsync(warmUps, workspace.Options.RunsOf(registry.Versions),
            new Side(async _ =>
            {
                var finished = await Runner.RunAsync(new Command(workspace.Cli, "--registry", registry.Repository, "validate") { WatchMemory = true });
                peaks = finished.Peaks;
                return finished.Seconds;
            }),
            new Side(async run =>
            {
                var (read, parse) = (await Contents.ReadAsync(registry.Repository, ids), Contents.Parse(contents));
                if (run >= warmUps) reading.Add(read);
                if (run >= warmUps) parsing.Add(parse);
                return read + parse;
            }));
        report.Add(Row.Of($"validate all of {Units.Count(registry.Versions)} versions", samples[0],
            $"cat-file {Units.Time(reading.Median)} + parsing {Units.Time(parsing.Median)}", samples[1], registry.Versions == workspace.Largest ? MostTimes : null));
        report.Add(new Row($"validate {Units.Count(registry.Versions)}: peak memory", Units.Peaks(peaks), ""));
    }
}
