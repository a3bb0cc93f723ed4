using System.Text;
using Registry.Core.Rules;
using Registry.Git.Objects;
using Registry.Git.Processes;
using Registry.Git.Repositories;

namespace Registry.Git.WorkTrees;

/// <summary>
/// The work tree that shows the branch. It follows each commit as <c>git pull</c> would make it: what is not part of the commit
/// stays as it is, staged, changed or untracked. A journal written before the branch moves lets a later run finish what a crash cut off.
/// </summary>
internal sealed class WorkTree(GitRepository repository, RepositoryLayout layout, string branch, Action<string>? warning, Random random)
{
    // A command line has limits; beyond this many paths git looks at all files instead.
    private const int MostPathsToName = 200;
    private const int MostTriesForIndexLock = 8;

    private readonly string _journal = Path.Combine(layout.WorkTreeState, "follow");

    /// <summary>Which of the files at these paths, or in their way, hold work that no commit has.</summary>
    public async Task<IReadOnlyList<string>> DirtyAsync(IReadOnlyCollection<string> paths, CancellationToken cancellationToken)
    {
        HashSet<string> wanted = [.. paths, .. paths.SelectMany(FilesInTheWay)];
        List<string> arguments = ["status", "--porcelain", "-z", "--no-renames", "--untracked-files=all", "--ignored=matching", "--"];
        if (wanted.Count <= MostPathsToName) arguments.AddRange(wanted);
        var output = await repository.RunToSuccessAsync(arguments, cancellationToken);
        // XY SP path NUL, and a folder that is ignored as a whole ends in a slash.
        return [.. output.Text.Split('\0', StringSplitOptions.RemoveEmptyEntries).Select(entry => entry[3..])
            .Where(path => wanted.Any(one => Touches(path, one)))];
    }

    /// <summary>Notes which commit the work tree shows, before the branch leaves it. An older note stays: the work tree is still there.</summary>
    public async Task RememberAsync(GitObjectId old, CancellationToken cancellationToken)
    {
        if (File.Exists(_journal)) return;
        try
        {
            Directory.CreateDirectory(layout.WorkTreeState);
            var text = Encoding.ASCII.GetBytes($"{(old.IsNone ? layout.Format.EmptyTree : old)} {branch}\n");
            var file = new FileStream(_journal, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 0);
            await using (file)
            {
                await file.WriteAsync(text, cancellationToken);
                RandomAccess.FlushToDisk(file.SafeFileHandle);
            }
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new RegistryException(RegistryRules.StorageFailed, $"The journal {_journal} could not be written: {error.Message}", error);
        }
    }

    /// <summary>Brings the work tree to the branch's commit, if a journal says that it is behind. Never fails: it warns, and a later run tries again.</summary>
    public async Task FollowAsync(CancellationToken cancellationToken)
    {
        if (!File.Exists(_journal)) return;
        // A journal that is cut off was written by a process that died before it moved the branch.
        var note = (await File.ReadAllTextAsync(_journal, cancellationToken)).Split(' ', StringSplitOptions.TrimEntries);
        if (note is [var shown, var of] && of == branch && GitObjectId.TryParse(shown, out _))
        {
            var output = await ReadTreeAsync(shown, cancellationToken);
            if (!output.Succeeded)
            {
                warning?.Invoke($"The commit stands, but the work tree {repository.Directory} could not follow it: {output.Reason}");
                return;
            }
        }

        File.Delete(_journal);
    }

    private async Task<GitOutput> ReadTreeAsync(string shown, CancellationToken cancellationToken)
    {
        var backoff = new Backoff(random, TimeSpan.FromMilliseconds(20), TimeSpan.FromMilliseconds(400));
        for (var tries = 1; ; tries++)
        {
            // With two trees git carries over what differs from the first, and refuses what stands in the way.
            var output = await repository.RunAsync(["read-tree", "-m", "-u", shown, branch], cancellationToken);
            if (output.Succeeded || tries == MostTriesForIndexLock) return output;
            if (output.Error.Contains("index.lock", StringComparison.Ordinal)) await backoff.WaitAsync(cancellationToken);
            // Files that were touched but hold the same bytes look changed until the index has looked at them.
            else if (tries == 1) await repository.RunAsync(["update-index", "-q", "--refresh"], cancellationToken);
            else return output;
        }
    }

    /// <summary>Files and links that stand where a path needs a folder.</summary>
    private IEnumerable<string> FilesInTheWay(string path)
    {
        for (var slash = path.IndexOf('/', StringComparison.Ordinal); slash > 0; slash = path.IndexOf('/', slash + 1))
        {
            var folder = new FileInfo(Path.Combine(repository.Directory, path[..slash]));
            if (folder.Exists || folder.LinkTarget is not null) yield return path[..slash];
        }
    }

    private static bool Touches(string path, string wanted)
    {
        var bare = path.TrimEnd('/');
        return bare == wanted || bare.StartsWith(wanted + "/", StringComparison.Ordinal) || wanted.StartsWith(bare + "/", StringComparison.Ordinal);
    }
}
