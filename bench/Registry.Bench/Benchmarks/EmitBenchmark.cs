using Registry.Bench.Measuring;
using Registry.Bench.PlainGit;
using Registry.Bench.Processes;
using Registry.Bench.Reporting;
using Registry.Bench.Setup;

namespace Registry.Bench.Benchmarks;

/// <summary>Cold processes that emit into entities that are there: the same time in a small and in a large registry, and few objects.</summary>
internal static class EmitBenchmark
{
    private const int WarmUps = 3;
    private const int Runs = 21;
    private const int RunsOfIndex = 3;
    private const double MostTimes = 1.5;
    private const int MostObjects = 16;
    private const int MostPackBytes = 4096;

    public static async Task RunAsync(Workspace workspace, Report report)
    {
        var small = await workspace.RegistryAsync(workspace.Smallest);
        var large = await workspace.RegistryAsync(workspace.Largest);
        await SizesAsync(workspace, small, large, report);
        foreach (var registry in new[] { small, large }.Distinct()) await WeightAsync(workspace, registry, report);
        await PlainGitAsync(workspace, small, withWorkTree: true, report);
        if (large != small) await PlainGitAsync(workspace, large, withWorkTree: false, report);
        report.Note("Emit, plain git: the work tree is measured at the small size only, because checking out two files for each version of the large one is what nobody would do; "
            + "the index is read anew for each commit, as a script must that is not the only writer; durability (`core.fsync`) is the product's.");
    }

    private static async Task SizesAsync(Workspace workspace, LoadedRegistry small, LoadedRegistry large, Report report)
    {
        var samples = await Side.InterleaveAsync(WarmUps, Runs,
            new Side(async _ => (await Emit.RunAsync(workspace, large.Repository, large.AnyEntity())).Seconds),
            new Side(async _ => (await Emit.RunAsync(workspace, small.Repository, small.AnyEntity())).Seconds));
        report.Add(Row.Of($"emit into {Units.Count(large.Versions)} versions", samples[0], $"into {Units.Count(small.Versions)}", samples[1], MostTimes));
    }

    /// <summary>What an emit adds.</summary>
    private static async Task WeightAsync(Workspace workspace, LoadedRegistry registry, Report report)
    {
        var before = await CountAsync(registry.Repository);
        await Emit.RunAsync(workspace, registry.Repository, registry.AnyEntity());
        var objects = await CountAsync(registry.Repository) - before;
        long bytes = 0;
        await Runner.RunAsync(new Command("git", "pack-objects", "--revs", "--thin", "--stdout", "-q")
        {
            Directory = registry.Repository,
            Input = "HEAD\n^HEAD~1\n",
            Drain = async pack => bytes = await Drain.BytesAsync(pack),
        });
        var size = Units.Count(registry.Versions);
        report.Add(Row.Limit($"objects of an emit into {size}", Units.Count(objects), objects, MostObjects, $"≤ {MostObjects}"));
        report.Add(Row.Limit($"thin pack of an emit into {size}", Units.Bytes(bytes), bytes, MostPackBytes, $"≤ {Units.Bytes(MostPackBytes)}"));
    }

    private static async Task PlainGitAsync(Workspace workspace, LoadedRegistry registry, bool withWorkTree, Report report)
    {
        var mine = await workspace.CopyAsync(registry.Repository, "emit-ours.git");
        var bare = await workspace.CopyAsync(registry.Repository, "emit-git.git");
        List<Side> sides =
        [
            new(async _ => (await Emit.RunAsync(workspace, mine, registry.AnyEntity())).Seconds),
            new(_ => Committer.FastImportAsync(bare, VersionFiles.Of(registry.AnyEntity()))),
            new(_ => Committer.IndexAsync(bare, VersionFiles.Of(registry.AnyEntity()))),
        ];
        if (withWorkTree)
        {
            var tree = workspace.Fresh("emit-tree");
            await Runner.RunAsync(new Command("git", "clone", "--quiet", "--local", registry.Repository, tree));
            sides.Add(new(_ => Committer.WorkTreeAsync(tree, VersionFiles.Of(registry.AnyEntity()))));
        }

        var samples = await Side.InterleaveAsync(warmUps: 1, withWorkTree ? Runs : RunsOfIndex, sides);
        var what = $"emit beside plain git, {Units.Count(registry.Versions)} versions";
        report.Add(Row.Of(what, samples[0], "one git fast-import", samples[1]));
        report.Add(Row.Of(what, samples[0], "index: read-tree … update-ref", samples[2]));
        if (withWorkTree) report.Add(Row.Of(what, samples[0], "git add, git commit", samples[3]));
        foreach (var name in (string[])["emit-ours.git", "emit-git.git", "emit-tree"]) workspace.Fresh(name);
    }

    private static async Task<long> CountAsync(string repository)
    {
        var output = (await Runner.GitAsync(repository, "count-objects", "-v")).Output;
        return output.Split('\n').Where(line => line.StartsWith("count:", StringComparison.Ordinal) || line.StartsWith("in-pack:", StringComparison.Ordinal))
            .Sum(line => long.Parse(line[(line.IndexOf(' ', StringComparison.Ordinal) + 1)..], System.Globalization.CultureInfo.InvariantCulture));
    }
}
