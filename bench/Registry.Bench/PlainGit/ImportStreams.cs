using Registry.Bench.Processes;
using Registry.Bench.Setup;

namespace Registry.Bench.PlainGit;

/// <summary>
/// What a load sends to <c>git fast-import</c>, byte for byte: taken by a program called git that stands in front of the real
/// one on the path and copies its input.
/// </summary>
internal static class ImportStreams
{
    /// <summary>Loads lines into a registry, and keeps the streams in the order in which they were sent.</summary>
    public static async Task<IReadOnlyList<string>> CaptureAsync(Workspace workspace, string repository, string lines)
    {
        var streams = Directory.CreateDirectory(workspace.Fresh("streams")).FullName;
        var path = Environment.GetEnvironmentVariable("PATH")!;
        var script = Path.Combine(Directory.CreateDirectory(workspace.Fresh("shim")).FullName, "git");
        await File.WriteAllTextAsync(script,
            $"""
            #!/bin/sh
            PATH='{path}'
            case " $* " in
            *" fast-import "*) tee "{streams}/$(date +%s%N)" | git "$@" ;;
            *) exec git "$@" ;;
            esac
            """.ReplaceLineEndings("\n"));
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(script, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        await Runner.RunAsync(new Command(workspace.Cli, "--registry", repository, "import", "--no-pack", lines)
        {
            Variables = [new("PATH", $"{Path.GetDirectoryName(script)}{Path.PathSeparator}{path}")],
        });
        return [.. Directory.EnumerateFiles(streams).Order(StringComparer.Ordinal)];
    }

    /// <summary>Sends the streams to git alone, each to a process of its own, as the product does.</summary>
    /// <returns>Seconds and memory.</returns>
    public static async Task<Finished> ReplayAsync(string repository, IReadOnlyList<string> streams)
    {
        var seconds = 0.0;
        Dictionary<string, long> peaks = new(StringComparer.Ordinal);
        foreach (var stream in streams)
        {
            var finished = await Runner.RunAsync(new Command("git", [.. Durability.Options, "fast-import", "--quiet", "--done", "--date-format=raw"])
            {
                Directory = repository,
                InputFiles = [stream],
                WatchMemory = true,
            });
            seconds += finished.Seconds;
            foreach (var (name, bytes) in finished.Peaks) peaks[name] = Math.Max(bytes, peaks.GetValueOrDefault(name));
        }

        return new Finished(seconds, "", peaks);
    }
}
