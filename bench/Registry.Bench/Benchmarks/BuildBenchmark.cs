using System.Globalization;
using Registry.Bench.Measuring;
using Registry.Bench.Processes;
using Registry.Bench.Reporting;
using Registry.Bench.Setup;

namespace Registry.Bench.Benchmarks;

/// <summary>Builds of small and large solutions, with the build integration and without: the first, one with nothing to do, one with one change.</summary>
internal static class BuildBenchmark
{
    private const int Runs = 9;
    private const double MostOverhead = 1.05;

    public static async Task RunAsync(Workspace workspace, Report report)
    {
        var feed = workspace.Fresh("feed");
        await Runner.RunAsync(new Command("dotnet", "pack", Path.Combine(Publisher.Root(), "src", "Registry.MSBuild"), "--output", feed, "--verbosity", "quiet") { Drain = _ => Task.CompletedTask });
        // A package of the same version is not taken twice.
        workspace.Fresh("packages");
        foreach (var size in workspace.Options.Projects)
        {
            var with = await BuiltSolution.CreateAsync(workspace, size, feed);
            var without = await BuiltSolution.CreateAsync(workspace, size, null);
            await MeasureAsync(workspace, report, with, without);
        }
    }

    private static async Task MeasureAsync(Workspace workspace, Report report, BuiltSolution with, BuiltSolution without)
    {
        var projects = with.Projects == 1 ? "1 project" : $"{with.Projects} projects";
        // A hundred projects take minutes to build.
        var (builds, runs) = with.Projects > 20 ? (1, 3) : (workspace.Options.Runs, Runs);
        var first = await Side.InterleaveAsync(warmUps: 1, builds, FirstOf(workspace, with), FirstOf(workspace, without));
        report.Add(Row.Of($"first build of {projects}", first[0], "without Registry.MSBuild", first[1], MostOverhead));

        var idle = await Side.InterleaveAsync(warmUps: 1, runs, new Side(_ => with.BuildAsync()), new Side(_ => without.BuildAsync()));
        report.Add(Row.Of($"build of {projects} with nothing to do", idle[0], "without Registry.MSBuild", idle[1], note: PerProject(idle, with.Projects)));

        var changed = await Side.InterleaveAsync(warmUps: 1, runs, ChangedOf(with), ChangedOf(without));
        report.Add(Row.Of($"build of {projects} with one change", changed[0], "without Registry.MSBuild", changed[1]));
    }

    private static string PerProject(IReadOnlyList<Sample> samples, int projects) =>
        string.Create(CultureInfo.InvariantCulture, $"; {(samples[0].Min - samples[1].Min) * 1000 / projects:0.0} ms a project between the minima");

    private static Side FirstOf(Workspace workspace, BuiltSolution solution) => new(async _ =>
    {
        await solution.CleanAsync(workspace);
        return await solution.BuildAsync();
    });

    private static Side ChangedOf(BuiltSolution solution) => new(_ =>
    {
        solution.Edit();
        return solution.BuildAsync();
    });
}
