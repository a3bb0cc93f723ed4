using Registry.Core.Entities;
using Registry.Core.Releases;
using Registry.Core.Rules;
using Registry.Core.Sources;
using Registry.Reconciler.Inbox;
using Registry.Reconciler.Planning;

namespace Registry.Reconciler;

/// <summary>A version that is published.</summary>
/// <param name="Entity">The entity.</param>
/// <param name="Release">What is recorded.</param>
/// <param name="Key">The key of its publication.</param>
public sealed record PublishedVersion(EntityName Entity, ReleaseRecord Release, Digest Key);

/// <summary>What one pass did.</summary>
public sealed record Pass
{
    /// <summary>The commit that the pass looked at.</summary>
    public string Revision { get; init; } = "";

    /// <summary>The commit that it made; <see langword="null"/> when there was nothing to write.</summary>
    public string? Commit { get; init; }

    /// <summary>What it did with the inbox.</summary>
    public InboxOutcome Inbox { get; init; } = InboxOutcome.Empty;

    /// <summary>The versions that were published, or were found published, and are recorded now.</summary>
    public IReadOnlyList<PublishedVersion> Published { get; init; } = [];

    /// <summary>The versions that could not be published.</summary>
    public IReadOnlyList<PublicationFailure> Failures { get; init; } = [];

    /// <summary>The channels that it moved.</summary>
    public IReadOnlyList<Advance> Advances { get; init; } = [];

    /// <summary>The moves of others that it saw.</summary>
    public IReadOnlyList<Observation> Observations { get; init; } = [];

    /// <summary>The channels that wait.</summary>
    public IReadOnlyList<Waiting> Waiting { get; init; } = [];

    /// <summary>What is wrong with entities that it set aside, or with the release host; all else went on.</summary>
    public IReadOnlyList<Problem> Problems { get; init; } = [];

    /// <summary>What is known to differ between release records and the release host. Nothing of it is repaired.</summary>
    public IReadOnlyList<Problem> Drift { get; init; } = [];

    /// <summary>What is open after it, also of entities at which it did not look.</summary>
    public OpenWork Open { get; init; } = OpenWork.None;

    /// <summary>When time alone gives the next pass something to do, UTC; <see langword="null"/> when only a change does.</summary>
    public DateTimeOffset? NextDue { get; init; }

    /// <summary>This pass and one that the same reconciler made after it, told as one: what both did, and what is open after the second.</summary>
    internal Pass Then(Pass next) => next with
    {
        Commit = next.Commit ?? Commit,
        Inbox = Inbox.Then(next.Inbox),
        Published = [.. Published, .. next.Published],
        Failures = next.Open.Failures,
        Advances = [.. Advances, .. next.Advances],
        Observations = [.. Observations, .. next.Observations],
        Waiting = next.Open.Waiting,
        Problems = [.. Problems.Union(next.Problems)],
    };
}
