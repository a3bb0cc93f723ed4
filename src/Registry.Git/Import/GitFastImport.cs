using System.Buffers;
using System.Globalization;
using System.Text;
using Registry.Core.Rules;
using Registry.Core.Store;
using Registry.Git.Objects;
using Registry.Git.Processes;
using Registry.Git.Repositories;

namespace Registry.Git.Import;

/// <summary>
/// Loads many files in one commit through <c>git fast-import</c>, which takes what was written while the next files are made. The
/// branch moves only at the end, by compare-and-swap. Disposing before that leaves the branch as it was. For one writer at a time.
/// </summary>
public sealed class GitFastImport : IAsyncDisposable
{
    private const int BufferSize = 1024 * 1024;

    private readonly GitRepository _repository;
    private readonly GitObjectId _old;
    private readonly Func<GitObjectId, CancellationToken, Task<MoveOutcome>> _move;
    private readonly string _temporary = $"refs/registry/import-{Guid.NewGuid():N}";
    private readonly GitProcess _process;
    private ArrayBufferWriter<byte> _pending = new(BufferSize * 2);
    private ArrayBufferWriter<byte> _sent = new(BufferSize * 2);
    private Task _sending = Task.CompletedTask;

    /// <summary>Starts a commit.</summary>
    /// <param name="repository">The repository.</param>
    /// <param name="old">The commit's parent; none for a first commit.</param>
    /// <param name="committer">Name and address.</param>
    /// <param name="message">The commit's message.</param>
    /// <param name="time">The commit's time.</param>
    /// <param name="move">Moves the branch from the parent to the commit.</param>
    internal GitFastImport(
        GitRepository repository,
        GitObjectId old,
        string committer,
        CommitMessage message,
        DateTimeOffset time,
        Func<GitObjectId, CancellationToken, Task<MoveOutcome>> move)
    {
        (_repository, _old, _move) = (repository, old, move);
        _process = repository.Start("fast-import", "--quiet", "--done", "--date-format=raw");
        var text = Encoding.UTF8.GetBytes(message.ToString());
        Write($"commit {_temporary}\ncommitter {committer} {time.ToUnixTimeSeconds()} +0000\ndata {text.Length}\n");
        _pending.Write(text);
        Write("\n");
        if (!old.IsNone) Write($"from {old}\n");
    }

    /// <summary>Files that were written.</summary>
    public long Files { get; private set; }

    /// <summary>Writes a file.</summary>
    /// <param name="path">The path, with <c>/</c>.</param>
    /// <param name="content">The bytes.</param>
    /// <exception cref="ArgumentException">No tree can hold the path.</exception>
    /// <exception cref="RegistryException">git has ended, because of a full disk for example.</exception>
    public ValueTask WriteFileAsync(string path, ReadOnlyMemory<byte> content)
    {
        Write($"M 100644 inline {Quoted(path)}\ndata {content.Length.ToString(CultureInfo.InvariantCulture)}\n");
        _pending.Write(content.Span);
        _pending.Write("\n"u8);
        Files++;
        return _pending.WrittenCount >= BufferSize ? new ValueTask(SendAsync()) : ValueTask.CompletedTask;
    }

    /// <summary>Ends the commit and moves the branch to it.</summary>
    /// <returns>The number of files with the commit, or why the branch is where it was.</returns>
    /// <exception cref="RegistryException">git could not write.</exception>
    public async Task<StoreResult<long>> FinishAsync(CancellationToken cancellationToken)
    {
        Write("\ndone\n");
        await SendAsync();
        await SentAsync();
        _process.Input.Close();
        var output = _process.End(default, cancellationToken);
        if (!output.Succeeded) throw new RegistryException(RegistryRules.StorageFailed, $"git fast-import failed: {output.Reason}");

        var commit = GitObjectId.Parse((await _repository.RunToSuccessAsync(["rev-parse", _temporary], cancellationToken)).Text.AsSpan().Trim());
        try
        {
            var outcome = await _move(commit, cancellationToken);
            return outcome.ToResult(Files, commit)
                ?? new Unavailable<long>(new Problem(RegistryRules.LostRace, null, $"The registry has moved on from {_old} since the import was planned."));
        }
        finally
        {
            await _repository.RunAsync(["update-ref", "-d", _temporary], CancellationToken.None);
        }
    }

    /// <summary>Ends git, if it has not ended.</summary>
    public async ValueTask DisposeAsync()
    {
        // Whoever still writes to git ends with it.
        _process.Kill();
        await _sending.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await _process.DisposeAsync();
    }

    /// <summary>git takes a path up to the end of the line, unless it begins with a quote.</summary>
    private static string Quoted(string path)
    {
        if (!TreePath.IsValid(path)) TreePath.Split(path);
        return path.StartsWith('"') ? $"\"{path.Replace("\"", "\\\"", StringComparison.Ordinal)}\"" : path;
    }

    private void Write(string text) => Encoding.UTF8.GetBytes(text, _pending);

    /// <summary>Lets git have what is pending as soon as it has taken what it was given before.</summary>
    private async Task SendAsync()
    {
        await SentAsync();
        (_pending, _sent) = (_sent, _pending);
        _pending.ResetWrittenCount();
        _sending = Task.Run(() => _process.Input.Write(_sent.WrittenSpan));
    }

    private async Task SentAsync()
    {
        try
        {
            await _sending;
        }
        catch (IOException error)
        {
            throw new RegistryException(
                RegistryRules.StorageFailed, "git fast-import ended before all files were written; check the space and the permissions of the registry.", error);
        }
    }
}
