using Registry.Cli.Output;
using Registry.Core.Validation;
using Registry.GitHub.Errors;
using Registry.GitHub.Statuses;

namespace Registry.Cli.PullRequests;

/// <summary>
/// What a validation found, as the status of a commit. Runs of one workflow that different events started are different checks to GitHub, and
/// one that failed before an approval would stay; a status of one name is replaced.
/// </summary>
internal static class ValidationStatus
{
    /// <summary>The name that a branch protection requires.</summary>
    public const string Context = "registry/validate";

    /// <summary>Sets the status. That it cannot be set changes nothing of what was found.</summary>
    public static async Task SetAsync(GitHubConnection gitHub, string commit, ValidationReport report, IOutput output, CancellationToken cancellationToken)
    {
        try
        {
            var status = new CommitStatus
            {
                Context = Context,
                State = report.IsValid ? CommitStatusState.Success : CommitStatusState.Failure,
                Description = report.IsValid ? "all checks pass" : $"{report.Problems.Count} problems, of them first {report.Problems[0].Rule.Code}",
            };
            await gitHub.Client.Statuses.SetAsync(gitHub.Repository, commit, status, cancellationToken);
        }
        catch (GitHubException error)
        {
            output.Warn($"no status: {error.Message}");
        }
    }
}
