using Microsoft.Build.Framework;
using Registry.Core.Sources;
using Registry.MSBuild.Inputs;

namespace Registry.MSBuild.Tasks;

/// <summary>Finds and digests what decides the output of one target framework of a project, and writes the list to a file.</summary>
[MSBuildMultiThreadableTask]
public sealed class CollectInputs : BuildTask
{
    /// <summary>The source items; <c>RegistryKind</c> says which item of the project they are, <c>Link</c> what it calls them.</summary>
    public ITaskItem[] Sources { get; set; } = [];

    /// <summary>Properties, <c>Name=value</c>, one a line.</summary>
    public string Properties { get; set; } = "";

    /// <summary>The project file, absolute.</summary>
    [Required]
    public string ProjectFile { get; set; } = "";

    /// <summary>The target framework.</summary>
    [Required]
    public string Framework { get; set; } = "";

    /// <summary>The runtime identifier; empty for none.</summary>
    public string RuntimeIdentifier { get; set; } = "";

    /// <summary>The referenced projects.</summary>
    public ITaskItem[] References { get; set; } = [];

    /// <summary>The source hashes of the referenced projects: the project file, with <c>SourceHash</c>.</summary>
    public ITaskItem[] ReferenceHashes { get; set; } = [];

    /// <summary>NuGet's <c>project.assets.json</c>; empty for a project without packages.</summary>
    public string AssetsFile { get; set; } = "";

    /// <summary>Folders whose files are no sources.</summary>
    public string[] ExcludedDirectories { get; set; } = [];

    /// <summary>The file to write, absolute.</summary>
    [Required]
    public string InputsFile { get; set; } = "";

    /// <summary>The file that was written; empty when what decides the output cannot be read.</summary>
    [Output]
    public string Written { get; private set; } = "";

    private protected override string Project => ProjectFile;

    /// <inheritdoc/>
    protected override Task<bool> RunAsync(CancellationToken cancellationToken)
    {
        var inputs = new ProjectInputs(ProjectFile, Framework, ExcludedDirectories);
        foreach (var source in Sources) inputs.AddFile(source.GetMetadata("RegistryKind"), source.GetMetadata("FullPath"), source.GetMetadata("Link"));
        foreach (var import in Imports()) inputs.AddImport(import);
        foreach (var line in Properties.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)) inputs.AddProperty(line);
        foreach (var (package, version) in ResolvedPackages.Read(AssetsFile, Framework, RuntimeIdentifier)) inputs.AddPackage(package, version);
        foreach (var reference in References) inputs.AddReference(reference.GetMetadata("FullPath"), HashOf(reference.GetMetadata("FullPath")));

        var cacheFile = Path.ChangeExtension(InputsFile, ".digests");
        var cache = DigestCache.Read(cacheFile);
        InputList.Write(InputsFile, inputs.Compute(cache, cancellationToken));
        cache.Write(cacheFile, inputs.Files);
        Log.LogMessage(MessageImportance.Low, "{0} input files, {1} of them read.", inputs.Files.Count, cache.FilesRead);
        Written = InputsFile;
        return Task.FromResult(true);
    }

    private IReadOnlyList<string> Imports()
    {
        if (ImportedFiles.FromEngine(BuildEngine) is { } known) return known;
        Log.LogMessage(MessageImportance.Low, "The project is evaluated once more to learn its imports.");
        return ImportedFiles.Evaluate(BuildEngine, ProjectFile);
    }

    private Digest? HashOf(string project) =>
        Array.Find(ReferenceHashes, known => string.Equals(known.GetMetadata("FullPath"), project, StringComparison.Ordinal)) is { } hash
            ? Digest.Parse(hash.GetMetadata("SourceHash"))
            : null;
}
