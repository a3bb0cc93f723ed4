using Registry.Core.Entities;
using Registry.Core.Versions;

namespace Registry.Git.Surveys;

/// <summary>What the folders of an entity tell without a file being read. A content is named by the id of its git object: equal ids mean equal content.</summary>
public sealed record EntityListing
{
    /// <summary>The entity.</summary>
    public required EntityName Entity { get; init; }

    /// <summary>The content of its settings; <see langword="null"/> when it has none.</summary>
    public string? Settings { get; init; }

    /// <summary>Its newest version, listed or not; <see langword="null"/> when it has none.</summary>
    public VersionId? Newest { get; init; }

    /// <summary>The versions that have no release record, oldest first.</summary>
    public required IReadOnlyList<VersionId> Unreleased { get; init; }

    /// <summary>The versions that have a release record, in no order.</summary>
    public required IReadOnlyCollection<VersionId> Released { get; init; }

    /// <summary>Its channels that point somewhere, with the contents of their files.</summary>
    public required IReadOnlyDictionary<string, string> Channels { get; init; }

    /// <summary>Its soak records by channel, with their contents.</summary>
    public required IReadOnlyDictionary<string, string> Soaks { get; init; }
}
