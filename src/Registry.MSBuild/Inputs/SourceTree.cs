namespace Registry.MSBuild.Inputs;

/// <summary>
/// The files of a project and of the repository that it lies in, and their logical paths: from the project's folder, so that
/// they are the same wherever the repository is checked out.
/// </summary>
internal sealed class SourceTree
{
    private static readonly string[] s_topFiles = ["Directory.Build.props", "Directory.Build.targets", "Directory.Packages.props", "global.json"];

    private readonly string _project;
    private readonly string _root;
    private readonly string[] _excluded;

    /// <param name="projectDirectory">The project's folder, absolute.</param>
    /// <param name="excluded">Folders whose files are results or come from elsewhere: obj, bin, packages, the SDK.</param>
    public SourceTree(string projectDirectory, IEnumerable<string> excluded)
    {
        _project = Path.TrimEndingDirectorySeparator(projectDirectory);
        _root = FindRoot(_project);
        // A folder that holds the project itself is a setting gone wrong, and would exclude everything.
        _excluded = [.. excluded.Where(path => path.Length > 0).Select(path => Path.TrimEndingDirectorySeparator(Path.GetFullPath(path, _project)))
            .Where(path => !Contains(path, _project)).Distinct(StringComparer.Ordinal)];
    }

    /// <summary>The top of the git work tree that a folder lies in; <see langword="null"/> when it lies in none.</summary>
    public static string? FindWorkTree(string directory) => Upwards(directory).FirstOrDefault(folder => Path.Exists(Path.Combine(folder, ".git")));

    /// <summary>Whether a file is a source: not generated, and not in a folder that is excluded.</summary>
    public bool IsSource(string file) => !Array.Exists(_excluded, folder => Contains(folder, file));

    /// <summary>Whether a file belongs to the repository.</summary>
    public bool IsInRepository(string file) => Contains(_root, file);

    /// <summary>The logical path of a file; one of elsewhere counts by the name that the project gives it.</summary>
    public string PathOf(string file, string? link = null) =>
        IsInRepository(file) ? Path.GetRelativePath(_project, file).Replace('\\', '/')
        : $"external/{(string.IsNullOrEmpty(link) ? Path.GetFileName(file) : link.Replace('\\', '/').TrimStart('/'))}";

    /// <summary>A file that stands in the project's folder or above, the nearest; <see langword="null"/> when the repository has none.</summary>
    public string? FindAbove(string name)
    {
        for (var folder = _project; folder is not null && Contains(_root, folder); folder = Path.GetDirectoryName(folder))
            if (File.Exists(Path.Combine(folder, name)))
                return Path.Combine(folder, name);
        return null;
    }

    /// <summary>The top of the git work tree; without git, the highest folder that has files for all projects beneath.</summary>
    private static string FindRoot(string project) =>
        FindWorkTree(project) ?? Upwards(project).LastOrDefault(folder => Array.Exists(s_topFiles, file => File.Exists(Path.Combine(folder, file)))) ?? project;

    private static IEnumerable<string> Upwards(string directory)
    {
        for (var folder = directory; folder is not null; folder = Path.GetDirectoryName(folder)) yield return folder;
    }

    private static bool Contains(string folder, string path) =>
        path.StartsWith(folder, StringComparison.Ordinal)
        && (path.Length == folder.Length || Path.EndsInDirectorySeparator(folder) || path[folder.Length] == Path.DirectorySeparatorChar);
}
