namespace Registry.Git.Leases;

/// <summary>Who writes to a registry under a lease, and for how long one renewal is good.</summary>
public sealed record LeaseOptions
{
    /// <summary>The shortest and the longest duration that a lease may have.</summary>
    public static readonly (TimeSpan Shortest, TimeSpan Longest) Limits = (TimeSpan.FromSeconds(1), TimeSpan.FromDays(1));

    /// <summary>Who holds it, for people to read; one line.</summary>
    public required string Holder { get; init; }

    /// <summary>How long a renewal is good for, and how long others wait without seeing one before they take over. Whole seconds.</summary>
    public TimeSpan Duration { get; init; } = TimeSpan.FromSeconds(60);
}
