using System.Diagnostics;

namespace Registry.Bench.Processes;

/// <summary>Runs programs from a cold start to their end.</summary>
internal static class Runner
{
    // Everybody commits as the same person, and nobody's own configuration changes the result.
    private static readonly KeyValuePair<string, string>[] s_variables =
    [
        new("GIT_AUTHOR_NAME", "Bench"), new("GIT_AUTHOR_EMAIL", "bench@registry.example"),
        new("GIT_COMMITTER_NAME", "Bench"), new("GIT_COMMITTER_EMAIL", "bench@registry.example"),
        new("GIT_CONFIG_GLOBAL", "/dev/null"), new("GIT_CONFIG_NOSYSTEM", "1"), new("REGISTRY_URL", ""),
    ];

    /// <summary>Runs git in a repository.</summary>
    public static Task<Finished> GitAsync(string directory, params IReadOnlyList<string> arguments) =>
        RunAsync(new Command("git", arguments) { Directory = directory });

    /// <exception cref="InvalidOperationException">The program failed.</exception>
    public static async Task<Finished> RunAsync(Command command)
    {
        var start = new ProcessStartInfo(command.Program, command.Arguments)
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = command.Directory ?? Path.GetTempPath(),
        };
        foreach (var (name, value) in s_variables.Concat(command.Variables)) start.Environment[name] = value;

        var clock = Stopwatch.StartNew();
        using var process = Process.Start(start)!;
        using var memory = command.WatchMemory ? new MemoryWatch(process.Id) : null;
#pragma warning disable CA2025 // The process is disposed of after all three streams have been awaited, or after a failure that ends the run.
        var feeding = FeedAsync(process, command);
#pragma warning restore CA2025
        var errors = process.StandardError.ReadToEndAsync();
        var output = "";
        if (command.Drain is { } drain) await drain(process.StandardOutput.BaseStream);
        else output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        var seconds = clock.Elapsed.TotalSeconds;
        await feeding;
        if (process.ExitCode != 0 && !command.MayFail)
            throw new InvalidOperationException($"{Path.GetFileName(command.Program)} {string.Join(' ', command.Arguments)} ended with {process.ExitCode}: {await errors}{output}");
        return new Finished(seconds, output, memory?.Peaks ?? Finished.None.Peaks);
    }

    private static async Task FeedAsync(Process process, Command command)
    {
        var input = process.StandardInput.BaseStream;
        try
        {
            foreach (var file in command.InputFiles)
            {
                await using var stream = File.OpenRead(file);
                await stream.CopyToAsync(input, 1 << 20);
            }

            await process.StandardInput.WriteAsync(command.Input);
            process.StandardInput.Close();
        }
        catch (IOException)
        {
            // The program ended without reading; its exit code says why.
        }
    }
}
