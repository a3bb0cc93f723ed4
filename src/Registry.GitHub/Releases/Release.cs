namespace Registry.GitHub.Releases;

/// <summary>A release.</summary>
public sealed record Release
{
    /// <summary>GitHub's number of it. Lists and tags may lag behind; by this number a release is found at once.</summary>
    public required long Id { get; init; }

    /// <summary>The tag, which does not exist before the release is published.</summary>
    public required string TagName { get; init; }

    /// <summary>The commit or branch on which the tag is made.</summary>
    public string? TargetCommitish { get; init; }

    /// <summary>The title.</summary>
    public string? Name { get; init; }

    /// <summary>The description, in Markdown.</summary>
    public string? Body { get; init; }

    /// <summary>Whether it is still to be published.</summary>
    public required bool Draft { get; init; }

    /// <summary>Whether it is not for everybody yet.</summary>
    public bool Prerelease { get; init; }

    /// <summary>Whether nothing of it can be changed.</summary>
    public bool Immutable { get; init; }

    /// <summary>Its page.</summary>
    public required string HtmlUrl { get; init; }

    /// <summary>Where assets are uploaded to, as a template (RFC 6570).</summary>
    public required string UploadUrl { get; init; }

    /// <summary>When it was created, UTC; of a published one GitHub tells the date of its commit.</summary>
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it was published, UTC; <see langword="null"/> for a draft.</summary>
    public DateTimeOffset? PublishedAt { get; init; }

    /// <summary>Its assets, incomplete ones included.</summary>
    public IReadOnlyList<ReleaseAsset> Assets { get; init; } = [];
}
