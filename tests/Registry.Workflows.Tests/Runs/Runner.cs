using System.Text.Json.Nodes;
using Registry.Testing.Programs;
using Registry.Workflows.Tests.Files;

namespace Registry.Workflows.Tests.Runs;

/// <summary>A machine that runs the scripts of a job in order, as GitHub's do, with <c>registry</c> on its path. It knows nobody: git has no configuration there.</summary>
/// <param name="folder">Where it works.</param>
internal sealed class Runner(string folder)
{
    private static readonly string[] s_inherited = ["DOTNET_ROOT", "DOTNET_ROOT_X64", "TMPDIR"];

    /// <summary>Whether there is what jobs need: bash, and scripts that are programs.</summary>
    public static bool IsSupported => !OperatingSystem.IsWindows();

    /// <summary>Everything that scripts could leave behind.</summary>
    public IEnumerable<string> Files => Directory.EnumerateFileSystemEntries(folder, "*", SearchOption.AllDirectories);

    /// <summary>Runs the only job of a workflow.</summary>
    /// <param name="workflow">The workflow.</param>
    /// <param name="contexts">What expressions see.</param>
    /// <param name="variables">What GitHub says of the event: <c>GITHUB_REPOSITORY</c> and the like.</param>
    /// <param name="more">Variables in the place of those of the steps.</param>
    public async Task<JobRun> RunAsync(
        Workflow workflow, JsonObject contexts, IReadOnlyDictionary<string, string> variables, IReadOnlyDictionary<string, string> more)
    {
        var (job, expressions) = (workflow.Jobs[0], new Expressions(contexts));
        var machine = Machine();
        var log = "";
        foreach (var step in job.Steps.Where(step => step.Run is not null && step.Name != "Install the registry tool"))
        {
            Dictionary<string, string> environment = new(machine, StringComparer.Ordinal);
            foreach (var (name, value) in variables) environment[name] = value;
            foreach (var (name, value) in workflow.Variables.Concat(job.Variables).Concat(step.Variables)) environment[name] = expressions.Evaluate(value);
            foreach (var (name, value) in more) environment[name] = value;
            var script = Path.Combine(machine["RUNNER_TEMP"], "step.sh");
            await File.WriteAllTextAsync(script, step.Run, TestContext.Current.CancellationToken);
            var bash = new ToolCommand(Tool.Require("bash"), machine["GITHUB_WORKSPACE"], "-c", "exec bash -e \"$0\" 2>&1", script) { Variables = environment, InheritsVariables = false };
            var (exitCode, output, _) = await Tool.RunAsync(bash, TestContext.Current.CancellationToken);
            log += output;
            if (exitCode != 0) return new JobRun(false, log, Summary(machine));
        }

        return new JobRun(true, log, Summary(machine));
    }

    private static string Summary(Dictionary<string, string> machine) => File.ReadAllText(machine["GITHUB_STEP_SUMMARY"]);

    private Dictionary<string, string> Machine()
    {
        var temporary = Directory.CreateDirectory(Path.Combine(folder, Guid.NewGuid().ToString("n"))).FullName;
        Dictionary<string, string> machine = new(StringComparer.Ordinal)
        {
            ["PATH"] = $"{Launcher(temporary)}{Path.PathSeparator}{Environment.GetEnvironmentVariable("PATH")}",
            ["HOME"] = Directory.CreateDirectory(Path.Combine(temporary, "home")).FullName,
            ["GIT_CONFIG_NOSYSTEM"] = "1",
            ["RUNNER_TEMP"] = Directory.CreateDirectory(Path.Combine(temporary, "temp")).FullName,
            ["GITHUB_WORKSPACE"] = Directory.CreateDirectory(Path.Combine(temporary, "workspace")).FullName,
            ["GITHUB_ACTIONS"] = "true",
            ["CI"] = "true",
        };
        foreach (var name in new[] { "GITHUB_STEP_SUMMARY", "GITHUB_OUTPUT", "GITHUB_ENV", "GITHUB_PATH" })
        {
            machine[name] = Path.Combine(temporary, name);
            File.WriteAllText(machine[name], "");
        }

        foreach (var name in s_inherited)
            if (Environment.GetEnvironmentVariable(name) is { } value)
                machine[name] = value;
        return machine;
    }

    private static string Launcher(string temporary)
    {
        var folder = Directory.CreateDirectory(Path.Combine(temporary, "tools")).FullName;
        var file = Path.Combine(folder, "registry");
        File.WriteAllText(file, $"#!/bin/sh\nexec '{Tool.Require("dotnet")}' '{Path.Combine(AppContext.BaseDirectory, "registry.dll")}' \"$@\"\n");
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        return folder;
    }
}
