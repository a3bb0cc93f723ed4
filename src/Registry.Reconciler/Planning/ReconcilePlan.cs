using Registry.Core.Rules;

namespace Registry.Reconciler.Planning;

/// <summary>What a pass would do: a function of the registry at one commit, of what the release host shows, and of the time.</summary>
public sealed record ReconcilePlan
{
    /// <summary>The commit.</summary>
    public required string Revision { get; init; }

    /// <summary>The versions to publish, or to record as published, in order.</summary>
    public IReadOnlyList<PlannedPublication> Publications { get; init; } = [];

    /// <summary>The versions that cannot be published now.</summary>
    public IReadOnlyList<PublicationFailure> Failures { get; init; } = [];

    /// <summary>The channels to move.</summary>
    public IReadOnlyList<Advance> Advances { get; init; } = [];

    /// <summary>The moves of others that are seen for the first time.</summary>
    public IReadOnlyList<Observation> Observations { get; init; } = [];

    /// <summary>The channels that wait.</summary>
    public IReadOnlyList<Waiting> Waiting { get; init; } = [];

    /// <summary>What is wrong with entities that are set aside; all others go on.</summary>
    public IReadOnlyList<Problem> Problems { get; init; } = [];
}
