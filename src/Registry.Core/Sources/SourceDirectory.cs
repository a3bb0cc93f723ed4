namespace Registry.Core.Sources;

/// <summary>The source files of a folder, and their hash.</summary>
public static class SourceDirectory
{
    /// <summary>Computes the source hash of files.</summary>
    /// <param name="root">The folder that logical paths start from.</param>
    /// <param name="paths">Logical paths of the files, with <c>/</c>.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public static async Task<Digest> HashAsync(string root, IEnumerable<string> paths, CancellationToken cancellationToken)
    {
        var files = paths.ToArray();
        var digests = new Digest[files.Length];
        await Parallel.ForAsync(0, files.Length, cancellationToken, (i, _) =>
        {
            digests[i] = DigestOf(Path.Combine(root, files[i]));
            return ValueTask.CompletedTask;
        });

        var hash = new SourceHash();
        for (var i = 0; i < files.Length; i++) hash.AddFile(files[i], digests[i]);
        return hash.Compute();
    }

    /// <summary>
    /// The files below a folder by its content alone: everything but <c>.git</c>, and <c>bin</c> and <c>obj</c> beside a
    /// project file. Links to folders are not followed.
    /// </summary>
    public static IEnumerable<string> Enumerate(string root) => Enumerate(new DirectoryInfo(root), "");

    private static IEnumerable<string> Enumerate(DirectoryInfo folder, string prefix)
    {
        var hasProject = folder.EnumerateFiles("*.*proj").Any();
        foreach (var entry in folder.EnumerateFileSystemInfos())
        {
            if (entry.Name == ".git") continue;
            if (entry is FileInfo || entry.LinkTarget is not null)
            {
                yield return prefix + entry.Name;
            }
            else if (!hasProject || entry.Name is not ("bin" or "obj"))
            {
                foreach (var path in Enumerate((DirectoryInfo)entry, $"{prefix}{entry.Name}/")) yield return path;
            }
        }
    }

    private static Digest DigestOf(string path)
    {
        // A link counts as what it says, not as what it leads to, which may lie outside.
        if (new FileInfo(path).LinkTarget is { } target) return Digest.Of(System.Text.Encoding.UTF8.GetBytes($"link {target.Replace('\\', '/')}"));
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, bufferSize: 0, FileOptions.SequentialScan);
        return SourceContent.Digest(stream);
    }
}
