using Microsoft.Build.Framework;
using Registry.Core.Contracts;
using Registry.Core.Entities;
using Registry.Core.Operations;
using Registry.Core.Releases;
using Registry.Core.Rules;
using Registry.Core.Sources;
using Registry.Core.Versions;
using Registry.MSBuild.Emits;
using Registry.MSBuild.Inputs;

namespace Registry.MSBuild.Tasks;

/// <summary>Emits what was built as a version of the project's entity.</summary>
[MSBuildMultiThreadableTask]
public sealed class EmitVersion : BuildTask
{
    /// <summary>What is emitted: build, pack or publish.</summary>
    [Required]
    public string Kind { get; set; } = "";

    /// <summary>One item: the project file, with what the <c>Registry…</c> properties say.</summary>
    [Required]
    public ITaskItem[] Request { get; set; } = [];

    /// <summary>The files to attach; <c>RegistryName</c>, <c>Platform</c>, <c>Architecture</c>, <c>RuntimeIdentifier</c> and <c>MediaType</c> describe them.</summary>
    public ITaskItem[] Files { get; set; } = [];

    /// <summary>The source hash of the project.</summary>
    [Required]
    public string SourceHash { get; set; } = "";

    /// <summary>The files that <see cref="CollectInputs"/> wrote; <c>BuiltFrom</c> names the referenced entities.</summary>
    [Required]
    public ITaskItem[] InputsFiles { get; set; } = [];

    /// <summary>The version's id; empty while the emit waits.</summary>
    [Output]
    public string Version { get; private set; } = "";

    /// <summary>created, unchanged, queued or refused.</summary>
    [Output]
    public string Outcome { get; private set; } = "";

    /// <inheritdoc/>
    protected override bool FailsBuild => EmitSettings.IsFailing(Request[0]);

    private protected override string Project => Request[0].GetMetadata("FullPath");

    /// <inheritdoc/>
    protected override async Task<bool> RunAsync(CancellationToken cancellationToken)
    {
        var settings = EmitSettings.Read(Request[0]);
        var inputs = InputList.Read(InputsFiles.Select(file => file.GetMetadata("FullPath")));
        if (settings.Explain) Say(RegistryRules.BuildExplained, $"{settings.Entity}: {Explanation.Explain(settings.State, inputs)}");

        var session = BuildSession.Of(BuildEngine);
        var hash = BuildOutput.HashFor(Kind, Digest.Parse(SourceHash));
        FileToAttach[] files = [.. Files.Select(file => AttachedFile.Measure(file, cancellationToken))];
        var request = new EmitRequest
        {
            Entity = settings.Entity,
            SourceHash = hash,
            SemVer = settings.SemVer,
            Description = settings.Description,
            Source = await OriginAsync(session, settings, inputs, cancellationToken),
            Channel = settings.Channel,
            Changelog = settings.Changelog,
            ChangelogUrl = settings.ChangelogUrl,
            BuiltFrom = BuiltFrom(),
            Files = [.. files.Select(file => file.File)],
            Tags = settings.Tags,
            Force = settings.Force,
            SetActive = settings.SetActive,
        };
        if (settings.Contract is { } contract) request = request.With(ReadContract(contract));
        var report = await session.Connect(settings).EmitAsync(request, files, settings, cancellationToken);
        return Finish(session, settings, report, hash, inputs);
    }

    /// <summary>The contract of the project. What is wrong with it is said with its lines, and not by the registry without them.</summary>
    /// <exception cref="RegistryException">It cannot be read, or is no contract.</exception>
    private static ContractDocument ReadContract(string path)
    {
        try
        {
            return ContractDocumentFormat.ReadChecked(path, File.ReadAllBytes(path)).Get();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new RegistryException(RegistryRules.BuildInputs, $"the file that RegistryContract names cannot be read: {error.Message}", error);
        }
    }

    private bool Finish(BuildSession session, EmitSettings settings, EmitReport report, Digest hash, IReadOnlyList<SourceInput> inputs)
    {
        (Version, Outcome) = (report.Outcome?.Version.ToString() ?? "", report.Name);
        Log.LogMessage(MessageImportance.High, "{0}", $"{Outcome} {settings.Entity} {Version}".TrimEnd());
        var why = string.Join("; ", report.Problems.Select(problem => problem.ToString()));
        if (report is { Outcome: null, IsQueued: false }) return Fail([new Problem(RegistryRules.BuildRefused, null, $"{settings.Entity}: {why}")]);

        session.Connect(settings).Tell(new EmittedFile(settings, Kind, hash), report);
        Explanation.Keep(settings.State, inputs);
        return report.Problems.Count == 0 || Fail([new Problem(RegistryRules.BuildQueued, null, $"{settings.Entity}: {why}")]);
    }

    /// <summary>Where the sources come from; dirty only when one of the project's own inputs is not committed.</summary>
    private static async Task<SourceOrigin?> OriginAsync(BuildSession session, EmitSettings settings, IReadOnlyList<SourceInput> inputs, CancellationToken cancellationToken)
    {
        var folder = Path.GetDirectoryName(settings.Project)!;
        var state = await session.SourceStateAsync(folder, cancellationToken);
        return state?.OriginOf(inputs.Where(input => input.Content is not null).Select(input => Path.GetFullPath(PathOf(input), folder)));
    }

    /// <summary>The part of an input's name after framework and kind.</summary>
    private static string PathOf(SourceInput input) => input.Name.Split('/', 3)[^1];

    private List<SourceDependency> BuiltFrom() =>
        [.. InputsFiles.SelectMany(file => file.GetMetadata("BuiltFrom").Split('|', StringSplitOptions.RemoveEmptyEntries))
            .Distinct(StringComparer.Ordinal)
            .Select(entry => entry.Split('='))
            .Where(entry => EntityName.TryParse(entry[0], out _) && Digest.TryParse(entry[1], out _))
            .Select(entry => new SourceDependency(EntityName.Parse(entry[0]), [.. BuildOutput.Kinds.Select(kind => BuildOutput.HashFor(kind, Digest.Parse(entry[1])))]))];
}
