using System.Runtime.CompilerServices;
using System.Text;
using Registry.Core.Store;
using Registry.Git.Repositories;

namespace Registry.Git.History;

/// <summary>Reads <c>git log</c>.</summary>
internal static class CommitLog
{
    private const string FirstParent = "--first-parent";

    // Configuration of a user's own must not change what is printed.
    private static readonly string[] s_log = ["-c", "log.showSignature=false", "-c", "log.follow=false", "log", "-z", "--no-color", "--encoding=UTF-8"];

    /// <summary>The commits that touch a path, newest first.</summary>
    public static async IAsyncEnumerable<HistoryEntry> EntriesAsync(
        GitRepository repository, string revision, string path, bool ownLine, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var fields = new string[4];
        var count = 0;
        await foreach (var piece in PiecesAsync(repository, "%H%x00%ct%x00%an <%ae>%x00%B", revision, path, cancellationToken, ownLine ? [FirstParent] : []))
        {
            fields[count++] = Encoding.UTF8.GetString(piece.Span);
            if (count < fields.Length) continue;
            count = 0;
            var (subject, body, trailers) = MessageReader.Read(fields[3]);
            yield return new HistoryEntry(fields[0], DateTimeOffset.FromUnixTimeSeconds(long.Parse(fields[1])), fields[2], subject, body, trailers);
        }
    }

    /// <summary>The commits of the first-parent line that touch a path, newest first.</summary>
    public static async IAsyncEnumerable<string> OwnLineAsync(
        GitRepository repository, string revision, string path, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var piece in PiecesAsync(repository, "%H", revision, path, cancellationToken, FirstParent)) yield return Encoding.ASCII.GetString(piece.Span);
    }

    private static IAsyncEnumerable<ReadOnlyMemory<byte>> PiecesAsync(
        GitRepository repository, string format, string revision, string path, CancellationToken cancellationToken, params string[] options)
    {
        List<string> arguments = [.. s_log, $"--format={format}", .. options, "--end-of-options", revision, "--"];
        if (path.Length > 0) arguments.Add(path);
        return repository.PiecesAsync(arguments, separator: 0, cancellationToken);
    }
}
