namespace Registry.Git.Processes;

/// <summary>One call of git.</summary>
/// <param name="Directory">The repository, or <see langword="null"/> when the call needs none.</param>
/// <param name="Arguments">Command and arguments, each passed as it is.</param>
public sealed record GitCommand(string? Directory, params IReadOnlyList<string> Arguments)
{
    /// <summary>What git reads from its standard input.</summary>
    public ReadOnlyMemory<byte> Input { get; init; }

    /// <summary>Variables for this call.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Variables { get; init; } = [];

    /// <summary>Configuration for this call that a command line would give away.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Configuration { get; init; } = [];

    /// <summary>Whether the repository may begin further up than the directory, as for source files in a folder of a work tree.</summary>
    public bool LooksUpwards { get; init; }

    /// <summary>Whether the call may talk to another machine.</summary>
    internal bool IsRemote => Name is "clone" or "fetch" or "ls-remote" or "push";

    /// <summary>What the call is called in messages: its first argument that is a command.</summary>
    public string Name => Arguments.FirstOrDefault(argument => !argument.StartsWith('-') && !argument.Contains('=', StringComparison.Ordinal)) ?? "git";
}
