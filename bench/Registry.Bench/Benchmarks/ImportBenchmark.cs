using Registry.Bench.Measuring;
using Registry.Bench.PlainGit;
using Registry.Bench.Processes;
using Registry.Bench.Reporting;
using Registry.Bench.Setup;

namespace Registry.Bench.Benchmarks;

/// <summary>A bulk load beside <c>git fast-import</c> alone, and the packing that follows it.</summary>
internal static class ImportBenchmark
{
    private const double MostTimes = 2;

    public static async Task RunAsync(Workspace workspace, Report report)
    {
        foreach (var versions in workspace.Options.Versions) await RunAsync(workspace, versions, report);
        report.Note("Import: git's side is fed, byte for byte, what the product sent to `git fast-import`: the same `M 100644 inline` commands in the same order, in as many processes.");
    }

    private static async Task RunAsync(Workspace workspace, int versions, Report report)
    {
        var lines = await LoadedRegistry.LinesAsync(workspace, versions);
        var origin = await LoadedRegistry.BeginAsync(workspace, "import-origin.git");
        var streams = await ImportStreams.CaptureAsync(workspace, await workspace.CopyAsync(origin, "import-ours.git"), lines);
        var (ours, peer) = (Finished.None, Finished.None);
        var samples = await Side.InterleaveAsync(warmUps: 0, workspace.Options.RunsOf(versions),
            new Side(async _ =>
            {
                var repository = await workspace.CopyAsync(origin, "import-ours.git");
                ours = await Runner.RunAsync(new Command(workspace.Cli, "--registry", repository, "import", "--no-pack", lines) { WatchMemory = true });
                return ours.Seconds;
            }),
            new Side(async _ => (peer = await ImportStreams.ReplayAsync(await workspace.CopyAsync(origin, "import-git.git"), streams)).Seconds));
        var size = Units.Count(versions);
        report.Add(Row.Of($"import {size} versions", samples[0], "git fast-import", samples[1], MostTimes));
        report.Add(new Row($"import {size}: peak memory", Units.Peaks(ours.Peaks), Units.Peaks(peer.Peaks)));

        foreach (var name in (string[])["streams", "import-git.git", "import-origin.git"]) workspace.Fresh(name);
        await PackAsync(workspace, versions, report);
    }

    /// <summary>One line more, this time with the packing; what is left is the registry that the other benchmarks use.</summary>
    private static async Task PackAsync(Workspace workspace, int versions, Report report)
    {
        var repository = workspace.Fresh($"registry-{versions}.git");
        Directory.Move(workspace.PathOf("import-ours.git"), repository);
        var last = workspace.PathOf("last.jsonl");
        await File.WriteAllTextAsync(last, Lines.Line(Lines.Entities(versions) - 1, Lines.VersionsOfEntity) + "\n");
        var packing = await Runner.RunAsync(new Command(workspace.Cli, "--registry", repository, "import", last) { WatchMemory = true });
        report.Add(new Row($"packing after it, {Units.Count(versions)} versions", Units.Time(packing.Seconds), $"memory: {Units.Peaks(packing.Peaks)}"));
    }
}
