using System.Diagnostics;
using System.Text.Json;
using Registry.Bench.Measuring;
using Registry.Bench.Processes;
using Registry.Bench.Reporting;
using Registry.Bench.Setup;

namespace Registry.Bench.Benchmarks;

/// <summary>Eight writers at once beside one that does all of it: nothing is lost, no id is used twice, and it does not take longer.</summary>
internal static class ParallelBenchmark
{
    private const int Writers = 8;
    private const int EmitsOfWriter = 10;

    public static async Task RunAsync(Workspace workspace, Report report)
    {
        var registry = await workspace.RegistryAsync(workspace.Smallest);
        var together = await workspace.CopyAsync(registry.Repository, "together.git");
        var alone = await workspace.CopyAsync(registry.Repository, "alone.git");
        var samples = await Side.InterleaveAsync(warmUps: 0, workspace.Options.Runs,
            new Side(_ => TimedAsync(workspace, together, Writers, EmitsOfWriter)),
            new Side(_ => TimedAsync(workspace, alone, 1, Writers * EmitsOfWriter)));
        var what = $"{Writers} × {EmitsOfWriter} emits at once, {Units.Count(registry.Versions)} versions";
        var ratio = samples[1].Median / samples[0].Median;
        report.Add(new Row(what, $"{samples[0]}; nothing lost, no id twice", $"one process after another: {samples[1]}") { Ratio = ratio, Required = "throughput ≥ 1", Met = ratio >= 1 });
        foreach (var name in (string[])["together.git", "alone.git"]) workspace.Fresh(name);
    }

    private static async Task<double> TimedAsync(Workspace workspace, string repository, int writers, int emits)
    {
        var before = await CommitsAsync(repository);
        var clock = Stopwatch.StartNew();
        var emitted = await Task.WhenAll(Enumerable.Range(0, writers).Select(writer => WriteAsync(workspace, repository, writer, emits)));
        var seconds = clock.Elapsed.TotalSeconds;
        await CheckAsync(repository, before, [.. emitted.SelectMany(results => results)]);
        return seconds;
    }

    /// <summary>One writer: cold processes one after another, into entities of its own.</summary>
    private static async Task<List<string>> WriteAsync(Workspace workspace, string repository, int writer, int emits)
    {
        List<string> results = [];
        for (var emit = 0; emit < emits; emit++)
            results.Add((await Emit.RunAsync(workspace, repository, Lines.Entity((writer * EmitsOfWriter) + (emit % EmitsOfWriter)))).Output);
        return results;
    }

    /// <exception cref="InvalidOperationException">A version is lost, or an id was used twice.</exception>
    private static async Task CheckAsync(string repository, long before, IReadOnlyList<string> results)
    {
        HashSet<string> paths = new(StringComparer.Ordinal);
        foreach (var result in results)
        {
            using var json = JsonDocument.Parse(result);
            var (outcome, entity, version) = (Text("outcome"), Text("entity"), Text("version"));
            if (outcome != "created" || !paths.Add($"entities/{entity}/versions/{version[..7]}/{version}.yaml"))
                throw new InvalidOperationException($"{entity} {version} was {outcome}, or its id was used twice.");

            string Text(string name) => json.RootElement.GetProperty(name).GetString()!;
        }

        var stored = (await Runner.GitAsync(repository, "ls-tree", "-r", "--name-only", "HEAD")).Output.Split('\n').ToHashSet(StringComparer.Ordinal);
        var commits = await CommitsAsync(repository) - before;
        if (!paths.IsSubsetOf(stored) || commits != results.Count) throw new InvalidOperationException($"{results.Count} emits left {commits} commits, and {paths.Except(stored, StringComparer.Ordinal).Count()} versions are missing.");
    }

    private static async Task<long> CommitsAsync(string repository) =>
        long.Parse((await Runner.GitAsync(repository, "rev-list", "--count", "HEAD")).Output, System.Globalization.CultureInfo.InvariantCulture);
}
