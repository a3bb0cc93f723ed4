using System.Collections.Concurrent;
using System.Globalization;

namespace Registry.Bench.Processes;

/// <summary>
/// Most memory that a process and its children had resident: the kernel's own high-water mark, <c>VmHWM</c> in
/// <c>/proc/…/status</c>, read until each process has ended. Elsewhere than on Linux nothing is known.
/// </summary>
internal sealed class MemoryWatch : IDisposable
{
    private static readonly TimeSpan s_interval = TimeSpan.FromMilliseconds(100);

    private readonly ConcurrentDictionary<string, long> _peaks = new(StringComparer.Ordinal);
    private readonly int _id;
    private readonly Timer? _timer;

    public MemoryWatch(int id)
    {
        _id = id;
        if (OperatingSystem.IsLinux()) _timer = new Timer(_ => Look(_id), state: null, TimeSpan.Zero, s_interval);
    }

    /// <summary>Bytes by program.</summary>
    public IReadOnlyDictionary<string, long> Peaks => _peaks;

    public void Dispose() => _timer?.Dispose();

    private void Look(int id)
    {
        try
        {
            var status = File.ReadAllLines($"/proc/{id}/status");
            var bytes = Field(status, "VmHWM:") is { } text ? long.Parse(text.Split(' ')[0], CultureInfo.InvariantCulture) * 1024 : 0;
            _peaks.AddOrUpdate(Field(status, "Name:") ?? "", bytes, (_, before) => Math.Max(before, bytes));
            foreach (var task in Directory.EnumerateDirectories($"/proc/{id}/task"))
                foreach (var child in File.ReadAllText($"{task}/children").Split(' ', StringSplitOptions.RemoveEmptyEntries))
                    Look(int.Parse(child, CultureInfo.InvariantCulture));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // It ended meanwhile.
        }
    }

    private static string? Field(string[] status, string name) =>
        Array.Find(status, line => line.StartsWith(name, StringComparison.Ordinal))?[name.Length..].Trim();
}
