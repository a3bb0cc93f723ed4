using System.Globalization;
using System.Text;

namespace Registry.Cli.Tests.Support;

/// <summary>A commit that somebody makes with plain git: files are written and removed at will, with any mode.</summary>
internal sealed class HandCommit(string message)
{
    private readonly StringBuilder _commands = new();

    public HandCommit Write(string path, string content, string mode = "100644")
    {
        _commands.Append(CultureInfo.InvariantCulture, $"M {mode} inline {Quote(path)}\ndata {Encoding.UTF8.GetByteCount(content)}\n{content}\n");
        return this;
    }

    public HandCommit Remove(string path)
    {
        _commands.Append(CultureInfo.InvariantCulture, $"D {Quote(path)}\n");
        return this;
    }

    /// <summary>The commit for <c>git fast-import</c>, on a branch that begins at <paramref name="from"/>.</summary>
    public string ToScript(string branch, string from, DateTimeOffset time) =>
        $"commit refs/heads/{branch}\ncommitter Hand Made <hand@example.com> {time.ToUnixTimeSeconds()} +0000\n"
        + $"data {Encoding.UTF8.GetByteCount(message)}\n{message}\nfrom {from}\n{_commands}\n";

    private static string Quote(string path) =>
        $"\"{path.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal)}\"";
}
