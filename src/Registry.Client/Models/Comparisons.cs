using System.Text.Json.Serialization;

namespace Registry.Client.Models;

/// <summary>What differs between two versions.</summary>
public sealed record VersionComparison
{
    /// <summary>The entity.</summary>
    public required string Entity { get; init; }

    /// <summary>The id of the first.</summary>
    public required string From { get; init; }

    /// <summary>The id of the second.</summary>
    public required string To { get; init; }

    /// <summary>Files that differ.</summary>
    public IReadOnlyList<FileComparison> Files { get; init; } = [];

    /// <summary>Dependencies that differ.</summary>
    public IReadOnlyList<DependencyComparison> Dependencies { get; init; } = [];

    /// <summary>What the first was built from.</summary>
    public SourceOrigin? FromSource { get; init; }

    /// <summary>What the second was built from.</summary>
    public SourceOrigin? ToSource { get; init; }

    /// <summary>Where the commits between can be seen, when both are of one repository on GitHub.</summary>
    public string? CommitsUrl { get; init; }

    /// <summary>The changelogs of the versions after the older up to the newer one, newest first.</summary>
    public IReadOnlyList<VersionChangelog> Changelogs { get; init; } = [];

    /// <summary>Whether there are more changelogs than are told.</summary>
    public bool Truncated { get; init; }
}

/// <summary>A file that differs.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Change"><c>added</c>, <c>removed</c> or <c>changed</c>.</param>
/// <param name="From">The file of the first.</param>
/// <param name="To">The file of the second.</param>
public sealed record FileComparison(string Name, string Change, VersionFile? From, VersionFile? To);

/// <summary>A dependency that differs.</summary>
/// <param name="Entity">The entity.</param>
/// <param name="Change"><c>added</c>, <c>removed</c> or <c>changed</c>.</param>
/// <param name="From">The version that the first needs.</param>
/// <param name="To">The version that the second needs.</param>
public sealed record DependencyComparison(string Entity, string Change, string? From, string? To);

/// <summary>What changed in a version.</summary>
/// <param name="Id">Its id.</param>
/// <param name="SemVer">Its SemVer.</param>
/// <param name="Changelog">What changed.</param>
public sealed record VersionChangelog(string Id, [property: JsonPropertyName("semver")] string? SemVer, string Changelog);
