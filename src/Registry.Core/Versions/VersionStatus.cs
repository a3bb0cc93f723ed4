namespace Registry.Core.Versions;

/// <summary>What a manifest says of its version.</summary>
public enum VersionStatus
{
    /// <summary>Final: the manifest never changes again.</summary>
    Listed,

    /// <summary>May still change; no channel may point there.</summary>
    Draft,
}

/// <summary>The state of a version: its manifest and its record taken together.</summary>
public enum VersionState
{
    /// <summary>May still change; no channel may point there.</summary>
    Draft,

    /// <summary>Final, and offered.</summary>
    Listed,

    /// <summary>Final, and no longer offered; still there for those who name it.</summary>
    Unlisted,

    /// <summary>Out of use, with a reason.</summary>
    Archived,

    /// <summary>Gone, with a tombstone.</summary>
    Deleted,
}
