using Registry.Core.Versions;

namespace Registry.Core.Operations;

/// <summary>What a reference stands for.</summary>
/// <param name="Version">The version; <see langword="null"/> when there is none.</param>
/// <param name="Refusal">Why there is none.</param>
public sealed record Resolution(VersionId? Version, Refusal? Refusal)
{
    /// <summary>A reference that stands for a version.</summary>
    public static Resolution Of(VersionId version) => new(version, null);

    /// <summary>A reference that stands for none.</summary>
    public static Resolution None(Refusal refusal) => new(null, refusal);
}
