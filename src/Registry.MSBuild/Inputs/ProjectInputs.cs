using Registry.Core.Sources;

namespace Registry.MSBuild.Inputs;

/// <summary>Gathers what decides the output of one target framework of a project.</summary>
internal sealed class ProjectInputs
{
    private readonly string _framework;
    private readonly SourceTree _tree;
    private readonly HashSet<(string Name, string Path)> _files = [];
    private readonly Dictionary<string, string> _properties = new(StringComparer.Ordinal);

    /// <param name="projectFile">The project file, absolute; it counts itself.</param>
    /// <param name="framework">The target framework.</param>
    /// <param name="excludedDirectories">Folders whose files are no sources.</param>
    public ProjectInputs(string projectFile, string framework, IEnumerable<string> excludedDirectories)
    {
        _framework = framework;
        _tree = new SourceTree(Path.GetDirectoryName(projectFile)!, excludedDirectories);
        AddFile("Project", projectFile, null);
        // It pins the SDK, and with it the compiler.
        if (_tree.FindAbove("global.json") is { } sdk) AddFile("Import", sdk, null);
    }

    /// <summary>The files, absolute.</summary>
    public IReadOnlyCollection<string> Files => [.. _files.Select(file => file.Path).Distinct(StringComparer.Ordinal)];

    /// <summary>Adds a file that an item names. What is generated, or not there, does not count.</summary>
    public void AddFile(string kind, string path, string? link)
    {
        if (!_tree.IsSource(path) || !File.Exists(path)) return;
        // The settings of this machine, above the repository, are no source.
        if (kind == "EditorConfigFiles" && !_tree.IsInRepository(path)) return;
        _files.Add(($"{kind}/{_tree.PathOf(path, link)}", path));
    }

    /// <summary>Adds a file that the project imports. The SDK's and the packages' count by their versions, a user's own settings not at all.</summary>
    public void AddImport(string path)
    {
        if (_tree.IsInRepository(path) && !path.EndsWith(".user", StringComparison.OrdinalIgnoreCase)) AddFile("Import", path, null);
    }

    /// <summary>Adds a property, <c>Name=value</c>; one without value counts like one that is not set.</summary>
    public void AddProperty(string line)
    {
        var equals = line.IndexOf('=', StringComparison.Ordinal);
        if (equals > 0 && equals < line.Length - 1) _properties[$"Property/{line[..equals]}"] = line[(equals + 1)..];
    }

    /// <summary>Adds a resolved package.</summary>
    public void AddPackage(string name, string version) => _properties[$"Package/{name}"] = version;

    /// <summary>Adds a referenced project; one that tells no hash counts by the files in its folder.</summary>
    public void AddReference(string projectFile, Digest? sourceHash) =>
        _properties[$"ProjectReference/{_tree.PathOf(projectFile)}"] = (sourceHash ?? FolderOf(projectFile)).ToString();

    /// <summary>All inputs, with their digests.</summary>
    public IReadOnlyList<SourceInput> Compute(DigestCache cache, CancellationToken cancellationToken)
    {
        var files = _files.ToArray();
        var digests = cache.Compute([.. files.Select(file => file.Path)], cancellationToken);
        List<SourceInput> inputs = [.. _properties.Select(property => SourceInput.Property(Named(property.Key), property.Value))];
        // Files of elsewhere may have one name; then each content counts once.
        foreach (var group in files.Zip(digests, (file, digest) => (file.Name, Digest: digest)).GroupBy(file => file.Name, StringComparer.Ordinal))
        {
            var distinct = group.Select(file => file.Digest).Distinct().OrderBy(digest => digest.Hex, StringComparer.Ordinal).ToList();
            inputs.AddRange(distinct.Select((digest, i) => SourceInput.File(Named(i == 0 ? group.Key : $"{group.Key}#{i + 1}"), digest)));
        }

        return inputs;
    }

    private string Named(string name) => $"{_framework}/{name}";

    private static Digest FolderOf(string projectFile)
    {
        var folder = Path.GetDirectoryName(projectFile)!;
        return Directory.Exists(folder)
            ? SourceDirectory.HashAsync(folder, SourceDirectory.Enumerate(folder), CancellationToken.None).GetAwaiter().GetResult()
            : Digest.Of([]);
    }
}
