using System.Diagnostics;
using Registry.Bench.Measuring;
using Registry.Bench.PlainGit;
using Registry.Bench.Processes;
using Registry.Bench.Reporting;
using Registry.Bench.Setup;
using Registry.Core.Entities;
using Registry.Core.Operations;
using Registry.Core.Sources;
using Registry.Core.Store;
using Registry.Core.Store.Groups;
using Registry.Core.Versions;
using Registry.Git;
using Registry.Git.Processes;

namespace Registry.Bench.Benchmarks;

/// <summary>Many callers of one process, whose emits into a remote registry share commits, beside eight processes that each fetch, commit and push.</summary>
internal static class GroupBenchmark
{
    private const int Callers = 256;
    private const int EmitsOfCaller = 16;
    private const int Writers = 8;
    private const int CommitsOfWriter = 5;
    private const double LeastTimes = 20;

    public static async Task RunAsync(Workspace workspace, Report report)
    {
        var registry = await workspace.RegistryAsync(workspace.Smallest);
        var ours = await workspace.CopyAsync(registry.Repository, "group-ours.git");
        var theirs = await workspace.CopyAsync(registry.Repository, "group-git.git");
        var samples = await Side.InterleaveAsync(warmUps: 1, workspace.Options.Runs,
            new Side(_ => TogetherAsync(workspace, registry, ours)),
            new Side(_ => LoopsAsync(workspace, registry, theirs)));
        const int Emits = Callers * EmitsOfCaller;
        const int Commits = Writers * CommitsOfWriter;
        var (rate, peer) = (Emits / samples[0].Median, Commits / samples[1].Median);
        report.Add(new Row($"{Callers} callers at once in one process, remote registry of {Units.Count(registry.Versions)} versions",
            $"{rate:0} emits a second ({Emits} in {samples[0]})", $"{Writers} processes that fetch, commit and push: {peer:0.0} a second ({Commits} in {samples[1]})")
        {
            Ratio = rate / peer,
            Required = $"throughput ≥ {LeastTimes}",
            Met = rate / peer >= LeastTimes,
        });
        report.Note("Group commit: the remote is the same bare repository over file:// for both; plain git has no work tree, and its contents are in its clone before the clock starts.");
    }

    private static async Task<double> TogetherAsync(Workspace workspace, LoadedRegistry registry, string repository)
    {
        var before = await CommitsAsync(repository);
        var home = workspace.Fresh("group-home");
        Dictionary<string, string> environment = new(StringComparer.Ordinal)
        {
            ["PATH"] = Environment.GetEnvironmentVariable("PATH") ?? "",
            ["GIT_CONFIG_NOSYSTEM"] = "1", ["GIT_CONFIG_GLOBAL"] = "/dev/null",
            ["GIT_AUTHOR_NAME"] = "Bench", ["GIT_AUTHOR_EMAIL"] = "bench@registry.example", ["GIT_COMMITTER_NAME"] = "Bench", ["GIT_COMMITTER_EMAIL"] = "bench@registry.example",
        };
        var options = new GitRegistryStoreOptions { Home = home, Git = new GitExecutable(environment) };
        await using var store = await GitRegistryStore.OpenAsync($"file://{repository}", options, CancellationToken.None);
        await using var group = new GroupCommit(store, new GroupCommitOptions());
        // Each entity is read once, which fetches what a service has after its first minutes.
        var entities = Math.Min(Callers, Lines.Entities(registry.Versions));
        await Task.WhenAll(Enumerable.Range(0, entities).Select(number => EmitAsync(group, Lines.Entity(number))));

        var clock = Stopwatch.StartNew();
        await Task.WhenAll(Enumerable.Range(0, Callers).Select(async caller =>
        {
            for (var emit = 0; emit < EmitsOfCaller; emit++) await EmitAsync(group, Lines.Entity(caller % entities));
        }));
        var seconds = clock.Elapsed.TotalSeconds;
        await Console.Error.WriteLineAsync($"  {Callers * EmitsOfCaller} emits in {await CommitsAsync(repository) - before} commits");
        return seconds;
    }

    /// <exception cref="InvalidOperationException">The version was not committed.</exception>
    private static async Task EmitAsync(GroupCommit group, string entity)
    {
        var request = new EmitRequest
        {
            Entity = EntityName.Parse(entity),
            SourceHash = Digest.Parse($"sha256:{Emit.NewSource()}"),
            SemVer = "2.0.0",
            Files = [new VersionFile { Name = "artifact.zip", Size = 1024, Sha256 = Digest.Parse($"sha256:{Emit.NewSource()}") }],
        };
        if (await group.ExecuteAsync(new EmitOperation(request), CancellationToken.None) is not Committed<EmitOutcome>)
            throw new InvalidOperationException($"A version of {entity} was not committed.");
    }

    private static async Task<double> LoopsAsync(Workspace workspace, LoadedRegistry registry, string repository)
    {
        var before = await CommitsAsync(repository);
        var loops = new List<Func<Task>>();
        for (var writer = 0; writer < Writers; writer++)
        {
            var clone = await PushLoop.CloneAsync(workspace, repository, $"group-clone{writer}.git");
            loops.Add(await PushLoop.PrepareAsync(clone, [.. Enumerable.Range(0, CommitsOfWriter).Select(_ => VersionFiles.Of(registry.AnyEntity()))]));
        }

        var clock = Stopwatch.StartNew();
        await Task.WhenAll(loops.Select(loop => loop()));
        var seconds = clock.Elapsed.TotalSeconds;
        var commits = await CommitsAsync(repository) - before;
        if (commits != Writers * CommitsOfWriter) throw new InvalidOperationException($"Plain git made {commits} commits of {Writers * CommitsOfWriter}.");
        return seconds;
    }

    private static async Task<long> CommitsAsync(string repository) =>
        long.Parse((await Runner.GitAsync(repository, "rev-list", "--count", "main")).Output, System.Globalization.CultureInfo.InvariantCulture);
}
