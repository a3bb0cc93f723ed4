using System.ComponentModel;
using System.Text.Json.Nodes;
using Registry.Bench.Expressions;
using Registry.Bench.Measuring;
using Registry.Bench.Reporting;
using Registry.Bench.Setup;
using Registry.Cel;
using Registry.Cel.Values;

namespace Registry.Bench.Benchmarks;

/// <summary>Compiling and evaluating expressions, beside implementations in JavaScript.</summary>
internal static class CelBenchmark
{
    private const int WarmUps = 8;
    private const int Runs = 11;
    private const double SecondsOfRun = 0.05;

    // What was computed last, so that nobody may leave it out.
    private static volatile object? s_kept;

    public static async Task RunAsync(Workspace workspace, Report report)
    {
        var peers = await PeersAsync(workspace, report);
        try
        {
            foreach (var binding in Binding.All) await CompareAsync(binding, peers, report);
        }
        finally
        {
            foreach (var peer in peers) peer.Dispose();
        }

        report.Note($"CEL: processor time of one operation, that of collecting garbage and compiling code included, so that what else the machine does counts little; {WarmUps} rounds of {Units.Time(SecondsOfRun)} warm up each side, the medians are of {Runs} more, in turn. Values are made before the clock starts, in the form that each side takes. "
            + string.Join("; ", peers.Select(peer => $"{peer.Name} refuses wrong {peer.Checks}").Prepend("When it compiles, ours refuses wrong syntax, names, types, fields and patterns")) + ".");
    }

    private static async Task<IReadOnlyList<NodePeer>> PeersAsync(Workspace workspace, Report report)
    {
        try
        {
            return await NodePeer.StartAsync(workspace);
        }
        catch (Exception error) when (error is Win32Exception or InvalidOperationException)
        {
            report.Note("CEL: nothing stands beside it, because node or its packages were not to be had.");
            await Console.Error.WriteLineAsync($"  {error.Message}");
            return [];
        }
    }

    private static async Task CompareAsync(Binding binding, IReadOnlyList<NodePeer> peers, Report report)
    {
        var environment = new CelEnvironment(Binding.Types);
        var values = Binding.Values.ToDictionary(value => value.Key, value => CelValue.FromJson(value.Value, wholeNumbersAreInts: true), StringComparer.Ordinal);
        var result = environment.Compile(binding.Expression).Evaluate(values).ToJson();
        var able = new List<NodePeer>();
        foreach (var peer in peers)
        {
            var (theirs, fault) = await peer.EvaluateAsync(binding);
            if (fault is null && JsonNode.DeepEquals(result, theirs)) able.Add(peer);
            else report.Add(new Row($"CEL: {binding.Name}", "", $"{peer.Name} cannot: {fault ?? $"it gives {theirs?.ToJsonString()}"}"));
        }

        foreach (var evaluates in new[] { false, true })
        {
            var samples = await Side.InterleaveAsync(WarmUps, Runs,
                [new Side(_ => Task.FromResult(Ours(evaluates))), .. able.Select(peer => new Side(_ => peer.MeasureAsync(binding, evaluates, SecondsOfRun)))]);
            var what = $"CEL {(evaluates ? "evaluate" : "compile")}: {binding.Name}";
            if (able.Count == 0) report.Add(new Row(what, Speed(samples[0]), ""));
            for (var i = 0; i < able.Count; i++)
                report.Add(new Row(what, Speed(samples[0]), $"{able[i].Name}: {Speed(samples[i + 1])}") { Ratio = samples[0].Median / samples[i + 1].Median });
        }

        double Ours(bool evaluates)
        {
            var program = environment.Compile(binding.Expression);
            return evaluates ? SecondsOf(() => program.Evaluate(values)) : SecondsOf(() => environment.Compile(binding.Expression));
        }
    }

    private static string Speed(Sample sample) => $"{sample}, {Units.Count((long)(1 / sample.Median))} a second";

    /// <summary>Seconds of the processor that one call takes, of as many as fill the time.</summary>
    private static double SecondsOf(Func<object> run)
    {
        var start = Environment.CpuUsage.TotalTime;
        for (long count = 0, batch = 1; ; batch *= 2)
        {
            for (var i = 0; i < batch; i++) s_kept = run();
            count += batch;
            if ((Environment.CpuUsage.TotalTime - start).TotalSeconds is var elapsed && elapsed >= SecondsOfRun) return elapsed / count;
        }
    }
}
