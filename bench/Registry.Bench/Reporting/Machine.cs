using System.Globalization;
using System.Runtime.InteropServices;
using Registry.Bench.Measuring;
using Registry.Bench.Processes;

namespace Registry.Bench.Reporting;

/// <summary>What the numbers were measured on.</summary>
internal static class Machine
{
    public static async Task<string> DescribeAsync()
    {
        var git = (await Runner.RunAsync(new Command("git", "version"))).Output.Trim();
        var memory = Units.Bytes(GC.GetGCMemoryInfo().TotalAvailableMemoryBytes);
        return $"{Processor()}, {Environment.ProcessorCount} cores, {memory} of memory; {RuntimeInformation.OSDescription}, {FileSystem(Path.GetTempPath())}; "
            + $"{RuntimeInformation.FrameworkDescription}, {git}.";
    }

    /// <summary>How many processes wanted to run in the last 1, 5 and 15 minutes.</summary>
    public static string Load() => File.Exists("/proc/loadavg") ? string.Join(' ', File.ReadAllText("/proc/loadavg").Split(' ').Take(3)) : "unknown";

    private static string Processor() => File.Exists("/proc/cpuinfo")
        ? File.ReadLines("/proc/cpuinfo").FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal))?.Split(':', 2)[1].Trim() ?? "unknown processor"
        : RuntimeInformation.ProcessArchitecture.ToString();

    private static string FileSystem(string path)
    {
        var drive = DriveInfo.GetDrives().Where(drive => path.StartsWith(drive.Name, StringComparison.Ordinal)).MaxBy(drive => drive.Name.Length);
        return drive?.DriveFormat.ToLower(CultureInfo.InvariantCulture) ?? "unknown file system";
    }
}
