using Registry.FakeGitHub.Access;

namespace Registry.FakeGitHub.Statuses;

/// <summary>What an app found out about a commit.</summary>
internal sealed class CheckRun
{
    public required long Id { get; init; }

    public required string Sha { get; init; }

    public required App App { get; init; }

    public required string Name { get; set; }

    public string? ExternalId { get; set; }

    public string? DetailsUrl { get; set; }

    public string Status { get; set; } = "queued";

    public string? Conclusion { get; set; }

    public string? StartedAt { get; set; }

    public string? CompletedAt { get; set; }

    public string? Title { get; set; }

    public string? Summary { get; set; }

    public string? Text { get; set; }

    public int Annotations { get; set; }
}
