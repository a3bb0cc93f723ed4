using Registry.Bench.Benchmarks;
using Registry.Bench.Reporting;
using Registry.Bench.Setup;

namespace Registry.Bench;

/// <summary>The benchmarks, in the order in which one leaves to the next what it needs.</summary>
internal static class Suite
{
    private static readonly (string Name, Func<Workspace, Report, Task> Run)[] s_benchmarks =
    [
        ("import", ImportBenchmark.RunAsync),
        ("emit", EmitBenchmark.RunAsync),
        ("read", ReadBenchmark.RunAsync),
        ("validate", ValidateBenchmark.RunAsync),
        ("change", ChangeBenchmark.RunAsync),
        ("parallel", ParallelBenchmark.RunAsync),
        ("remote", RemoteBenchmark.RunAsync),
        ("reconcile", ReconcileBenchmark.RunAsync),
        ("group", GroupBenchmark.RunAsync),
        ("api", ApiBenchmark.RunAsync),
        ("build", BuildBenchmark.RunAsync),
        ("cel", CelBenchmark.RunAsync),
    ];

    public static async Task RunAsync(Workspace workspace, Report report)
    {
        foreach (var (name, run) in s_benchmarks)
        {
            if (workspace.Options.Only is { Count: > 0 } only && !only.Contains(name, StringComparer.Ordinal)) continue;
            await Console.Error.WriteLineAsync($"{name} (load {Machine.Load()})");
            await run(workspace, report);
        }
    }
}
