using Microsoft.Build.Framework;
using Registry.MSBuild.Archives;

namespace Registry.MSBuild.Tasks;

/// <summary>Packs a folder into a zip archive that is the same bytes for the same files.</summary>
[MSBuildMultiThreadableTask]
public sealed class CreateArchive : BuildTask
{
    /// <summary>The folder, absolute.</summary>
    [Required]
    public string Directory { get; set; } = "";

    /// <summary>The archive to write, absolute.</summary>
    [Required]
    public string Archive { get; set; } = "";

    /// <summary>The project file, absolute.</summary>
    [Required]
    public string ProjectFile { get; set; } = "";

    private protected override string Project => ProjectFile;

    /// <inheritdoc/>
    protected override Task<bool> RunAsync(CancellationToken cancellationToken)
    {
        ReproducibleArchive.Create(Directory, Archive, cancellationToken);
        return Task.FromResult(true);
    }
}
