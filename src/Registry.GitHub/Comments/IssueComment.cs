namespace Registry.GitHub.Comments;

/// <summary>A comment below an issue or a pull request.</summary>
public sealed record IssueComment
{
    /// <summary>GitHub's number of it.</summary>
    public required long Id { get; init; }

    /// <summary>The text, in Markdown.</summary>
    public string? Body { get; init; }

    /// <summary>Its place on the page.</summary>
    public required string HtmlUrl { get; init; }

    /// <summary>Who wrote it; <see langword="null"/> when the account is gone.</summary>
    public Account? User { get; init; }
}

/// <summary>A comment's text on its way to GitHub.</summary>
internal sealed record CommentText(string Body);
