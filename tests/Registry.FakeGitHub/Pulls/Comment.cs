namespace Registry.FakeGitHub.Pulls;

/// <summary>A comment on a pull request.</summary>
internal sealed class Comment
{
    public required long Id { get; init; }

    /// <summary>The number of the pull request.</summary>
    public required long Issue { get; init; }

    public required string Author { get; init; }

    public required string Body { get; set; }

    public required DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset UpdatedAt { get; set; }
}
