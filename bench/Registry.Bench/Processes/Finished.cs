namespace Registry.Bench.Processes;

/// <summary>What a process left.</summary>
/// <param name="Seconds">From before its start to after its end.</param>
/// <param name="Output">Its output, unless it was drained.</param>
/// <param name="Peaks">Most bytes that were resident, by program.</param>
internal sealed record Finished(double Seconds, string Output, IReadOnlyDictionary<string, long> Peaks)
{
    public static Finished None { get; } = new(0, "", new Dictionary<string, long>(StringComparer.Ordinal));
}
