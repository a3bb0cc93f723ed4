using System.Text;

namespace Registry.Git.Processes;

/// <summary>What a finished git process left.</summary>
/// <param name="ExitCode">Its exit code.</param>
/// <param name="Output">Its standard output.</param>
/// <param name="Error">Its standard error, without credentials.</param>
public sealed record GitOutput(int ExitCode, ReadOnlyMemory<byte> Output, string Error)
{
    /// <summary>Whether git succeeded.</summary>
    public bool Succeeded => ExitCode == 0;

    /// <summary>The output as text.</summary>
    public string Text => Encoding.UTF8.GetString(Output.Span);

    /// <summary>The output's lines, without their ends.</summary>
    public IReadOnlyList<string> Lines => Text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    /// <summary>Whether git found no room on this machine. What the remote says of its own is marked as such.</summary>
    public bool LacksSpace => Error.Split('\n').Any(line =>
        (line.Contains("No space left on device", StringComparison.Ordinal) || line.Contains("Disk quota exceeded", StringComparison.Ordinal)) && !line.StartsWith("remote:", StringComparison.Ordinal));

    /// <summary>What git said of its failure, on one line.</summary>
    public string Reason
    {
        get
        {
            var lines = Error.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
                .Where(line => !line.StartsWith("hint:", StringComparison.Ordinal));
            var reason = string.Join("; ", lines);
            return reason.Length > 0 ? reason : $"exit code {ExitCode}";
        }
    }
}
