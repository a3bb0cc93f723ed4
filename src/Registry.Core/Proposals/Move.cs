using Registry.Core.Channels;
using Registry.Core.Entities;
using Registry.Core.Rules;
using Registry.Core.Versions;

namespace Registry.Core.Proposals;

/// <summary>A move of a channel that is proposed, with what helps to decide over it.</summary>
public sealed record Move
{
    /// <summary>The entity.</summary>
    public required EntityName Entity { get; init; }

    /// <summary>The channel.</summary>
    public required string Channel { get; init; }

    /// <summary>Where the channel points now; <see langword="null"/> for nowhere.</summary>
    public VersionId? FromVersion { get; init; }

    /// <summary>Where it is to point; <see langword="null"/> when the pointer is taken away.</summary>
    public VersionId? ToVersion { get; init; }

    /// <summary>The manifest of the version that it leaves; <see langword="null"/> when there is none.</summary>
    public Manifest? From { get; init; }

    /// <summary>The manifest of the version that it reaches; <see langword="null"/> when there is none.</summary>
    public Manifest? To { get; init; }

    /// <summary>Why, as the channel's file says.</summary>
    public string? Reason { get; init; }

    /// <summary>What holds the channel there afterwards.</summary>
    public ChannelHold? Hold { get; init; }

    /// <summary>The versions that the move goes past and the one that it reaches, newest first; for a move back, those that it takes out. At most <see cref="MoveReader.MostBetween"/>.</summary>
    public IReadOnlyList<Manifest> Between { get; init; } = [];

    /// <summary>Whether there are more than are listed.</summary>
    public bool HasMore { get; init; }

    /// <summary>The channel's policy; <see langword="null"/> when it is declared nowhere.</summary>
    public ChannelPolicy? Policy { get; init; }

    /// <summary>How long the version has been in the channel that the policy names in <c>from</c>; <see langword="null"/> when it was never seen there.</summary>
    public TimeSpan? Soaked { get; init; }

    /// <summary>The conditions that are not met at the moment, each with when or how it will be.</summary>
    public IReadOnlyList<Problem> Unmet { get; init; } = [];

    /// <summary>Whether the move goes to an older version.</summary>
    public bool IsBack => ToVersion < FromVersion;
}
