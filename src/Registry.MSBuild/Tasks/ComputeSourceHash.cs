using Microsoft.Build.Framework;
using Registry.MSBuild.Inputs;

namespace Registry.MSBuild.Tasks;

/// <summary>Computes the source hash of a project from the inputs of all its target frameworks.</summary>
[MSBuildMultiThreadableTask]
public sealed class ComputeSourceHash : BuildTask
{
    /// <summary>The files that <see cref="CollectInputs"/> wrote.</summary>
    [Required]
    public string[] InputsFiles { get; set; } = [];

    /// <summary>The source hash, <c>sha256:</c> and 64 hexadecimal digits.</summary>
    [Output]
    public string SourceHash { get; private set; } = "";

    /// <summary>The project file, absolute.</summary>
    [Required]
    public string ProjectFile { get; set; } = "";

    private protected override string Project => ProjectFile;

    /// <inheritdoc/>
    protected override Task<bool> RunAsync(CancellationToken cancellationToken)
    {
        SourceHash = InputList.Hash(InputList.Read(InputsFiles)).ToString();
        return Task.FromResult(true);
    }
}
