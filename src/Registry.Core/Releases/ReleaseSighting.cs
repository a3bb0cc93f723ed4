using Registry.Core.Rules;

namespace Registry.Core.Releases;

/// <summary>What a release host has of a version.</summary>
public enum ReleaseState
{
    /// <summary>Nothing that can be published.</summary>
    Absent,

    /// <summary>Files that an emit brought, or that an earlier pass began to publish; not published yet.</summary>
    Staged,

    /// <summary>A published release with exactly the version's files.</summary>
    Published,

    /// <summary>A published release of the version's tag with other files, or that is not this registry's. It is never overwritten.</summary>
    Different,
}

/// <summary>What was seen of a version at a release host.</summary>
/// <param name="State">What the host has.</param>
/// <param name="Record">The release, when it is <see cref="ReleaseState.Published"/>.</param>
/// <param name="Problem">Why it cannot be published, when it is <see cref="ReleaseState.Absent"/> or <see cref="ReleaseState.Different"/>.</param>
public sealed record ReleaseSighting(ReleaseState State, ReleaseRecord? Record = null, Problem? Problem = null);
