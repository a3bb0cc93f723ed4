using System.Diagnostics;

namespace Registry.MSBuild.Tests.Support;

/// <summary>Runs the real <c>dotnet</c> with an environment that has nothing of the user's.</summary>
internal static class DotNet
{
    private static readonly string[] s_inherited = ["PATH", "DOTNET_ROOT", "DOTNET_ROOT_X64", "SystemRoot", "TEMP", "TMP", "TMPDIR"];

    private static readonly KeyValuePair<string, string>[] s_quiet =
    [
        new("DOTNET_CLI_TELEMETRY_OPTOUT", "1"),
        new("DOTNET_NOLOGO", "1"),
        new("DOTNET_CLI_UI_LANGUAGE", "en"),
        new("DOTNET_CLI_WORKLOAD_UPDATE_NOTIFY_DISABLE", "true"),
        new("DOTNET_GENERATE_ASPNET_CERTIFICATE", "false"),
        new("MSBUILDTERMINALLOGGER", "off"),
        // For programs that end soon; makes no difference but in time.
        new("DOTNET_TieredPGO", "0"),
    ];

    /// <summary>Runs a command to its end.</summary>
    public static async Task<(int Exit, string Output)> RunAsync(string directory, IEnumerable<KeyValuePair<string, string>> variables, IEnumerable<string> arguments)
    {
        using var process = Start(directory, variables, arguments);
        return await EndAsync(process);
    }

    /// <summary>Starts a command; nobody types anything.</summary>
    public static Process Start(string directory, IEnumerable<KeyValuePair<string, string>> variables, IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo("dotnet", arguments)
        {
            WorkingDirectory = directory,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        start.Environment.Clear();
        foreach (var name in s_inherited)
            if (Environment.GetEnvironmentVariable(name) is { } value)
                start.Environment[name] = value;
        foreach (var (name, value) in s_quiet.Concat(variables)) start.Environment[name] = value;
        var process = Process.Start(start)!;
        process.StandardInput.Close();
        return process;
    }

    /// <summary>Waits for the end of a command; all that it said, in no particular order.</summary>
    public static async Task<(int Exit, string Output)> EndAsync(Process process)
    {
        var token = TestContext.Current.CancellationToken;
        var output = process.StandardOutput.ReadToEndAsync(token);
        var error = process.StandardError.ReadToEndAsync(token);
        await process.WaitForExitAsync(token);
        return (process.ExitCode, await output + await error);
    }
}
