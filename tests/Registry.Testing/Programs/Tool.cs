using System.Diagnostics;

namespace Registry.Testing.Programs;

/// <summary>Programs that others wrote and that may or may not be installed.</summary>
public static class Tool
{
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(3);

    /// <summary>Where a program is.</summary>
    /// <exception cref="MissingToolException">It is nowhere on the path.</exception>
    public static string Require(string name)
    {
        string[] endings = OperatingSystem.IsWindows() ? [".exe", ".cmd"] : [""];
        return (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
            .SelectMany(folder => endings.Select(ending => Path.Combine(folder, name + ending))).FirstOrDefault(File.Exists)
            ?? throw new MissingToolException($"'{name}' is not installed.");
    }

    /// <summary>Runs a program to its end.</summary>
    /// <returns>Its exit code, its output, and what it said besides.</returns>
    public static async Task<(int ExitCode, string Output, string Error)> RunAsync(ToolCommand command, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo(command.Program, command.Arguments)
        {
            WorkingDirectory = command.Directory,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        if (!command.InheritsVariables) start.Environment.Clear();
        foreach (var (name, value) in command.Variables) start.Environment[name] = value;

        using var process = Process.Start(start)!;
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        timeout.CancelAfter(s_patience);
        var (output, error) = (process.StandardOutput.ReadToEndAsync(timeout.Token), process.StandardError.ReadToEndAsync(timeout.Token));
        try
        {
            await process.StandardInput.WriteAsync(command.Input);
            process.StandardInput.Close();
            await process.WaitForExitAsync(timeout.Token);
            return (process.ExitCode, await output, await error);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }
    }
}
