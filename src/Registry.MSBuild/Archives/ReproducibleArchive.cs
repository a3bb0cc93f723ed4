using System.IO.Compression;

namespace Registry.MSBuild.Archives;

/// <summary>Zip archives that are the same bytes for the same files: sorted, without times, without the user's file modes.</summary>
internal static class ReproducibleArchive
{
    // The earliest time that the format knows.
    private static readonly DateTimeOffset s_time = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private const int RegularFile = 0x8000 | 0x1A4; // 0644
    private const int Program = 0x8000 | 0x1ED; // 0755

    /// <summary>Packs a folder, whole or not at all.</summary>
    /// <exception cref="IOException">A file cannot be read, or the archive not be written.</exception>
    public static void Create(string folder, string archive, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(archive)!);
        var temporary = $"{archive}.{Guid.NewGuid():N}.tmp";
        try
        {
            using (var zip = ZipFile.Open(temporary, ZipArchiveMode.Create))
                foreach (var (name, path) in Files(folder))
                {
                    cancellationToken.ThrowIfCancellationRequested();
                    var entry = zip.CreateEntry(name, CompressionLevel.Optimal);
                    entry.LastWriteTime = s_time;
                    entry.ExternalAttributes = (IsProgram(path) ? Program : RegularFile) << 16;
                    using var source = File.OpenRead(path);
                    using var target = entry.Open();
                    source.CopyTo(target);
                }

            File.Move(temporary, archive, overwrite: true);
        }
        finally
        {
            File.Delete(temporary);
        }
    }

    private static IEnumerable<(string Name, string Path)> Files(string folder) =>
        Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
            .Select(path => (Path.GetRelativePath(folder, path).Replace('\\', '/'), path))
            .OrderBy(file => file.Item1, StringComparer.Ordinal);

    private static bool IsProgram(string path) =>
        !OperatingSystem.IsWindows() && (File.GetUnixFileMode(path) & UnixFileMode.UserExecute) != UnixFileMode.None;
}
