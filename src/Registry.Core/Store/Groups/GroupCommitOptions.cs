namespace Registry.Core.Store.Groups;

/// <summary>How many writes share a commit, and how many may wait for one.</summary>
public sealed record GroupCommitOptions
{
    /// <summary>At most so many operations in one commit.</summary>
    public int MostInCommit { get; init; } = 256;

    /// <summary>At most so many operations wait; a further one is turned away at once.</summary>
    public int MostWaiting { get; init; } = 4096;

    /// <summary>Told how many operations were taken together, each time.</summary>
    public Action<int>? Taken { get; init; }
}
