using Microsoft.Build.Framework;
using NuGet.Versioning;
using Registry.Core.Entities;
using Registry.Core.Rules;
using Registry.Core.Versions;
using Registry.Git.Processes;

namespace Registry.MSBuild.Emits;

/// <summary>What a project's <c>Registry…</c> properties say, parsed.</summary>
internal sealed record EmitSettings
{
    /// <summary>The registry: an absolute path, or an address.</summary>
    public required string Registry { get; init; }

    public required EntityName Entity { get; init; }

    /// <summary>The project file, absolute.</summary>
    public required string Project { get; init; }

    /// <summary>The folder under <c>obj</c> that keeps what the next build reads.</summary>
    public required string State { get; init; }

    /// <summary>Where outboxes and caches are kept; <see langword="null"/> for the user's own place.</summary>
    public string? Home { get; init; }

    public string? SemVer { get; init; }

    public string? Description { get; init; }

    public string? Channel { get; init; }

    public string? Changelog { get; init; }

    public string? ChangelogUrl { get; init; }

    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>The contract file, absolute.</summary>
    public string? Contract { get; init; }

    public bool SetActive { get; init; }

    public bool Force { get; init; }

    /// <summary>Whether emits go to a remote registry, once, when the build ends; else they wait for a build that does, or a flush.</summary>
    public bool Push { get; init; }

    public bool FailOnError { get; init; }

    public bool Explain { get; init; }

    /// <summary>Reads the one item that the targets make of the properties.</summary>
    /// <exception cref="RegistryException">A property has a value that it may not have.</exception>
    public static EmitSettings Read(ITaskItem item)
    {
        List<Problem> problems = [];
        var registry = item.GetMetadata("Registry");
        if (GitUrl.IsUrl(registry) ? GitUrl.HasCredentials(registry) : !Path.IsPathFullyQualified(registry))
            problems.Add(new Problem(RegistryRules.BuildRegistry, null, $"RegistryUrl is '{GitUrl.Redact(registry)}'{(GitUrl.IsUrl(registry) ? ", with credentials" : ", which is relative to nothing that all projects share")}"));
        if (!EntityName.TryParse(item.GetMetadata("Entity"), out var entity))
            problems.Add(new Problem(RegistryRules.BuildEntity, null, $"'{item.GetMetadata("Entity")}' is no entity name; expected namespace/name, each {NameRule.Expected}"));
        if (problems.Count > 0) throw new RegistryException(problems);

        return new EmitSettings
        {
            Registry = registry,
            Entity = entity!,
            Project = item.GetMetadata("FullPath"),
            State = item.GetMetadata("State"),
            Home = Text("Home"),
            SemVer = SemVerOf(item.GetMetadata("SemVer")),
            Description = Text("Description"),
            Channel = Text("Channel"),
            Changelog = Text("Changelog"),
            ChangelogUrl = Text("ChangelogUrl"),
            Tags = item.GetMetadata("Tags").Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries),
            Contract = Text("Contract") is { } contract ? Path.GetFullPath(contract, Path.GetDirectoryName(item.GetMetadata("FullPath"))!) : null,
            SetActive = Flag("SetActive"),
            Force = Flag("Force"),
            Push = Flag("Push"),
            FailOnError = IsFailing(item),
            Explain = Flag("Explain"),
        };

        string? Text(string name) => item.GetMetadata(name) is { Length: > 0 } text ? text : null;

        bool Flag(string name) => IsTrue(item, name);
    }

    /// <summary>Whether errors fail the build, which is known even where the rest cannot be read.</summary>
    public static bool IsFailing(ITaskItem item) => IsTrue(item, "FailOnError");

    private static bool IsTrue(ITaskItem item, string name) => item.GetMetadata(name).Equals("true", StringComparison.OrdinalIgnoreCase);

    /// <summary>A version of .NET may have two or four parts, which SemVer does not know: 1.4 is 1.4.0, 1.4.0.7 none.</summary>
    private static string? SemVerOf(string version) =>
        ManifestFormat.IsSemVer(version) ? version
        : NuGetVersion.TryParse(version, out var parsed) && parsed.Revision == 0 && ManifestFormat.IsSemVer(parsed.ToFullString()) ? parsed.ToFullString()
        : null;
}
