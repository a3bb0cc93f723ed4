namespace Registry.Bench.Processes;

/// <summary>A program to run.</summary>
internal sealed record Command(string Program, params IReadOnlyList<string> Arguments)
{
    public string? Directory { get; init; }

    /// <summary>Files that are its standard input, one after another.</summary>
    public IReadOnlyList<string> InputFiles { get; init; } = [];

    /// <summary>Its standard input, when that is a text.</summary>
    public string Input { get; init; } = "";

    public IReadOnlyList<KeyValuePair<string, string>> Variables { get; init; } = [];

    /// <summary>Takes the output as it comes; when absent, it is kept as text.</summary>
    public Func<Stream, Task>? Drain { get; init; }

    /// <summary>Whether to follow how much memory the process and its children use.</summary>
    public bool WatchMemory { get; init; }

    /// <summary>Whether it may fail.</summary>
    public bool MayFail { get; init; }
}
