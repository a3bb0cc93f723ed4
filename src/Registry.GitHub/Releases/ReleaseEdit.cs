namespace Registry.GitHub.Releases;

/// <summary>What to change of a release; what is <see langword="null"/> stays.</summary>
/// <remarks>Whether it is a draft is no part of it: sent by mistake, it takes a published release back.</remarks>
public sealed record ReleaseEdit
{
    /// <summary>The new tag.</summary>
    public string? TagName { get; init; }

    /// <summary>The commit on which the tag is made, unless it exists.</summary>
    public string? TargetCommitish { get; init; }

    /// <summary>The new title.</summary>
    public string? Name { get; init; }

    /// <summary>The new description.</summary>
    public string? Body { get; init; }

    /// <summary>Whether it is not for everybody yet.</summary>
    public bool? Prerelease { get; init; }

    /// <summary>Whether it becomes the repository's latest.</summary>
    public MakeLatest? MakeLatest { get; init; }
}

/// <summary>The one request that says something of drafts: an edit that publishes.</summary>
internal sealed record PublishingEdit(bool Draft, string? TagName, string? TargetCommitish, string? Name, string? Body, bool? Prerelease, MakeLatest? MakeLatest)
{
    public static PublishingEdit Of(ReleaseEdit edit) => new(Draft: false, edit.TagName, edit.TargetCommitish, edit.Name, edit.Body, edit.Prerelease, edit.MakeLatest);
}
