using Registry.Core.Sources;

namespace Registry.Core.Versions;

/// <summary>Who did something, why and when.</summary>
/// <param name="By">The person, <c>Name &lt;address&gt;</c>.</param>
/// <param name="Reason">Why.</param>
/// <param name="At">When, UTC, in whole seconds.</param>
public sealed record Deed(string By, string Reason, DateTimeOffset At);

/// <summary>What remains of a deleted version, so that neither its id nor its ordinal is used again.</summary>
/// <param name="Deed">Who, why and when.</param>
/// <param name="Ordinal">The version's ordinal.</param>
/// <param name="SourceHash">The version's source hash.</param>
public sealed record Tombstone(Deed Deed, int Ordinal, Digest SourceHash);

/// <summary>What people say of a version besides its manifest.</summary>
public sealed record VersionRecord
{
    /// <summary>The record of a version of which nobody said anything.</summary>
    public static VersionRecord Empty { get; } = new();

    /// <summary>Another name for the version, unique within the entity.</summary>
    public string? Alias { get; init; }

    /// <summary>A remark.</summary>
    public string? Comment { get; init; }

    /// <summary>Whether the version is no longer offered.</summary>
    public bool Unlisted { get; init; }

    /// <summary>Who archived it; <see langword="null"/> when it is not archived.</summary>
    public Deed? Archived { get; init; }

    /// <summary>What remains of it; <see langword="null"/> when it is not deleted.</summary>
    public Tombstone? Deleted { get; init; }
}
