using System.ComponentModel;
using System.Diagnostics;
using System.Text.Json.Nodes;
using Registry.Bench.Processes;
using Registry.Bench.Setup;

namespace Registry.Bench.Expressions;

/// <summary>An implementation of CEL in JavaScript, in a process of node of its own.</summary>
internal sealed class NodePeer : IDisposable
{
    private readonly Process _process;

    private NodePeer(string name, string checks, Process process) => (Name, Checks, _process) = (name, checks, process);

    /// <summary>The package and its version.</summary>
    public string Name { get; }

    /// <summary>What compiling with it refuses.</summary>
    public string Checks { get; }

    /// <summary>Installs what there is to compare with, into the folder of the run, and starts it.</summary>
    /// <exception cref="Win32Exception">There is no node, or no npm.</exception>
    /// <exception cref="InvalidOperationException">The packages could not be installed.</exception>
    public static async Task<IReadOnlyList<NodePeer>> StartAsync(Workspace workspace)
    {
        var folder = Directory.CreateDirectory(workspace.Fresh("cel-peers")).FullName;
        foreach (var file in new[] { "package.json", "peers.mjs" }) File.Copy(Path.Combine(AppContext.BaseDirectory, "Expressions", file), Path.Combine(folder, file));
        await Runner.RunAsync(new Command(OperatingSystem.IsWindows() ? "npm.cmd" : "npm", "install", "--no-audit", "--no-fund", "--no-package-lock", "--ignore-scripts") { Directory = folder });
        var versions = JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(folder, "package.json")))!["dependencies"]!;
        (string Package, string Checks)[] peers = [("@bufbuild/cel", "syntax"), ("@marcbachmann/cel-js", "syntax, names and types (the variables are maps of dyn)"), ("cel-js", "syntax")];
        return [.. peers.Select(peer => Start(peer.Package, peer.Checks))];

        NodePeer Start(string package, string checks)
        {
            var start = new ProcessStartInfo("node", ["peers.mjs", package]) { WorkingDirectory = folder, UseShellExecute = false, RedirectStandardInput = true, RedirectStandardOutput = true };
            return new NodePeer($"{package} {versions[package]}", checks, Process.Start(start)!);
        }
    }

    /// <summary>What an expression gives, or why it cannot be compiled or evaluated.</summary>
    public async Task<(JsonNode? Result, string? Fault)> EvaluateAsync(Binding binding)
    {
        var answer = await AskAsync(new JsonObject { ["expression"] = binding.Expression, ["bindings"] = Binding.Values.DeepClone() });
        return (answer["result"], (string?)answer["fault"]);
    }

    /// <summary>Compiles or evaluates for so many seconds of the processor, and tells how many one takes.</summary>
    public async Task<double> MeasureAsync(Binding binding, bool evaluates, double seconds)
    {
        var answer = await AskAsync(new JsonObject
        {
            ["expression"] = binding.Expression, ["bindings"] = Binding.Values.DeepClone(),
            ["measure"] = evaluates ? "evaluate" : "compile", ["seconds"] = seconds,
        });
        return (double)answer["result"]!;
    }

    public void Dispose()
    {
        _process.StandardInput.Close();
        _process.WaitForExit();
        _process.Dispose();
    }

    /// <exception cref="InvalidOperationException">It has ended.</exception>
    private async Task<JsonNode> AskAsync(JsonObject request)
    {
        await _process.StandardInput.WriteLineAsync(request.ToJsonString());
        await _process.StandardInput.FlushAsync();
        return JsonNode.Parse(await _process.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException($"{Name} has ended."))!;
    }
}
