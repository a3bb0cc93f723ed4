using System.Diagnostics;
using System.Globalization;
using Registry.Bench.Measuring;
using Registry.Bench.PlainGit;
using Registry.Bench.Processes;
using Registry.Bench.Reporting;
using Registry.Bench.Setup;
using Registry.Git;
using Registry.Reconciler;

namespace Registry.Bench.Benchmarks;

/// <summary>Passes of a reconciler that sees its registry from afar: the first one of a process, one when nothing changed, and one when a little did.</summary>
internal static class ReconcileBenchmark
{
    private const int Runs = 9;
    private const int MostSeconds = 15;
    private const double MostTimes = 1.5;
    private const int Changed = 10;
    private const int AdoptPort = 5322;

    public static async Task RunAsync(Workspace workspace, Report report)
    {
        var small = await ReconciledRegistry.CreateAsync(workspace, workspace.Smallest);
        var large = await ReconciledRegistry.CreateAsync(workspace, workspace.Largest);
        var size = Units.Count(large.Versions);

        await AdoptAsync(workspace, report, size);
        await using (var clone = await Service.StartAsync($"file://{large.Repository}", workspace.Fresh($"home-{large.Versions}")))
            report.Add(new Row($"the first pass over a registry of {size} versions, with its clone", Units.Time(clone.Seconds), ""));
        await using var service = await Service.StartAsync($"file://{large.Repository}", workspace.PathOf($"home-{large.Versions}"));
        report.Add(Row.Limit($"a start on a blobless clone of {size} versions, with its pass over everything", Units.Time(service.Seconds), service.Seconds, MostSeconds, $"< {MostSeconds} s"));

        var idle = await Side.InterleaveAsync(warmUps: 2, Runs,
            new Side(_ => service.PassAsync()),
            new Side(async _ => (await Runner.RunAsync(new Command("git", "ls-remote", $"file://{large.Repository}", "HEAD"))).Seconds));
        report.Add(Row.Of($"a pass where nothing changed, {size} versions", idle[0], "git ls-remote", idle[1]));

        await using var other = await Service.StartAsync($"file://{small.Repository}", workspace.Fresh($"home-{small.Versions}"));
        var busy = await Side.InterleaveAsync(warmUps: 2, Runs, ChangeOf(service, large, "l"), ChangeOf(other, small, "s"),
            await EmptyPush.PrepareAsync(workspace, large), await EmptyPush.PrepareAsync(workspace, small));
        report.Add(Row.Of($"a pass over {Changed} new versions in {size}", busy[0], $"in {Units.Count(small.Versions)}", busy[1], MostTimes));
        report.Add(Row.Of($"of that, at least: a push of an empty commit by plain git, {size} versions", busy[2], $"in {Units.Count(small.Versions)}", busy[3]));

        await using var here = await Service.StartAsync(large.Repository, workspace.Fresh("home-here"));
        await using var alsoHere = await Service.StartAsync(small.Repository, workspace.Fresh("home-also-here"));
        var local = await Side.InterleaveAsync(warmUps: 2, Runs, ChangeOf(here, large, "lh"), ChangeOf(alsoHere, small, "sh"));
        report.Add(Row.Of($"a pass over {Changed} new versions in {size}, on the registry's own machine", local[0], $"in {Units.Count(small.Versions)}", local[1], MostTimes));

        Side ChangeOf(Service changed, LoadedRegistry registry, string seed) => new(async run =>
        {
            for (var i = 0; i < Changed; i++)
            {
                await workspace.RunAsync(registry.Repository, "emit", Lines.Entity(i), "--source-hash", $"sha256:{Lines.Hash(string.Create(CultureInfo.InvariantCulture, $"{seed} {run} {i} {Guid.NewGuid():N}"))}",
                    "--file", workspace.Artifact);
            }

            var seconds = await changed.PassAsync();
            return changed.Last.Published.Count == Changed && changed.Last.Advances.Count == Changed
                ? seconds
                : throw new InvalidOperationException($"A pass published {changed.Last.Published.Count} versions and moved {changed.Last.Advances.Count} channels, not {Changed}.");
        });
    }

    /// <summary>A service that meets a registry of which nothing is published and no channel was ever moved.</summary>
    private static async Task AdoptAsync(Workspace workspace, Report report, string size)
    {
        var loaded = await workspace.RegistryAsync(workspace.Largest);
        var copy = await workspace.CopyAsync(loaded.Repository, "adopted.git");
        var watch = Stopwatch.StartNew();
        await using var service = await RunningService.StartAsync(workspace, copy, AdoptPort);
        report.Add(new Row($"a service that starts on {size} versions of which none is published, until it is ready", Units.Time(watch.Elapsed.TotalSeconds), $"memory: {Units.Bytes(service.PeakMemory)}"));
    }

    /// <summary>A reconciler that stays in its process.</summary>
    private sealed class Service : IAsyncDisposable
    {
        private readonly GitRegistryStore _store;
        private readonly RegistryReconciler _reconciler;

        private Service(GitRegistryStore store) => (_store, _reconciler) = (store, new RegistryReconciler(store, new ReconcilerOptions()));

        /// <summary>How long it took to start, with the first pass.</summary>
        public double Seconds { get; private set; }

        public Pass Last { get; private set; } = new();

        public static async Task<Service> StartAsync(string registry, string home)
        {
            var watch = Stopwatch.StartNew();
            var service = new Service(await GitRegistryStore.OpenAsync(registry, new GitRegistryStoreOptions { Home = home }, CancellationToken.None));
            await service.PassAsync();
            service.Seconds = watch.Elapsed.TotalSeconds;
            // What the pass itself committed lies before the next one.
            await service.PassAsync();
            return service;
        }

        public async Task<double> PassAsync()
        {
            var watch = Stopwatch.StartNew();
            Last = await _reconciler.RunAsync(PassKind.Changes, CancellationToken.None);
            return watch.Elapsed.TotalSeconds;
        }

        public ValueTask DisposeAsync() => _store.DisposeAsync();
    }
}
