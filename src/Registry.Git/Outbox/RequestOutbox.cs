using System.Globalization;
using System.Runtime.CompilerServices;
using Registry.Core.Rules;

namespace Registry.Git.Outbox;

/// <summary>
/// Requests to one registry that could not be reached, kept on the disk in the order of their arrival. An entry gets its name
/// only when it is complete and on the disk, so a process that is killed leaves a whole entry or none. Safe for several processes.
/// </summary>
public sealed class RequestOutbox
{
    private const string RequestName = "request.json";
    private const string FilesName = "files";
    private const string TemporarySuffix = ".tmp";
    private const string LockName = "lock";
    private const string IdFormat = "D19";

    // Nobody takes that long to copy a request; what is older was left by a process that died.
    private static readonly TimeSpan s_longestEnqueue = TimeSpan.FromHours(1);

    private const int MostTries = 600;

    private static readonly TimeSpan s_retry = TimeSpan.FromMilliseconds(50);

    private readonly string _directory;
    private readonly string _refused;
    private readonly TimeProvider _time;

    /// <summary>The outbox of a registry. Nothing is created before the first request.</summary>
    /// <param name="location">The registry, as <see cref="GitRegistryStore.OpenAsync"/> takes it.</param>
    /// <param name="home">Where outboxes are kept; <see langword="null"/> for <see cref="RegistryHome.Default"/>.</param>
    /// <param name="time">The clock.</param>
    public RequestOutbox(string location, string? home, TimeProvider time)
    {
        _directory = Path.Combine(home ?? RegistryHome.Default, "outbox", RegistryHome.NameFor(location));
        _refused = Path.Combine(home ?? RegistryHome.Default, "refused", RegistryHome.NameFor(location));
        _time = time;
    }

    /// <summary>Keeps a request with copies of its files. When this returns, it survives a loss of power.</summary>
    /// <returns>The entry's id, which is after that of every entry there is.</returns>
    /// <exception cref="RegistryException">A file cannot be read, or the outbox cannot be written.</exception>
    public async Task<string> EnqueueAsync(ReadOnlyMemory<byte> request, IReadOnlyList<OutboxFile> files, CancellationToken cancellationToken)
    {
        var temporary = Path.Combine(_directory, $"{Guid.NewGuid():N}{TemporarySuffix}");
        try
        {
            Directory.CreateDirectory(Path.Combine(temporary, FilesName));
            RemoveLeftovers();
            await WriteAsync(Path.Combine(temporary, RequestName), new MemoryStream(request.ToArray()), cancellationToken);
            foreach (var file in files) await CopyAsync(file, temporary, cancellationToken);
            DirectorySync.Flush(Path.Combine(temporary, FilesName));
            DirectorySync.Flush(temporary);
            return Publish(temporary);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new RegistryException(RegistryRules.StorageFailed, $"The request could not be kept in {_directory}: {error.Message}", error);
        }
        finally
        {
            if (Directory.Exists(temporary)) Directory.Delete(temporary, recursive: true);
        }
    }

