using System.Collections.Concurrent;
using System.Globalization;
using Registry.Core.Rules;
using Registry.Core.Sources;

namespace Registry.MSBuild.Inputs;

/// <summary>
/// Digests of files that were read before. A file counts as unchanged when its size and time are those of then, unless it was
/// written so shortly before it was read that a later change may have kept both (git's rule of the racy index).
/// </summary>
internal sealed class DigestCache
{
    private static readonly TimeSpan s_racy = TimeSpan.FromSeconds(2);

    private readonly ConcurrentDictionary<string, Entry> _entries = new(StringComparer.Ordinal);

    /// <summary>Reads a cache; what is no cache is an empty one.</summary>
    public static DigestCache Read(string file)
    {
        var cache = new DigestCache();
        if (!File.Exists(file)) return cache;
        foreach (var line in File.ReadLines(file))
            if (Entry.TryParse(line, out var path, out var entry))
                cache._entries[path] = entry;
        return cache;
    }

    /// <summary>How many files had to be read.</summary>
    public int FilesRead { get; private set; }

    /// <summary>Digests of files, in their order; read by several threads.</summary>
    /// <exception cref="RegistryException">A file cannot be read.</exception>
    public Digest[] Compute(IReadOnlyList<string> files, CancellationToken cancellationToken)
    {
        var digests = new Digest[files.Count];
        var read = 0;
        Parallel.For(0, files.Count, new ParallelOptions { CancellationToken = cancellationToken }, i =>
        {
            digests[i] = DigestOf(files[i], ref read);
        });
        FilesRead += read;
        return digests;
    }

    /// <summary>Writes what is known of <paramref name="files"/>.</summary>
    public void Write(string file, IEnumerable<string> files) =>
        StateFile.Write(file, string.Concat(files.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).Where(_entries.ContainsKey).Select(path => $"{_entries[path].Format(path)}\n")));

    private Digest DigestOf(string path, ref int read)
    {
        try
        {
            var info = new FileInfo(path);
            var (size, written) = (info.Length, info.LastWriteTimeUtc);
            // The time of a link says nothing of what it leads to.
            var isLink = info.LinkTarget is not null;
            if (!isLink && _entries.TryGetValue(path, out var known) && known.Size == size && known.Written == written.Ticks && !known.IsRacy) return known.Digest;

            var now = TimeProvider.System.GetUtcNow().UtcDateTime;
            using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, bufferSize: 0, FileOptions.SequentialScan);
            var digest = SourceContent.Digest(stream);
            Interlocked.Increment(ref read);
            _entries[path] = new Entry(size, written.Ticks, digest, IsRacy: isLink || now - written < s_racy);
            return digest;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new RegistryException(RegistryRules.BuildInputs, $"{path} cannot be read: {error.Message}", error);
        }
    }

    private sealed record Entry(long Size, long Written, Digest Digest, bool IsRacy)
    {
        public string Format(string path) => string.Create(CultureInfo.InvariantCulture, $"{Size} {Written} {(IsRacy ? 1 : 0)} {Digest.Hex} {path}");

        public static bool TryParse(string line, out string path, out Entry entry)
        {
            (path, entry) = ("", null!);
            var parts = line.Split(' ', 5);
            if (parts.Length < 5 || !long.TryParse(parts[0], CultureInfo.InvariantCulture, out var size) || !long.TryParse(parts[1], CultureInfo.InvariantCulture, out var written)
                || !Digest.TryParseHex(parts[3], out var digest))
                return false;
            (path, entry) = (parts[4], new Entry(size, written, digest, parts[2] != "0"));
            return true;
        }
    }
}
