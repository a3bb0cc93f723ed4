namespace Registry.GitHub.Releases;

/// <summary>A release to create.</summary>
public sealed record NewRelease
{
    /// <summary>The tag.</summary>
    public required string TagName { get; init; }

    /// <summary>The commit on which the tag is made, unless it exists.</summary>
    public string? TargetCommitish { get; init; }

    /// <summary>The title.</summary>
    public string? Name { get; init; }

    /// <summary>The description, in Markdown; GitHub takes 125000 characters.</summary>
    public string? Body { get; init; }

    /// <summary>Whether it is published later, which is the only way to attach assets to an immutable one.</summary>
    public bool Draft { get; init; } = true;

    /// <summary>Whether it is not for everybody yet.</summary>
    public bool Prerelease { get; init; }

    /// <summary>Whether it becomes the repository's latest.</summary>
    public MakeLatest MakeLatest { get; init; } = MakeLatest.False;
}