    /// <summary>The entries, oldest first. Those that come in meanwhile may be missing.</summary>
    public async IAsyncEnumerable<OutboxEntry> EntriesAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var id in Ids())
        {
            var folder = Path.Combine(_directory, id);
            byte[] request;
            try
            {
                request = await File.ReadAllBytesAsync(Path.Combine(folder, RequestName), cancellationToken);
            }
            catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException)
            {
                // Another process has sent it meanwhile.
                continue;
            }

            yield return new OutboxEntry(id, request,
                [.. Directory.EnumerateFiles(Path.Combine(folder, FilesName)).Order(StringComparer.Ordinal).Select(path => new OutboxFile(Path.GetFileName(path), path))]);
        }
    }

    /// <summary>Number of entries.</summary>
    public int Count => Ids().Count;

    /// <summary>Removes an entry that has been sent; one that is gone already stays so.</summary>
    public void Remove(string id)
    {
        var folder = Path.Combine(_directory, id);
        if (!Directory.Exists(folder)) return;
        // Renamed first: a process that is killed while it deletes leaves no half entry.
        var temporary = Path.Combine(_directory, $"{Guid.NewGuid():N}{TemporarySuffix}");
        Directory.Move(folder, temporary);
        DirectorySync.Flush(_directory);
        Directory.Delete(temporary, recursive: true);
    }

    /// <summary>Takes an entry out that is refused for good, and keeps it with the reason where nobody sends it.</summary>
    /// <returns>Where it is kept.</returns>
    public string SetAside(string id, string reason)
    {
        var folder = Path.Combine(_refused, id);
        Directory.CreateDirectory(_refused);
        File.WriteAllText(Path.Combine(_directory, id, "refused.txt"), reason + "\n");
        Directory.Move(Path.Combine(_directory, id), folder);
        DirectorySync.Flush(_directory);
        return folder;
    }

    /// <summary>Waits for the right to send the entries, which one process at a time has.</summary>
    /// <exception cref="RegistryException">Somebody else is sending for too long, or the outbox cannot be written.</exception>
    public async Task<IDisposable> LockAsync(CancellationToken cancellationToken)
    {
        for (var tries = 0; tries < MostTries; tries++)
        {
            var turn = TryLock();
            if (turn is not null) return turn;
            await Task.Delay(s_retry, cancellationToken);
        }

        throw new RegistryException(RegistryRules.StorageFailed, $"the outbox {_directory} is being sent by another process, or cannot be written");
    }

    /// <summary>Takes the right to send the entries, which one process at a time has.</summary>
    /// <returns>What to dispose of afterwards, or <see langword="null"/> when somebody else is sending.</returns>
    public IDisposable? TryLock()
    {
        try
        {
            Directory.CreateDirectory(_directory);
            return new FileStream(Path.Combine(_directory, LockName), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 0);
        }
        catch (IOException)
        {
            return null;
        }
    }

    /// <summary>Gives a complete entry its name, which comes after all others even if the clock has been set back.</summary>
    private string Publish(string temporary)
    {
        while (true)
        {
            var newest = Ids() is [.., var last] ? long.Parse(last, NumberStyles.None, CultureInfo.InvariantCulture) : 0;
            var ticks = Math.Max(_time.GetUtcNow().UtcTicks, newest + 1);
            var id = ticks.ToString(IdFormat, CultureInfo.InvariantCulture);
            try
            {
                Directory.Move(temporary, Path.Combine(_directory, id));
                DirectorySync.Flush(_directory);
                return id;
            }
            catch (IOException) when (Directory.Exists(Path.Combine(_directory, id)))
            {
                // Another process took the same name at the same moment.
            }
        }
    }

    private List<string> Ids() =>
        Directory.Exists(_directory)
            ? [.. Directory.EnumerateDirectories(_directory).Select(path => Path.GetFileName(path)).Where(name => !name.EndsWith(TemporarySuffix, StringComparison.Ordinal)).Order(StringComparer.Ordinal)]
            : [];

    private static async Task CopyAsync(OutboxFile file, string temporary, CancellationToken cancellationToken)
    {
        if (file.Name != Path.GetFileName(file.Name) || file.Name is "" or "." or "..")
            throw new RegistryException(RegistryRules.FileName, $"'{file.Name}' is not the name of a file.");
        FileStream source;
        try
        {
            source = new FileStream(file.Path, FileMode.Open, FileAccess.Read, FileShare.Read);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new RegistryException(RegistryRules.FileUnreadable, $"{file.Path} cannot be read: {error.Message}", error);
        }

        await using (source) await WriteAsync(Path.Combine(temporary, FilesName, file.Name), source, cancellationToken);
    }

    private static async Task WriteAsync(string path, Stream content, CancellationToken cancellationToken)
    {
        await using var file = new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.None);
        try
        {
            await content.CopyToAsync(file, cancellationToken);
        }
        catch (ArgumentOutOfRangeException error)
        {
            // What the runtime makes of EFBIG: the file system, a quota or a limit takes no file of this size.
            throw new IOException(error.Message, error);
        }

        await file.FlushAsync(cancellationToken);
        RandomAccess.FlushToDisk(file.SafeFileHandle);
    }

    private void RemoveLeftovers()
    {
        var now = _time.GetUtcNow().UtcDateTime;
        foreach (var leftover in new DirectoryInfo(_directory).EnumerateDirectories($"*{TemporarySuffix}"))
        {
            if (now - leftover.LastWriteTimeUtc <= s_longestEnqueue) continue;
            try
            {
                leftover.Delete(recursive: true);
            }
            catch (DirectoryNotFoundException)
            {
                // Another process has removed it, or published it: what is gone has no time, and counts as very old.
            }
        }
    }
}
