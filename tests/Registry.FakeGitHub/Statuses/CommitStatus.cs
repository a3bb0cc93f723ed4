namespace Registry.FakeGitHub.Statuses;

/// <summary>What somebody says of a commit; the newest of a context counts.</summary>
internal sealed record CommitStatus(long Id, string Sha, string Context, string State, string? Description, string? TargetUrl, string Creator, DateTimeOffset At);
