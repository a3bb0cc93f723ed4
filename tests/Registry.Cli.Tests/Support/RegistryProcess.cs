using System.Diagnostics;
using System.Text;
using Registry.Git;
using Registry.Testing;

namespace Registry.Cli.Tests.Support;

/// <summary>Runs the built command line in a process of its own, which sees nothing of the user's set-up.</summary>
internal sealed class RegistryProcess(GitSandbox sandbox, string registry)
{
    private static readonly string[] s_inherited = ["DOTNET_ROOT", "DOTNET_ROOT_X64", "SystemRoot", "TEMP", "TMP", "TMPDIR"];

    /// <summary>Variables in addition to those of the place.</summary>
    public IReadOnlyDictionary<string, string> Variables { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>Limits for <c>ulimit</c>, set by a shell that then becomes the command; <see langword="null"/> for none. What goes beyond fails as on a full disk.</summary>
    public string? Limit { get; init; }

    /// <summary>Whether there is what these tests need: shells, signals and limits.</summary>
    public static bool IsSupported => !OperatingSystem.IsWindows();

    /// <summary>The directory of the command line.</summary>
    public string Directory { get; init; } = AppContext.BaseDirectory;

    private string Program => Path.Combine(Directory, OperatingSystem.IsWindows() ? "registry.exe" : "registry");

    public async Task<CommandRun> RunAsync(params IEnumerable<string> arguments)
    {
        using var process = Start(arguments);
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEndAsync(TestRegistry.Token);
        var error = process.StandardError.ReadToEndAsync(TestRegistry.Token);
        await process.WaitForExitAsync(TestRegistry.Token);
        return new CommandRun(process.ExitCode, await output, await error);
    }

    public Process Start(IEnumerable<string> arguments)
    {
        var start = Limit is null
            ? new ProcessStartInfo(Program, arguments)
            : new ProcessStartInfo("/bin/sh", ["-c", $"trap '' XFSZ; ulimit {Limit}; exec \"$0\" \"$@\"", Program, .. arguments]);
        start.WorkingDirectory = sandbox.Path;
        start.RedirectStandardInput = start.RedirectStandardOutput = start.RedirectStandardError = true;
        start.UseShellExecute = false;
        start.StandardOutputEncoding = start.StandardErrorEncoding = Encoding.UTF8;
        start.Environment.Clear();
        foreach (var name in s_inherited)
            if (Environment.GetEnvironmentVariable(name) is { } value)
                start.Environment[name] = value;
        foreach (var (name, value) in sandbox.Environment) start.Environment[name] = value;
        start.Environment["REGISTRY_URL"] = registry;
        start.Environment[RegistryHome.Variable] = sandbox.Combine("state");
        // A limit on the size of files is one on the runtime's own memory files too.
        start.Environment["DOTNET_EnableWriteXorExecute"] = "0";
        start.Environment["DOTNET_EnableDiagnostics"] = "0";
        foreach (var (name, value) in Variables) start.Environment[name] = value;
        return Process.Start(start)!;
    }
}
