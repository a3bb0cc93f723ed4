namespace Registry.FakeGitHub.Pulls;

/// <summary>GitHub's attempt to merge an open pull request.</summary>
/// <param name="Commit">The merge commit; <see langword="null"/> when there are conflicts.</param>
internal sealed record MergeTrial(string? Commit);
