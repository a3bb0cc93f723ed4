namespace Registry.Client.Calls;

/// <summary>Which versions of an entity are wanted; all that are not archived when nothing is said.</summary>
public sealed record VersionFilter
{
    /// <summary>Those at which the channel points, or that were built for it.</summary>
    public string? Channel { get; init; }

    /// <summary>Those in that state: <c>draft</c>, <c>listed</c>, <c>unlisted</c> or <c>archived</c>.</summary>
    public string? Status { get; init; }

    /// <summary>Those with that tag.</summary>
    public string? Tag { get; init; }

    /// <summary>Whether archived ones are wanted too.</summary>
    public bool? Archived { get; init; }

    /// <summary>Those with a file for that platform.</summary>
    public string? Platform { get; init; }

    /// <summary>Those that were emitted at that time or later.</summary>
    public DateTimeOffset? Since { get; init; }

    /// <summary>Those that were emitted before that time.</summary>
    public DateTimeOffset? Until { get; init; }

    /// <summary>Whether internal properties are wanted too.</summary>
    public bool? Internal { get; init; }
}
